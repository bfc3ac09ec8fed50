#include "platform/http/shape_body.hpp"

#include <algorithm>

namespace gatehouse::http {

void BodyReading::field(const FieldNote& note, ReadField read) {
  const auto member = std::find_if(members_.begin(), members_.end(),
                                   [&](const json::Member& candidate) { return candidate.name == note.name; });
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
    const bool has_one = std::any_of(faults_.begin(), faults_.end(),
                                     [&](const FieldFault& other) { return other.field == fault.field; });
    if (!has_one) faults_.push_back(std::move(fault));
  }
}

}  // namespace gatehouse::http
