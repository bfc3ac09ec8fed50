#pragma once

// Which of the languages that somebody can be answered in they would like best, as a browser says it in
// `Accept-Language` (RFC 9110, 12.5.4).

#include <span>
#include <string_view>

namespace gatehouse::http {

/// Of `offered`, in lower case, the language of the greatest weight; of several the one named first. A range
/// takes a language by its first subtag (`ko-KR` takes `ko`), `*` takes whatever no other range names. The
/// first offered where nothing is wanted, and where what is wanted cannot be had; a part that is no range
/// with a weight is passed over. Takes time linear in the field.
std::string_view preferred_language(std::string_view field, std::span<const std::string_view> offered);

}  // namespace gatehouse::http
