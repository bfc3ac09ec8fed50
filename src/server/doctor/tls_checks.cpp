// The certificate: whether it can be served, for how long, and for which names.

#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <memory>

#include "platform/http/ip_address.hpp"
#include "platform/http/tls.hpp"
#include "server/doctor/check.hpp"
#include "server/host.hpp"

namespace gatehouse::server::doctor {
namespace {

constexpr int days_ahead = 14;

struct Release {
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using Certificate = std::unique_ptr<X509, Release>;

Certificate certificate_of(const Examined& examined) {
  const std::string& path = examined.settings.tls_certificate;
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return nullptr;  // a pipe would be waited for
  const std::unique_ptr<std::FILE, Release> file(std::fopen(path.c_str(), "re"));
  return Certificate(file ? PEM_read_X509(file.get(), nullptr, nullptr, nullptr) : nullptr);
}

/// Days until it ends, cut down: negative where it has ended.
std::optional<int> days_left(const X509* certificate) {
  int days = 0;
  int seconds = 0;
  if (ASN1_TIME_diff(&days, &seconds, nullptr, X509_get0_notAfter(certificate)) != 1) return std::nullopt;
  return seconds < 0 ? days - 1 : days;
}

Verdict unusable(const Examined& examined) {
  const Settings& settings = examined.settings;
  if (settings.tls_certificate.empty()) return std::nullopt;
  try {
    const http::TlsIdentity identity({settings.tls_certificate, settings.tls_key});
    return std::nullopt;
  } catch (const http::BadTlsFiles& fault) {
    return fault.what();
  }
}

Verdict expired(const Examined& examined) {
  const Certificate certificate = certificate_of(examined);
  const auto days = certificate ? days_left(certificate.get()) : std::nullopt;
  if (!days || *days >= 0) return std::nullopt;
  return examined.settings.tls_certificate + " has expired";
}

Verdict expires_soon(const Examined& examined) {
  const Certificate certificate = certificate_of(examined);
  const auto days = certificate ? days_left(certificate.get()) : std::nullopt;
  if (!days || *days < 0 || *days >= days_ahead) return std::nullopt;
  return examined.settings.tls_certificate + " expires in " + std::to_string(*days) + " days";
}

/// As clients look since years: at the alternative names alone, not at the subject.
bool is_for(X509* certificate, const std::string& host) {
  if (http::IpAddress::parse(host)) return X509_check_ip_asc(certificate, host.c_str(), 0) == 1;
  return X509_check_host(certificate, host.data(), host.size(), X509_CHECK_FLAG_NEVER_CHECK_SUBJECT,
                         nullptr) == 1;
}

Verdict of_another_name(const Examined& examined) {
  const Settings& settings = examined.settings;
  if (settings.behind_tls_proxy) return std::nullopt;  // people see the proxy's
  const Certificate certificate = certificate_of(examined);
  if (!certificate) return std::nullopt;
  for (const std::string& url : {settings.issuer, settings.public_url}) {
    if (!url.starts_with("https://") || is_for(certificate.get(), host_of(url))) continue;
    return settings.tls_certificate + " is not for " + host_of(url);
  }
  return std::nullopt;
}

constexpr Check all[] = {
    {"certificate_unusable", "the server does not start with it",
     "give a chain and the key that belongs to it, both PEM, the key 0600", unusable},
    {"certificate_expired", "no client connects any more", "renew it, and send the server SIGHUP", expired},
    {"certificate_expires_soon", "after that no client connects", "renew it, and send the server SIGHUP",
     expires_soon},
    {"certificate_names", "clients that come by --issuer or --public-url refuse it",
     "let the certificate name the hosts of both (subjectAltName), or name those that it has",
     of_another_name},
};

}  // namespace

std::span<const Check> tls_checks() { return all; }

}  // namespace gatehouse::server::doctor
