#include "platform/http/tls.hpp"

#include <openssl/ssl.h>
#include <sys/stat.h>

#include <cerrno>
#include <system_error>

namespace gatehouse::http {
namespace {

namespace ssl = boost::asio::ssl;

// TLS 1.2 with forward secrecy and authenticated encryption only; 1.3 has nothing weaker.
constexpr const char* ciphers_of_1_2 = "ECDHE+AESGCM:ECDHE+CHACHA20";
constexpr unsigned char protocol[] = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};

// Refusing what is not HTTP keeps another protocol's client from being led here under our certificate.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_size,
                    const unsigned char* offered, unsigned offered_size, void*) {
  unsigned char* found = nullptr;
  if (SSL_select_next_proto(&found, chosen_size, protocol, sizeof protocol, offered, offered_size) !=
      OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  *chosen = found;
  return SSL_TLSEXT_ERR_OK;
}

[[noreturn]] void fail(const std::string& file, const std::string& reason) {
  throw BadTlsFiles("TLS cannot be served with " + file + ": " + reason);
}

/// To open a pipe would be to wait for whoever writes into it.
struct stat look_at_file(const std::string& file) {
  struct stat status{};
  if (::stat(file.c_str(), &status) != 0) fail(file, std::generic_category().message(errno));
  if (!S_ISREG(status.st_mode)) fail(file, "it is no regular file");
  return status;
}

void check_key_is_private(const std::string& file) {
  const struct stat status = look_at_file(file);
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0)
    fail(file, "others than its owner can read the private key; run: chmod 600 " + file);
}

std::shared_ptr<ssl::context> load(const TlsFiles& files) {
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  SSL_CTX* native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(native, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
                                  SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_PRIORITIZE_CHACHA);
  SSL_CTX_set_cipher_list(native, ciphers_of_1_2);
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
  // Without this an encrypted key would ask for its password on the terminal.
  SSL_CTX_set_default_passwd_cb(native, [](char*, int, int, void*) { return 0; });

  boost::system::error_code error;
  look_at_file(files.certificate);
  context->use_certificate_chain_file(files.certificate, error);
  if (error) fail(files.certificate, error.message());
  check_key_is_private(files.key);
  context->use_private_key_file(files.key, ssl::context::pem, error);
  if (error) fail(files.key, error.message());
  if (SSL_CTX_check_private_key(native) != 1) fail(files.key, "it is not the key of " + files.certificate);
  return context;
}

}  // namespace

TlsIdentity::TlsIdentity(TlsFiles files) : files_(std::move(files)), context_(load(files_)) {}

void TlsIdentity::reload() {
  auto fresh = load(files_);
  const std::lock_guard lock(mutex_);
  context_ = std::move(fresh);
}

std::shared_ptr<ssl::context> TlsIdentity::current() const {
  const std::lock_guard lock(mutex_);
  return context_;
}

}  // namespace gatehouse::http
