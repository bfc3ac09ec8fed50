#include "platform/config/origin.hpp"

namespace gatehouse::config {

std::string Origin::text() const {
  switch (source) {
    case Source::flag:
      return "flag " + place;
    case Source::environment:
      return "environment " + place;
    case Source::file:
      return "file " + place;
    case Source::fallback:
      break;
  }
  return "default";
}

}  // namespace gatehouse::config
