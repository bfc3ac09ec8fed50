#pragma once

// What has ended before its access tokens expired, for resource servers that verify tokens by themselves.

#include <memory>
#include <string>

namespace gatehouse::auth {

/// A text that anybody may keep, and the tag that names exactly this version of it.
struct TaggedText {
  std::string text;
  std::string tag;
};

/// Thread-safe.
class PublishedRevocations {
 public:
  virtual ~PublishedRevocations() = default;

  /// A signed JWT, as of now. Throws `Unavailable` where that is not known.
  virtual std::shared_ptr<const TaggedText> current() = 0;
};

}  // namespace gatehouse::auth
