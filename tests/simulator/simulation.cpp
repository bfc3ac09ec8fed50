#include "tests/simulator/simulation.hpp"

#include <algorithm>

#include "tests/simulator/people.hpp"

namespace gatehouse::simulator {
namespace {

constexpr std::size_t most_waiting = 12;  // messages: what the relay takes in one round, without a doubt
constexpr std::size_t between_looks = 32;
constexpr std::size_t looked_at = 24;

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : ", ") + text;
  return "[" + all + "]";
}

/// `ok`, with what follows where it is a fault of a field.
std::string kind_of(const std::string& answer) {
  return answer.starts_with("invalid_request") ? answer : answer.substr(0, answer.find(' '));
}

template <class Pool>
auto last(const Pool& pool) {
  return std::span(pool).last(std::min(looked_at, pool.size()));
}

}  // namespace

/// What was seen of one operation.
struct Simulation::Seen {
  bool crashed = false;
  Answer answer{};
  std::vector<Mail> mails{};

  std::vector<std::string> mail_texts() const {
    std::vector<std::string> texts;
    for (const Mail& mail : mails) texts.push_back(mail.what);
    return texts;
  }
  bool is(const Outcome& outcome) const {
    return (crashed || outcome.answer == answer.text) && outcome.mails == mail_texts();
  }
};

Simulation::Simulation(const std::filesystem::path& folder) : store_(folder / "simulation.db") {
  outside_.note = folder / "hand-over";
  std::filesystem::remove(outside_.note);
  process_ = std::make_unique<Process>(store_, outside_);
}

std::optional<std::string> Simulation::step(const Operation& operation) {
  ++number_;
  if (models_.front().waiting() >= most_waiting) {
    if (auto fault = act({.act = Act::deliver})) return fault;
  }
  if (operation.act == Act::wait) {
    outside_.clock.move(std::chrono::milliseconds{operation.with[0]});
    return std::nullopt;
  }
  if (auto fault = act(operation)) return fault;
  const bool died = operation.crash.commit > 0;
  return died || number_ % between_looks == 0 ? look_at_everything() : std::nullopt;
}

std::optional<std::string> Simulation::act(const Operation& operation) {
  Request request = request_of(operation, ledger_, outside_.clock.now(), number_);
  const Seen seen = watch(request, operation);
  ++answers_[name_of(operation.act) + " " + (seen.crashed ? "died" : kind_of(seen.answer.text))];
  if (auto fault = judge(expected(request, seen), seen)) return fault;
  if (auto fault = learn(request, seen)) return fault;
  const std::int64_t user = request.user != 0 ? request.user : request.new_user;
  return user != 0 ? look(user) : std::nullopt;
}

Simulation::Seen Simulation::watch(Request& request, const Operation& operation) {
  Seen seen;
  const std::int64_t newest_before = request.act == Act::sign_up ? newest_user() : 0;
  outside_.randomness.take_ids();
  store_.expect(operation.crash, operation.twice);
  try {
    seen.answer = perform(*process_, request, ledger_);
  } catch (const Crash&) {
  }
  seen.crashed = store_.died();
  store_.expect({}, false);
  const auto ids = outside_.randomness.take_ids();
  if (!ids.empty()) request.new_session = ids.front();
  if (seen.crashed) restart(request);
  if (request.act == Act::sign_up && newest_user() > newest_before) request.new_user = newest_user();
  seen.mails = outside_.mailboxes.take();
  return seen;
}

void Simulation::restart(const Request& request) {
  store_.revive();
  process_.reset();
  process_ = std::make_unique<Process>(store_, outside_);
  if (request.act == Act::deliver) process_->deliver();
}

std::int64_t Simulation::newest_user() {
  return store_.read([](sql::Connection& connection) {
    return connection.query("SELECT COALESCE(MAX(id), 0) FROM users").front().integer(0);
  });
}

std::vector<Outcome> Simulation::expected(const Request& request, const Seen& seen) const {
  std::vector<Outcome> outcomes;
  for (const Model& model : models_) {
    outcomes.push_back(model.after(request, ledger_));
    if (!seen.crashed) continue;
    const bool made_nobody = request.act == Act::sign_up && request.new_user == 0;
    if (made_nobody && outcomes.back().answer.starts_with("ok")) outcomes.pop_back();
    if (request.act != Act::deliver) {
      for (Model& way : model.on_the_way(request)) outcomes.push_back({std::move(way), {}});
      continue;
    }
    for (std::size_t at = 0; at < model.waiting(); ++at) {
      outcomes.push_back(model.after(request, ledger_, {at, false}));
      outcomes.push_back(model.after(request, ledger_, {at, true}));
    }
  }
  return outcomes;
}

