#pragma once

// Every use case, as a request of somebody who is ready to make it.

#include <string>
#include <vector>

#include "tests/failing_calls/program.hpp"

namespace gatehouse::testing {

struct Person {
  std::string name{};
  std::string id{};
  std::string code{};  // the newest
  std::string token{};
  std::string refresh_token{};
  std::string session{};
  std::string other_session{};
  std::string reset{};
  std::string undo_path{};
  std::string client{};

  std::string email() const { return name + "@example.com"; }
  std::string path() const { return "/api/user/v1/user/" + id; }
};

struct Scenario {
  std::string name;
  /// What the person has done before; by the end `Person` has what `ask` needs.
  void (*prepare)(Program&, Person&);
  Ask (*ask)(const Person&);
  int status;
  /// What the same request is answered with once it has been done.
  std::vector<int> again;
};

std::vector<Scenario> scenarios();

/// The value of a member of a JSON text, as text; empty where there is none.
std::string member(const std::string& json, const std::string& name);

}  // namespace gatehouse::testing
