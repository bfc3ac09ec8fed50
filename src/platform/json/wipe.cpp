#include "platform/json/wipe.hpp"

#include <string.h>

namespace gatehouse::json {

void wipe(std::string& text) noexcept {
  text.resize(text.capacity());
  explicit_bzero(text.data(), text.size());
  text.clear();
}

void wipe(Members& members) noexcept {
  for (Member& member : members) {
    wipe(member.name);
    wipe(member.value.text);
  }
}

}  // namespace gatehouse::json
