#pragma once

// What the contract says, as plainly as it can be put: maps of what there is, and what each request does to
// them. It knows no SQL, no hashes and no messages' way, and shares no code with the product. Where it cannot
// be known how far a dying process came, there are several models, and what the product answers later decides
// which was true.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "tests/simulator/request.hpp"

namespace gatehouse::simulator {

struct Outcome;

/// Where in a delivery the process dies: at which message, and whether that has been handled by then and its
/// mail not sent, so that it is handled anew.
struct Death {
  std::size_t at = nowhere;
  bool handled = false;
};

class Model {
 public:
  /// What comes of a request. `death`: of the process that delivers; the next one goes on.
  Outcome after(const Request& request, const Ledger& ledger, Death death = {}) const;
  /// Where the process may have stopped between the transactions of one request.
  std::vector<Model> on_the_way(const Request& request) const;

  /// `kim a@example.com proven pending b@example.com`; "gone".
  std::string shown(std::int64_t user) const;
  /// The ids of the sessions that somebody sees, in order.
  std::vector<std::string> sessions_of(std::int64_t user, Time now) const;
  bool is_good(const Ledger::Token& token, Time now) const;
  std::size_t waiting() const { return events_.size(); }

  friend bool operator==(const Model&, const Model&) = default;

 private:
  struct Account {
    std::size_t name = 0;
    std::size_t address = 0;
    std::optional<Time> proven{};
    std::optional<std::size_t> pending{};
    std::optional<std::size_t> password{};  // nothing: no password fits
    std::int64_t version = 1;               // of the password
    friend bool operator==(const Account&, const Account&) = default;
  };
  struct Code {
    std::size_t address = 0;
    std::size_t place = nowhere;  // of the ledger
    int attempts = 0;
    Time expires{};
    bool used = false;
    friend bool operator==(const Code&, const Code&) = default;
  };
  struct Session {
    std::int64_t user = 0;
    std::string id{};
    Time created{};
    Time idle_end{};
    Time end{};
    Time access_end{};
    std::size_t generation = 0;
    std::vector<std::pair<std::size_t, Time>>
        rotations{};  // the first generation that each ended, newest first
    friend bool operator==(const Session&, const Session&) = default;
  };
  struct Reset {
    std::int64_t user = 0;
    int key = 0;               // of the address it was sent to
    std::int64_t version = 0;  // of the password in whose place it comes
    int attempts = 0;
    Time expires{};
    bool used = false;
    friend bool operator==(const Reset&, const Reset&) = default;
  };
  struct Link {
    std::size_t place = nowhere;  // of the ledger; nowhere: nobody ever saw it
    std::int64_t user = 0;
    std::string change{};
    std::size_t address = 0;
    std::optional<Time> proven{};
    Time created{};
    Time expires{};
    std::optional<Time> used{};
    std::optional<Time> password_set{};
    std::int64_t version = 0;
    friend bool operator==(const Link&, const Link&) = default;
  };
  struct Quota {
    int count = 0;
    Time since{};
    Time until{};
    Time expires{};
    friend bool operator==(const Quota&, const Quota&) = default;
  };
  enum class Told { signed_up, change_asked, code_asked, changed, replaced, deleted, reset_asked, reused };
  struct Event {
    Told what = Told::signed_up;
    std::int64_t user = 0;  // 0: a reset was asked for, which is no matter of anybody's yet
    std::size_t address = 0;
    std::string change{};
    std::optional<Time> proven{};
    std::size_t place = nowhere;  // of a reset
    std::string session{};
    friend bool operator==(const Event&, const Event&) = default;
  };
  struct Step;  // one request at work

  Account* account(std::int64_t user);
  const Account* account(std::int64_t user) const;
  std::optional<std::int64_t> owner_of(int key) const;
  bool is_elsewhere(std::int64_t user, int key) const;

  std::map<std::int64_t, Account> accounts_;
  std::map<std::int64_t, Code> codes_;
  std::map<std::size_t, Session> sessions_;  // by place of the ledger
  std::set<std::size_t> ended_;              // sessions that somebody ended
  std::map<std::int64_t, std::int64_t> refused_before_;
  std::map<std::size_t, Reset> resets_;
  std::vector<Link> links_;
  std::map<int, Quota> quotas_;
  std::vector<Event> events_;
};

struct Outcome {
  Model model;
  std::string answer;
  std::vector<std::string> mails{};
};

}  // namespace gatehouse::simulator
