#pragma once

// What people know (the ledger), and an operation made out of it: a request with everything in it that the
// product and the model need to answer it. The model sees no text that the product has made, only the places
// of the ledger.

#include <optional>
#include <string>
#include <vector>

#include "kernel/clock.hpp"
#include "tests/simulator/operation.hpp"

namespace gatehouse::simulator {

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

struct Ledger {
  struct Session {
    std::int64_t user = 0;
    std::string id;
    std::vector<std::string> refresh{};  // by generation; empty: the answer with it was lost
    std::vector<std::size_t> access{};   // by generation
  };
  struct Token {
    std::string text;
    std::int64_t user = 0;
    std::size_t session = nowhere;
    std::int64_t issued_at = 0;
    std::int64_t expires_at = 0;
  };
  struct Code {
    std::int64_t user = 0;
    std::string text;
    std::size_t address = nowhere;  // it was sent to
  };
  struct Reset {
    std::string handle;
    std::string code{};  // empty: it has not come
  };

  std::vector<std::int64_t> users;
  std::vector<Session> sessions;
  std::vector<Token> tokens;
  std::vector<Code> codes;
  std::vector<Reset> resets;
  std::vector<std::string> links;
};

/// One place each; `nowhere`: there is none, or it is not asked for.
struct Request {
  Act act = Act::wait;
  Time now{};
  std::int64_t user = 0;
  std::size_t token = nowhere;
  std::size_t session = nowhere;
  std::size_t reset = nowhere;
  std::size_t link = nowhere;
  std::size_t name = nowhere;
  std::size_t address = nowhere;
  std::size_t password = nowhere;
  std::size_t current = nowhere;
  std::size_t code = nowhere;  // of the ledger, where the guess is one that was mailed
  std::string guess{};
  bool shapeless = false;  // the guess is no code
  std::size_t generation = 0;
  int scope = 0;
  std::string origin{};  // an address of the network of its own
  bool possible = true;  // false: there is nothing to do it with
  Ledger::Token token_known{};

  // What the product has chosen, to be found again.
  std::int64_t new_user = 0;
  std::string new_session{};
};

Request request_of(const Operation& operation, const Ledger& ledger, Time now, std::size_t number);

}  // namespace gatehouse::simulator
