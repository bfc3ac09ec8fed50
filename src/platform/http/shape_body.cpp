#include "platform/http/shape_body.hpp"

#include <algorithm>
#include <charconv>

#include "kernel/ids.hpp"

namespace gatehouse::http {
namespace {

/// As JSON writes it: `-0`, `+1` and `01` are none.
void type_integer(json::Value& value) {
  const std::string_view text = value.text;
  const std::string_view digits = text.substr(text.starts_with('-') ? 1 : 0);
  if (digits.empty() || (digits.front() == '0' && text != "0")) return;
  std::int64_t integer = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), integer);
  if (error != std::errc{} || end != text.data() + text.size()) return;
  if (integer < -max_id || integer > max_id) return;
  value = {.kind = json::Kind::integer, .integer = integer};
}

void type_boolean(json::Value& value) {
  if (value.text != "true" && value.text != "false") return;
  value = {.kind = json::Kind::boolean, .boolean = value.text == "true"};
}

}  // namespace

bool BodyReading::is_faulty(std::string_view field) const {
  return std::any_of(faults_.begin(), faults_.end(),
                     [&](const FieldFault& fault) { return fault.field == field; });
}

void BodyReading::field(const FieldNote& note, ReadField read) {
  if (is_faulty(note.name)) return present_.add(note.name, false);
  const auto member = std::find_if(members_.begin(), members_.end(), [&](const json::Member& candidate) {
    return candidate.name == note.name;
  });
  if (member == members_.end() || member->value.kind == json::Kind::null) {
    if (note.required) faults_.push_back({note.name, "missing", "This field is required."});
    return;
  }
  std::optional<RuleFault> fault = read(member->value);
  present_.add(note.name, !fault.has_value());
  if (fault) faults_.push_back({note.name, std::move(fault->code), std::move(fault->detail)});
}

void BodyReading::refuse_unknown(const std::vector<FieldNote>& known) {
  std::size_t told = 0;
  for (json::Member& member : members_) {
    const bool is_known = std::any_of(known.begin(), known.end(),
                                      [&](const FieldNote& note) { return note.name == member.name; });
    if (is_known) continue;
    if (++told > max_unknown_told) return;
    faults_.push_back({std::move(member.name), "unknown_field", "There is no such field here."});
  }
}

void BodyReading::add(FieldFaults faults) {
  for (FieldFault& fault : faults) {
    if (!is_faulty(fault.field)) faults_.push_back(std::move(fault));
  }
}

void type_texts(json::Members& members, const std::vector<FieldNote>& fields) {
  for (json::Member& member : members) {
    if (member.value.kind != json::Kind::string) continue;
    const auto field = std::ranges::find(fields, member.name, &FieldNote::name);
    const boost::json::value* type = field == fields.end() ? nullptr : field->schema.if_contains("type");
    if (type != nullptr && *type == "integer") type_integer(member.value);
    if (type != nullptr && *type == "boolean") type_boolean(member.value);
  }
}

}  // namespace gatehouse::http
