// Where the server listens, whom it believes, and what it calls itself.

#include <algorithm>

#include "server/doctor/check.hpp"

namespace gatehouse::server::doctor {
namespace {

bool is_https(const std::string& url) { return url.starts_with("https://"); }

Verdict plain_http(const Examined& examined) {
  if (!exposes_plain_http(examined.settings)) return std::nullopt;
  return "the listener " + http::to_text(examined.settings.listen) + " is reached from elsewhere without TLS";
}

Verdict admin_exposed(const Examined& examined) {
  const auto& admin = examined.settings.admin_listen;
  if (!admin || http::is_loopback(*admin)) return std::nullopt;
  return "the admin listener is at " + http::to_text(*admin);
}

Verdict issuer_plain(const Examined& examined) {
  const Settings& settings = examined.settings;
  const bool serves_tls = !settings.tls_certificate.empty() || settings.behind_tls_proxy;
  if (is_https(settings.issuer) || (!serves_tls && !examined.is_public())) return std::nullopt;
  return "the issuer is " + settings.issuer;
}

Verdict public_url_plain(const Examined& examined) {
  if (is_https(examined.settings.public_url) || !is_https(examined.settings.issuer)) return std::nullopt;
  return "links in mails begin with " + examined.settings.public_url;
}

/// So many addresses are no list of proxies. The widest private range is 10.0.0.0/8.
Verdict trusts_everybody(const Examined& examined) {
  if (std::ranges::none_of(examined.settings.trusted_proxies,
                           [](const http::AddressRange& range) { return range.prefix() < 8; })) {
    return std::nullopt;
  }
  return "--trusted-proxies holds a range of more addresses than any network of yours has";
}

Verdict trusts_nobody(const Examined& examined) {
  const Settings& settings = examined.settings;
  if (!settings.behind_tls_proxy || !settings.trusted_proxies.empty()) return std::nullopt;
  return "--behind-tls-proxy is given without --trusted-proxies";
}

Verdict limits_off(const Examined& examined) {
  if (examined.settings.attempt_limits.enforced) return std::nullopt;
  return "--limits is off";
}

constexpr Check all[] = {
    {"plain_http_exposed", "passwords and tokens cross the network in the clear",
     "give --tls-cert and --tls-key, listen on 127.0.0.1 behind a proxy, or say --behind-tls-proxy",
     plain_http},
    {"admin_exposed", "metrics tell others how much is going on, and when",
     "let --admin-listen be an address of this machine alone, or keep others off it by a firewall and use a "
     "proxy",
     admin_exposed},
    {"issuer_not_https",
     "who verifies tokens by this issuer fetches its keys in the clear, or finds another address",
     "let --issuer be the https:// address that people and programs use", issuer_plain},
    {"public_url_not_https", "whoever listens on the way reads the undo links of mails",
     "let --public-url begin with https://", public_url_plain},
    {"trusted_proxies_everything",
     "everybody can say by X-Forwarded-For to be somebody else: limits do not hold",
     "list the addresses of your proxies alone", trusts_everybody},
    {"proxy_not_trusted",
     "all people seem to come from the proxy's address, share its limits, and hold each other off",
     "name the proxy's address by --trusted-proxies", trusts_nobody},
    {"limits_off", "anybody may guess passwords and codes as often as they like",
     "leave out --limits off: it is for measurements", limits_off},
};

}  // namespace

std::span<const Check> listener_checks() { return all; }

}  // namespace gatehouse::server::doctor
