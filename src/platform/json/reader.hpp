#pragma once

// Reads a body as strict RFC 8259 and refuses whatever two readers could understand differently: duplicate
// keys, numbers that only look like integers, text that is no text. What passes here means one thing.

#include <cstddef>
#include <string_view>

#include "kernel/result.hpp"
#include "platform/json/value.hpp"

namespace gatehouse::json {

inline constexpr std::size_t max_depth = 16;

inline constexpr ErrorCode invalid_json{Fault::malformed, "invalid_json",
                                        "The body is not the JSON it should be"};

/// The members of the one object that `text` is. Refuses with `invalid_json`; takes time linear in the text,
/// but for the sorting of keys. A number with a fraction is well-formed, and of a kind that no field takes.
Result<Members> read_object(std::string_view text);

}  // namespace gatehouse::json
