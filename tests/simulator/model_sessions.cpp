// What is done with sessions and their tokens.

#include <algorithm>

#include "tests/simulator/model_step.hpp"

namespace gatehouse::simulator {
namespace {

const std::string no_grant = "invalid_grant";
const std::string no_token = "invalid_token";

std::int64_t left(Time end, Time now) {
  return std::max<std::int64_t>(std::chrono::floor<std::chrono::seconds>(end - now).count(), 0);
}

}  // namespace

std::string Model::Step::tokens(const Session& session) const {
  return "ok generation " + std::to_string(session.generation) + " access " +
         std::to_string(left(session.access_end, request.now)) + " refresh " +
         std::to_string(left(session.idle_end, request.now));
}

std::string Model::Step::sign_in(std::optional<std::int64_t> user) {
  const Account* account = user ? model.account(*user) : nullptr;
  if (!account || account->password != request.password) return "invalid_credentials";
  trim(*user);
  const Time now = request.now;
  Session session{.user = *user, .id = request.new_session, .created = now};
  session.end = now + Promise::absolute;
  session.idle_end = std::min<Time>(now + Promise::idle, session.end);
  session.access_end = Time{std::chrono::seconds{
      std::min(seconds_of(now) + Promise::token_life.count(), seconds_of(session.idle_end))}};
  model.sessions_[ledger.sessions.size()] = session;
  const auto access = session.access_end - Time{std::chrono::seconds{seconds_of(now)}};
  return "ok generation 0 access " +
         std::to_string(std::chrono::duration_cast<std::chrono::seconds>(access).count()) + " refresh " +
         std::to_string(left(session.idle_end, now));
}

/// Room for one more: what is over goes, and the oldest of the rest.
void Model::Step::trim(std::int64_t user) {
  std::vector<std::size_t> own;
  for (const auto& [place, session] : model.sessions_) {
    if (session.user == user) own.push_back(place);
  }
  std::ranges::sort(own, [&](std::size_t a, std::size_t b) {
    const Session &first = model.sessions_.at(a), &second = model.sessions_.at(b);
    return first.created != second.created ? first.created > second.created : first.id < second.id;
  });
  std::size_t alive = 0;
  for (const std::size_t place : own) {
    if (model.sessions_.at(place).idle_end > request.now && ++alive < Promise::sessions) continue;
    end(place);
  }
}

void Model::Step::end(std::size_t session) {
  if (model.sessions_.erase(session) > 0) model.ended_.insert(session);
}

void Model::Step::end_all(std::int64_t user, std::size_t except) {
  std::vector<std::size_t> own;
  for (const auto& [place, session] : model.sessions_) {
    if (session.user == user && place != except) own.push_back(place);
  }
  for (const std::size_t place : own) end(place);
}

void Model::Step::end_everything(std::int64_t user) {
  end_all(user);
  auto& refused = model.refused_before_[user];
  refused = std::max(refused, seconds_of(request.now));
}

std::string Model::Step::refresh() {
  const auto found = model.sessions_.find(request.session);
  if (found == model.sessions_.end()) return no_grant;
  Session& session = found->second;
  if (session.idle_end <= request.now) return no_grant;
  if (request.generation == session.generation) return rotate(session);
  for (const auto& [ended, at] : session.rotations) {
    if (ended > request.generation) continue;
    if (request.now >= at + Promise::grace) break;
    return request.generation + 1 == session.generation ? tokens(session) : no_grant;
  }
  model.events_.push_back({.what = Told::reused, .user = session.user, .session = session.id});
  end(request.session);
  return no_grant;
}

/// Where three rotations are closer together than a 32th of the grace, the newest stands for the middle one
/// too.
std::string Model::Step::rotate(Session& session) {
  const Time now = request.now;
  auto& rotations = session.rotations;
  std::erase_if(rotations, [&](const auto& rotation) { return now >= rotation.second + Promise::grace; });
  std::pair newest{session.generation, now};
  if (rotations.size() >= 2 && now - rotations[1].second < Promise::grace / 32) {
    newest.first = rotations.front().first;
    rotations.erase(rotations.begin());
  }
  rotations.insert(rotations.begin(), newest);
  ++session.generation;
  session.idle_end = std::min<Time>(now + Promise::idle, session.end);
  const Time access{std::chrono::seconds{
      std::min(seconds_of(now) + Promise::token_life.count(), seconds_of(session.idle_end))}};
  session.access_end = std::max(session.access_end, access);
  const auto fresh = access - Time{std::chrono::seconds{seconds_of(now)}};
  return "ok generation " + std::to_string(session.generation) + " access " +
         std::to_string(std::chrono::duration_cast<std::chrono::seconds>(fresh).count()) + " refresh " +
         std::to_string(left(session.idle_end, now));
}

std::string Model::Step::sign_out() {
  if (!is_signed_in() || !model.sessions_.contains(request.token_known.session)) return no_token;
  if (request.scope == 0) end(request.token_known.session);
  if (request.scope == 1) end_all(request.user, request.token_known.session);
  if (request.scope == 2) end_all(request.user);
  return "ok";
}

std::string Model::Step::end_session() {
  if (!is_signed_in()) return no_token;
  const auto found = model.sessions_.find(request.session);
  if (found == model.sessions_.end() || found->second.user != request.user) return "not_found";
  end(request.session);
  return "ok";
}

}  // namespace gatehouse::simulator
