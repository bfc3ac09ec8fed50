#pragma once

// Certificates made for one test, and a TLS client that reads them.

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>

#include "platform/http/testing_client.hpp"

namespace gatehouse::http::testing {

/// A folder with a self-signed certificate and its key, both replaceable.
class TlsFolder {
 public:
  TlsFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "tls-test-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~TlsFolder() { std::filesystem::remove_all(folder_); }
  TlsFolder(const TlsFolder&) = delete;
  TlsFolder& operator=(const TlsFolder&) = delete;

  void issue(const std::string& common_name) {
    const std::string command =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=" +
        common_name + " -keyout " + key() + " -out " + certificate() + " 2>/dev/null";
    ASSERT_EQ(std::system(command.c_str()), 0) << command;
    std::filesystem::permissions(key(),
                                 std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  }

  std::string certificate() const { return folder_ + "/certificate.pem"; }
  std::string key() const { return folder_ + "/key.pem"; }

 private:
  std::string folder_;
};

class TlsClient {
 public:
  /// It takes whatever the server does, however weak: what is refused is refused by the server.
  explicit TlsClient(const ListenAddress& address, int newest = TLS1_3_VERSION,
                     const char* ciphers = "ALL:@SECLEVEL=0")
      : context_(weakest_context(newest, ciphers), SSL_CTX_free),
        client_(address),
        tls_(SSL_new(context_.get()), SSL_free) {
    SSL_set_fd(tls_.get(), client_.descriptor());
    connected_ = SSL_connect(tls_.get()) == 1;
  }

  bool is_connected() const { return connected_; }
  void send(std::string_view bytes) { SSL_write(tls_.get(), bytes.data(), static_cast<int>(bytes.size())); }

  /// What comes with the next record; nothing where the server has closed.
  std::string receive() {
    char buffer[16 * 1024];
    const int got = SSL_read(tls_.get(), buffer, sizeof buffer);
    return {buffer, static_cast<std::size_t>(std::max(got, 0))};
  }

  /// After an empty `receive`: the server said goodbye, so nothing was cut off.
  bool was_closed_in_order() const { return (SSL_get_shutdown(tls_.get()) & SSL_RECEIVED_SHUTDOWN) != 0; }

  std::string common_name() const {
    const std::unique_ptr<X509, decltype(&X509_free)> certificate(SSL_get1_peer_certificate(tls_.get()),
                                                                  X509_free);
    char name[64] = {};
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate.get()), NID_commonName, name, sizeof name);
    return name;
  }

 private:
  static SSL_CTX* weakest_context(int newest, const char* ciphers) {
    SSL_CTX* context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context, newest);
    SSL_CTX_set_cipher_list(context, ciphers);
    return context;
  }

  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  RawClient client_;
  std::unique_ptr<SSL, decltype(&SSL_free)> tls_;
  bool connected_ = false;
};

}  // namespace gatehouse::http::testing
