#pragma once

// Names and values as `application/x-www-form-urlencoded` has them, in a body or a query, read strictly: what
// passes here means one thing. A shape reads the rest.

#include <optional>
#include <string>
#include <string_view>

#include "kernel/error.hpp"
#include "platform/json/value.hpp"

namespace gatehouse::http {

/// Told at once at most, lest a small body make a large reply.
inline constexpr std::size_t max_form_faults = 50;

/// What a form says. An empty value is null, as if the name were absent.
struct Form {
  json::Members members;
  FieldFaults
      faults;  // of names that stand more than once (`repeated`) or cannot be decoded (`invalid_format`)
};

/// Takes time linear in the text, but for the sorting of names.
Form read_form(std::string_view text);

/// `a+b%21` as "a b!". Nothing where an escape is broken, or where what comes out is no UTF-8 or has a NUL.
std::optional<std::string> decode_form(std::string_view text);

}  // namespace gatehouse::http
