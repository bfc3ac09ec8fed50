#pragma once

// What one run is to do, as the command line said it.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace load {

using Clock = std::chrono::steady_clock;

struct Plan {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;
  std::string requests;
  std::size_t connections = 1;
  std::size_t threads = 1;
  double seconds = 0;     // 0: until `count` is done
  double warm_up = 0;     // seconds before counting
  std::size_t count = 0;  // requests in all; 0: until the time is over
  double rate = 0;        // requests a second, whether or not the last are answered; 0: as soon as they are
  bool once = false;      // each request is sent once; without, they are sent in turn again and again
  std::string carry;      // JSON member to carry from an answer into the same request
  std::string keep;       // file for all answers
  std::string save;       // file for the requests as they are at the end
};

/// Ends the program with a message where the command line makes no sense.
Plan read_plan(int count, char** arguments);

}  // namespace load