std::optional<std::string> Simulation::judge(std::vector<Outcome> outcomes, const Seen& seen) {
  std::string told;
  std::vector<Model> left;
  for (Outcome& outcome : outcomes) {
    if (!seen.is(outcome)) {
      told += "\n  model:   " + outcome.answer + " " + joined(outcome.mails);
    } else if (std::ranges::find(left, outcome.model) == left.end()) {
      left.push_back(std::move(outcome.model));
    }
  }
  if (left.empty()) {
    return "\n  product: " + (seen.crashed ? "(died)" : seen.answer.text) + " " + joined(seen.mail_texts()) +
           told;
  }
  models_ = std::move(left);
  return std::nullopt;
}

std::optional<std::string> Simulation::learn(const Request& request, const Seen& seen) {
  for (const Mail& mail : seen.mails) learn_mail(mail);
  if (request.new_user != 0) ledger_.users.push_back(request.new_user);
  const bool opens = request.act == Act::sign_in || request.act == Act::sign_in_by_email;
  if (opens && seen.crashed) ledger_.sessions.push_back({.id = request.new_session});
  if (request.act == Act::request_reset && (seen.crashed || seen.answer.text == "ok")) {
    ledger_.resets.push_back({.handle = seen.answer.handle});
  }
  return seen.answer.tokens && !seen.crashed ? learn(*seen.answer.tokens) : std::nullopt;
}

/// A token that was given before has to be the same now.
std::optional<std::string> Simulation::learn(const auth::IssuedTokens& tokens) {
  auto session = std::ranges::find(ledger_.sessions, tokens.session, &Ledger::Session::id);
  if (session == ledger_.sessions.end()) {
    ledger_.sessions.push_back({.id = tokens.session});
    session = ledger_.sessions.end() - 1;
  }
  session->user = tokens.user.value;
  const std::size_t generation = generation_of(tokens.refresh_token);
  if (session->refresh.size() <= generation) {
    session->refresh.resize(generation + 1);
    session->access.resize(generation + 1, nowhere);
  }
  std::string& refresh = session->refresh[generation];
  if (!refresh.empty()) {
    const bool same = refresh == tokens.refresh_token &&
                      ledger_.tokens[session->access[generation]].text == tokens.access_token;
    return same ? std::nullopt : std::optional<std::string>("a repeated answer has other tokens");
  }
  refresh = tokens.refresh_token;
  session->access[generation] = ledger_.tokens.size();
  const auto claims = outside_.tokens.open(tokens.access_token).value();
  ledger_.tokens.push_back({.text = tokens.access_token,
                            .user = tokens.user.value,
                            .session = static_cast<std::size_t>(session - ledger_.sessions.begin()),
                            .issued_at = claims.issued_at.value(),
                            .expires_at = claims.expires_at.value()});
  return std::nullopt;
}

void Simulation::learn_mail(const Mail& mail) {
  if (mail.what.starts_with("code ")) {
    const auto rest = mail.what.substr(5);
    const auto space = rest.find(' ');
    const auto address =
        std::ranges::find(addresses, std::string_view(rest).substr(space + 1), &Address::stored);
    ledger_.codes.push_back(
        {std::stoll(rest), mail.secret, static_cast<std::size_t>(address - addresses.begin())});
  } else if (mail.what.starts_with("notice ")) {
    ledger_.links.push_back(mail.secret);
  } else if (mail.what.starts_with("reset ")) {
    const auto reset = std::ranges::find(ledger_.resets, mail.about, &Ledger::Reset::handle);
    if (reset != ledger_.resets.end()) reset->code = mail.secret;
  }
}

template <class Says>
std::optional<std::string> Simulation::keep_those(const std::string& what, const std::string& seen,
                                                  Says says) {
  std::string told;
  std::vector<Model> left;
  for (Model& model : models_) {
    const std::string expected = says(model);
    if (expected == seen) {
      left.push_back(std::move(model));
    } else {
      told += "\n  model:   " + expected;
    }
  }
  if (left.empty()) return what + "\n  product: " + seen + told;
  models_ = std::move(left);
  return std::nullopt;
}

std::optional<std::string> Simulation::look(std::int64_t user) {
  const std::string of_user = " of user " + std::to_string(user);
  const Time now = outside_.clock.now();
  if (auto fault = keep_those("the account" + of_user, shown(*process_, user),
                              [&](const Model& model) { return model.shown(user); })) {
    return fault;
  }
  return keep_those("the sessions" + of_user, joined(sessions_of(*process_, user)),
                    [&](const Model& model) { return joined(model.sessions_of(user, now)); });
}

std::optional<std::string> Simulation::look_at_everything() {
  for (const std::int64_t user : last(ledger_.users)) {
    if (auto fault = look(user)) return fault;
  }
  const Time now = outside_.clock.now();
  for (const Ledger::Token& token : last(ledger_.tokens)) {
    const bool good = process_->authenticate(token.text).has_value();
    if (auto fault =
            keep_those("the access token " + token.text, good ? "good" : "refused",
                       [&](const Model& model) { return model.is_good(token, now) ? "good" : "refused"; })) {
      return fault;
    }
  }
  return std::nullopt;
}

}  // namespace gatehouse::simulator
