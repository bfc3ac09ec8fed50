#pragma once

// One request at work on a model. A part of the model's own room, for the files that say what each request
// does.

#include "tests/simulator/model.hpp"
#include "tests/simulator/people.hpp"

namespace gatehouse::simulator {

/// What the contract promises, in numbers of its own.
struct Promise {
  static constexpr std::chrono::seconds code_life{180};
  static constexpr int code_attempts = 5;
  static constexpr std::chrono::seconds reset_life{600};
  static constexpr int reset_attempts = 5;
  static constexpr std::chrono::seconds token_life{900};
  static constexpr std::chrono::seconds leeway{30};
  static constexpr std::chrono::milliseconds grace{10'000};
  static constexpr std::chrono::hours idle{14 * 24};
  static constexpr std::chrono::hours absolute{90 * 24};
  static constexpr std::size_t sessions = 4;  // as the simulated process is set
  static constexpr std::chrono::hours link_life{7 * 24};
  static constexpr std::chrono::hours password_window{1};
  static constexpr std::chrono::hours told_once_within{1};
  static constexpr int codes_a_day = 10;
  static constexpr std::chrono::hours day{24};
  static constexpr std::chrono::minutes codes_apart{1};
  static constexpr std::chrono::hours clock_slack{1};
};

inline int key_of(std::size_t address) { return addresses[address].key; }
inline std::int64_t seconds_of(Time time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

struct Model::Step {
  Model& model;
  const Request& request;
  const Ledger& ledger;
  std::vector<std::string> mails{};
  std::size_t links_made = 0;
  std::size_t codes_made = 0;

  std::string answer();

  // Accounts
  std::string sign_up();
  std::string view();
  std::string update();
  std::string remove();
  void apply_change(std::int64_t user, Account& before);

  // Codes
  std::string request_code();
  std::string verify();
  std::string confirm(std::int64_t user, std::size_t address);
  std::string request_reset();
  std::string reset();
  bool spend_reset();
  std::string undo();
  std::string undo_password();
  bool take_quota(int key, bool spaced);

  // Sessions
  std::string sign_in(std::optional<std::int64_t> user);
  std::string refresh();
  std::string rotate(Session& session);
  std::string sign_out();
  std::string end_session();
  bool is_signed_in() const { return model.is_good(request.token_known, request.now); }
  void end(std::size_t session);
  void end_all(std::int64_t user, std::size_t except = nowhere);
  void end_everything(std::int64_t user);
  void trim(std::int64_t user);
  std::string tokens(const Session& session) const;

  // What is told
  void deliver(Death death);
  void handle(const Event& event, bool unseen);
  void make_code(const Event& event, bool unseen);
  void make_reset(const Event& event);
  void make_link(const Event& event, bool unseen);
  void forget(const Event& event);
  void sweep();
  void say(std::string mail, bool unseen) {
    if (!unseen) mails.push_back(std::move(mail));
  }
};

inline std::string mail_of(const char* kind, std::int64_t user, std::size_t address) {
  return std::string(kind) + " " + std::to_string(user) + " " + std::string(addresses[address].stored);
}

}  // namespace gatehouse::simulator
