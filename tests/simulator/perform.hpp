#pragma once

// Puts a request to the product, and its answer into the words that the model uses.

#include "tests/simulator/process.hpp"
#include "tests/simulator/request.hpp"

namespace gatehouse::simulator {

struct Answer {
  std::string text;
  std::optional<auth::IssuedTokens> tokens{};
  std::int64_t user = 0;  // that was made
  std::string handle{};   // of a reset that was begun
};

/// Throws `Crash` where the process dies on the way.
Answer perform(Process& process, const Request& request, const Ledger& ledger);

/// As `Model::shown` and `Model::sessions_of` put it.
std::string shown(Process& process, std::int64_t user);
std::vector<std::string> sessions_of(Process& process, std::int64_t user);

/// Of a refresh token of the product.
std::size_t generation_of(const std::string& refresh_token);

}  // namespace gatehouse::simulator
