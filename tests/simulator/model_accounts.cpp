// What is done with accounts.

#include "tests/simulator/model_step.hpp"

namespace gatehouse::simulator {
namespace {

const std::string no_token = "invalid_token";

/// `invalid_request nickname:unchanged …`
struct Faults {
  std::string text{};
  void add(const char* fault) { text += std::string(" ") + fault; }
};

}  // namespace

std::string Model::Step::sign_up() {
  if (passwords[request.password].common) return "invalid_request password:too_common";
  for (const auto& [id, account] : model.accounts_) {
    if (names[account.name].look == names[request.name].look) return "nickname_taken";
  }
  const std::int64_t user = request.new_user;
  model.accounts_[user] = {.name = request.name, .address = request.address, .password = request.password};
  model.events_.push_back({.what = Told::signed_up, .user = user, .address = request.address});
  return "ok " + model.shown(user);
}

std::string Model::Step::view() {
  if (!is_signed_in()) return no_token;
  return model.account(request.user) ? "ok " + model.shown(request.user) : no_token;
}

std::string Model::Step::update() {
  if (!is_signed_in()) return no_token;
  const bool renames = request.name != nowhere, moves = request.address != nowhere;
  const bool repasses = request.password != nowhere, shows = request.current != nowhere;
  if (!renames && !moves && !repasses) return "no_changes";
  Account* account = model.account(request.user);
  if (!account) return no_token;
  Faults faults;
  if (renames && request.name == account->name) faults.add("nickname:unchanged");
  if (moves && key_of(request.address) == key_of(account->address)) faults.add("email:unchanged");
  if (repasses && passwords[request.password].common) faults.add("new_password:too_common");
  if ((moves || repasses) && !shows) faults.add("current_password:missing");
  const bool right = shows && account->password == request.current;
  if (shows && !right) faults.add("current_password:incorrect");
  const bool parses = repasses && !passwords[request.password].common;
  if (right && parses && request.password == request.current) faults.add("new_password:unchanged");
  if (!faults.text.empty()) return "invalid_request" + faults.text;
  for (const auto& [id, other] : model.accounts_) {
    if (renames && id != request.user && names[other.name].look == names[request.name].look)
      return "nickname_taken";
  }
  apply_change(request.user, *account);
  return "ok " + model.shown(request.user);
}

void Model::Step::apply_change(std::int64_t user, Account& account) {
  const Account before = account;
  if (request.name != nowhere) account.name = request.name;
  const auto told = [&](const char* change) {
    model.events_.push_back({.what = Told::changed,
                             .user = user,
                             .address = before.address,
                             .change = change,
                             .proven = before.proven});
  };
  if (request.address != nowhere) {
    account.pending = request.address;
    if (before.pending != request.address) told("email");
    model.events_.push_back({.what = Told::change_asked, .user = user, .address = request.address});
  }
  if (request.password == nowhere) return;
  account.password = request.password;
  ++account.version;
  if (request.address == nowhere) account.pending.reset();
  told("password");
  end_all(user, request.token_known.session);
}

std::string Model::Step::remove() {
  if (!is_signed_in()) return no_token;
  const Account* account = model.account(request.user);
  if (!account) return no_token;
  if (account->password != request.current) return "invalid_request current_password:incorrect";
  end_everything(request.user);
  model.accounts_.erase(request.user);
  model.events_.push_back({.what = Told::deleted, .user = request.user});
  return "ok";
}

}  // namespace gatehouse::simulator
