#include "tests/simulator/model.hpp"

#include <algorithm>

#include "tests/simulator/model_step.hpp"

namespace gatehouse::simulator {

Model::Account* Model::account(std::int64_t user) {
  const auto found = accounts_.find(user);
  return found == accounts_.end() ? nullptr : &found->second;
}

const Model::Account* Model::account(std::int64_t user) const {
  const auto found = accounts_.find(user);
  return found == accounts_.end() ? nullptr : &found->second;
}

std::optional<std::int64_t> Model::owner_of(int key) const {
  for (const auto& [user, account] : accounts_) {
    if (account.proven && key_of(account.address) == key) return user;
  }
  return std::nullopt;
}

bool Model::is_elsewhere(std::int64_t user, int key) const {
  const auto owner = owner_of(key);
  return owner && *owner != user;
}

Outcome Model::after(const Request& request, const Ledger& ledger, Death death) const {
  Outcome outcome{*this, {}};
  Step step{outcome.model, request, ledger};
  if (request.act == Act::deliver) {
    step.deliver(death);
    outcome.answer = "ok";
  } else {
    outcome.answer = request.possible ? step.answer() : "nothing";
  }
  outcome.mails = std::move(step.mails);
  return outcome;
}

std::vector<Model> Model::on_the_way(const Request& request) const {
  std::vector<Model> ways{*this};
  if (request.act != Act::reset || !request.possible || request.shapeless) return ways;
  ways.push_back(*this);  // the attempt is spent before it is looked at
  const auto reset = ways.back().resets_.find(request.reset);
  if (reset != ways.back().resets_.end()) ++reset->second.attempts;
  return ways;
}

std::string Model::shown(std::int64_t user) const {
  const Account* found = account(user);
  if (!found) return "gone";
  std::string text(names[found->name].text);
  text += ' ' + std::string(addresses[found->address].stored) + (found->proven ? " proven" : " unproven");
  if (found->pending) text += " pending " + std::string(addresses[*found->pending].stored);
  return text;
}

std::vector<std::string> Model::sessions_of(std::int64_t user, Time now) const {
  std::vector<std::string> ids;
  for (const auto& [place, session] : sessions_) {
    if (session.user == user && session.idle_end > now) ids.push_back(session.id);
  }
  std::ranges::sort(ids);
  return ids;
}

bool Model::is_good(const Ledger::Token& token, Time now) const {
  const std::int64_t second = seconds_of(now);
  if (second >= token.expires_at || token.issued_at > second + Promise::leeway.count()) return false;
  const auto refused = refused_before_.find(token.user);
  if (refused != refused_before_.end() && token.issued_at < refused->second) return false;
  return !ended_.contains(token.session);
}

std::string Model::Step::answer() {
  switch (request.act) {
    case Act::sign_up:
      return sign_up();
    case Act::sign_in: {
      std::optional<std::int64_t> user;
      for (const auto& [id, account] : model.accounts_) {
        if (names[account.name].folded == names[request.name].folded) user = id;
      }
      return sign_in(user);
    }
    case Act::sign_in_by_email:
      return sign_in(model.owner_of(key_of(request.address)));
    case Act::view:
      return view();
    case Act::update:
      return update();
    case Act::remove:
      return remove();
    case Act::request_code:
      return request_code();
    case Act::verify:
      return verify();
    case Act::refresh:
      return refresh();
    case Act::sign_out:
      return sign_out();
    case Act::end_session:
      return end_session();
    case Act::request_reset:
      return request_reset();
    case Act::reset:
      return reset();
    case Act::undo:
      return undo();
    case Act::undo_password:
      return undo_password();
    case Act::sweep:
      sweep();
      return "ok";
    default:
      return "ok";
  }
}

}  // namespace gatehouse::simulator
