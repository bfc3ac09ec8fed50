#pragma once

// What becomes of a refresh token that is presented. A session has one that is live; using it makes the next
// one live. Its predecessor is answered for a little while with that same next one, because replies get lost
// and requests get sent twice; later it is the sign of two who hold one token, one of them a thief.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "kernel/clock.hpp"

namespace gatehouse::auth {

/// The tokens of a session are counted from 0.
struct Rotation {
  std::int64_t ended = 0;  // the first generation that ceased to be live then
  Time at;

  friend bool operator==(const Rotation&, const Rotation&) = default;
};

struct RefreshChain {
  std::int64_t generation = 0;        // that is live
  std::vector<Rotation> rotations{};  // within the grace, newest first

  friend bool operator==(const RefreshChain&, const RefreshChain&) = default;
};

enum class Verdict {
  rotate,   // it is live
  repeat,   // the predecessor, within its grace: the same answer again
  stale,    // an older one, within its grace: no good, and no theft either
  reused,   // its grace is over: somebody else has it too
  unknown,  // this session has not come so far: the store was put back
};

Verdict judge(const RefreshChain& chain, std::int64_t presented, Time now, std::chrono::milliseconds grace);

/// The chain with its next token live. It holds a bounded number of rotations, however quickly they come:
/// where three are closer together than a 32th of the grace, the newest stands for the middle one too, which
/// has a token that is no predecessor any more stale for that much longer.
RefreshChain rotated(const RefreshChain& chain, Time now, std::chrono::milliseconds grace);

/// `12:1795339800125 11:1795339799871`, as it is stored; nothing where a text is not that.
std::string to_text(const std::vector<Rotation>& rotations);
std::optional<std::vector<Rotation>> parse_rotations(std::string_view text);

}  // namespace gatehouse::auth
