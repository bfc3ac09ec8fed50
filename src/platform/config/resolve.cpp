#include "platform/config/resolve.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "platform/config/environment.hpp"
#include "platform/config/toml_file.hpp"

namespace gatehouse::config {
namespace {

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// How the operator spelled it.
std::string key_of(const Setting& setting, const Origin& origin) {
  switch (origin.source) {
    case Source::flag:
    case Source::environment:
      return origin.place;
    case Source::file:
      return origin.place + ": " + setting.name;
    case Source::fallback:
      break;
  }
  return setting.flag() + " (default)";
}

const Given* strongest(const std::vector<Given>& given, std::string_view name) {
  const Given* best = nullptr;
  for (const Given& one : given) {
    if (one.name == name && (best == nullptr || one.origin.source > best->origin.source)) best = &one;
  }
  return best;
}

void add(Found& all, Found more) {
  std::ranges::move(more.given, std::back_inserter(all.given));
  std::ranges::move(more.complaints, std::back_inserter(all.complaints));
}

Found gather(const SettingTable& table, const Sources& sources) {
  Found all{sources.flags, {}};
  add(all, read_environment(table, sources.variables));
  const Given* file = strongest(all.given, sources.file_setting);
  if (file != nullptr) add(all, read_toml_file(table, file->text));
  return all;
}

/// Puts in the values of the settings that a default refers to.
std::string fill_in(std::string text, const std::vector<InForce>& known) {
  if (!text.contains('<')) return text;  // as most of them
  for (const InForce& one : known) {
    const std::string reference = "<" + one.setting->name + ">";
    const std::size_t at = text.find(reference);
    if (at != std::string::npos) text.replace(at, reference.size(), one.text);
  }
  return text;
}

/// A default that took in a faulty value is not complained of again.
std::optional<std::string> assign(const Setting& setting, const InForce& value) {
  const bool given = value.origin.source != Source::fallback;
  if (given && std::ranges::any_of(value.text, is_control)) {
    return "must not hold control characters, line ends included";
  }
  auto complaint = setting.binding.assign(value.text);
  const bool took_in = !given && value.text != setting.binding.fallback;
  return took_in ? std::nullopt : std::move(complaint);
}

}  // namespace

std::string InForce::shown() const { return setting->mask ? setting->mask(text) : text; }

const InForce& Resolved::value(std::string_view name) const {
  for (const InForce& one : values) {
    if (one.setting->name == name) return one;
  }
  throw std::logic_error("no such setting");
}

Resolved resolve(const SettingTable& table, const Sources& sources) {
  Found found = gather(table, sources);
  Resolved resolved{{}, std::move(found.complaints)};
  for (const Setting& setting : table) {
    InForce value{&setting, {}, {}};
    if (const Given* given = strongest(found.given, setting.name)) {
      value.text = given->text;
      value.origin = given->origin;
    } else {
      value.text = fill_in(setting.binding.fallback, resolved.values);
    }
    if (const auto complaint = assign(setting, value)) {
      resolved.complaints.push_back(key_of(setting, value.origin) + ": " + *complaint);
    }
    resolved.values.push_back(std::move(value));
  }
  return resolved;
}

}  // namespace gatehouse::config
