// Whatever a configuration file holds, loading it ends with settings or with complaints of one line each; a
// secret is in no complaint and in nothing that is shown; and the values in force, written down and loaded
// again, are the same.

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "server/options.hpp"
#include "tests/fuzz/check.hpp"

namespace {

using gatehouse::fuzz::check;
namespace config = gatehouse::config;
namespace server = gatehouse::server;

constexpr std::uint64_t memory = std::uint64_t{4} << 30U;
constexpr std::string_view password = "canary";

/// A file that is nowhere but in memory.
class File {
 public:
  File() : descriptor_(::memfd_create("configuration", MFD_CLOEXEC)) { check(descriptor_ >= 0); }

  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

  void hold(std::string_view content) {
    check(::ftruncate(descriptor_, 0) == 0);
    const auto written = ::pwrite(descriptor_, content.data(), content.size(), 0);
    check(written == static_cast<ssize_t>(content.size()));
  }

 private:
  int descriptor_;
};

void load(server::Loaded& loaded, File& file, std::string_view content) {
  file.hold(content);
  loaded.load({{"config", file.path(), {config::Source::flag, "--config"}}}, {}, memory);
}

/// As TOML; every kind of setting may be written as a text.
std::string written(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string written(const config::Resolved& resolved) {
  std::string top;
  std::string families;
  for (const config::InForce& value : resolved.values) {
    if (value.origin.source != config::Source::file) continue;
    const bool alone = value.setting->family().empty();
    const std::string_view name = alone ? std::string_view(value.setting->name) : value.setting->member();
    (alone ? top : families) += std::string(name) + " = " + written(value.text) + "\n";
  }
  return top + (families.empty() ? "" : "[limits]\n" + families);
}

/// Of a value that may hold a password, or of a file that could not be read, which may hold one anywhere.
bool must_quote_nothing(std::string_view complaint, const std::string& path) {
  return complaint.ends_with("this is not TOML") || complaint.starts_with(path + ": database: ") ||
         complaint.starts_with(path + ": smtp_url: ");
}

/// Whether the text is a URL that ends its first part with the password.
bool is_url_with_password(std::string_view text) {
  const auto scheme = text.find("://");
  return scheme != text.npos && text.find(':' + std::string(password) + '@', scheme + 3) != text.npos;
}

bool is_line(std::string_view text) {
  return !text.empty() && std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t count) {
  static File file;
  server::Loaded loaded;
  load(loaded, file, {reinterpret_cast<const char*>(bytes), count});
  for (const std::string& complaint : loaded.resolved.complaints) {
    check(is_line(complaint));
    check(!must_quote_nothing(complaint, file.path()) || !complaint.contains(password));
  }
  if (!loaded.resolved.complaints.empty()) return 0;

  for (const config::InForce& value : loaded.resolved.values) {
    if (value.setting->mask && is_url_with_password(value.text))
      check(!value.shown().contains(std::string(password) + '@'));
  }

  server::Loaded again;
  load(again, file, written(loaded.resolved));
  check(again.resolved.complaints.empty());
  for (const config::InForce& value : loaded.resolved.values) {
    check(again.resolved.value(value.setting->name).text == value.text);
  }
  return 0;
}
