#include "tests/simulator/request.hpp"

#include <algorithm>
#include <span>

#include "tests/simulator/people.hpp"

namespace gatehouse::simulator {
namespace {

/// The later ones more often: what is long over answers all the same.
template <class Pool>
std::size_t pick(std::int64_t number, const Pool& pool) {
  if (pool.empty()) return nowhere;
  constexpr std::size_t lately = 8;
  const auto at = static_cast<std::size_t>(number < 0 ? -number : number);
  if (at % 4 != 0) return pool.size() - 1 - at % std::min(lately, pool.size());
  return at % pool.size();
}

template <class Pool>
std::size_t any(std::int64_t number, const Pool& pool) {
  return static_cast<std::size_t>(number < 0 ? -number : number) % pool.size();
}

/// People stay with what they know: half of the time it is the first, and now and then one that nobody may
/// have.
std::size_t any_password(std::int64_t number) {
  constexpr std::size_t common = passwords.size() - 1;
  if (number % 16 == 15) return common;
  return number % 2 == 0 ? 0 : any(number / 2, std::span(passwords).first(common));
}

std::size_t password_if_given(std::int64_t number) { return number == 0 ? nowhere : any_password(number); }

template <class Pool>
std::size_t if_given(std::int64_t number, const Pool& pool) {
  return number == 0 ? nowhere : any(number, pool);
}

std::string beside(const std::string& code, std::int64_t by) {
  std::string digits = std::to_string((std::stol(code) + by) % 1'000'000);
  return std::string(6 - digits.size(), '0') + digits;
}

/// The newest code of that user, an older one, a wrong one, or none at all.
void guess_code(Request& request, const Ledger& ledger, std::int64_t which) {
  std::vector<std::size_t> own;
  for (std::size_t i = 0; i < ledger.codes.size(); ++i) {
    if (ledger.codes[i].user == request.user) own.push_back(i);
  }
  request.guess = "000007";
  if (which % 10 == 9) {
    request.guess = "12345";
    request.shapeless = true;
  } else if (!own.empty() && which % 10 < 5) {
    request.code = own.back();
  } else if (!own.empty() && which % 10 == 5) {
    request.code = own[any(which / 10, own)];
  } else if (!own.empty()) {
    request.guess = beside(ledger.codes[own.back()].text, 1 + which % 100);
  }
  if (request.code != nowhere) request.guess = ledger.codes[request.code].text;
  const std::size_t meant = request.code != nowhere ? request.code : own.empty() ? nowhere : own.back();
  if (meant != nowhere && which / 10 % 8 != 0) request.address = ledger.codes[meant].address;
}

/// The code of the reset, one beside it, or no code.
void guess_reset(Request& request, const Ledger& ledger, std::int64_t which) {
  const std::string& right = ledger.resets[request.reset].code;
  request.guess = "000007";
  if (which % 10 == 9) {
    request.guess = "1234567";
    request.shapeless = true;
  } else if (!right.empty() && which % 10 < 6) {
    request.guess = right;
    request.code = request.reset;
  } else if (!right.empty()) {
    request.guess = beside(right, 1 + which % 100);
  }
}

void choose_token(Request& request, const Ledger& ledger, std::int64_t number) {
  request.token = pick(number, ledger.tokens);
  request.possible = request.token != nowhere;
  if (!request.possible) return;
  request.token_known = ledger.tokens[request.token];
  request.user = request.token_known.user;
}

void choose_session(Request& request, const Ledger& ledger, std::int64_t number, std::int64_t ago) {
  request.session = pick(number, ledger.sessions);
  request.possible = request.session != nowhere;
  if (!request.possible) return;
  const auto& known = ledger.sessions[request.session].refresh;
  const auto back = static_cast<std::size_t>(ago % 8 < 5 ? 0 : ago % 8 - 4);
  request.possible = back < known.size();
  if (!request.possible) return;
  request.generation = known.size() - 1 - back;
  request.possible = !known[request.generation].empty();
  request.user = ledger.sessions[request.session].user;
}

void choose_user(Request& request, const Ledger& ledger, std::int64_t number) {
  const std::size_t at = pick(number, ledger.users);
  request.user = at == nowhere ? 4711 : ledger.users[at];
}

void choose_for_change(Request& request, const Ledger& ledger, const Operation& operation) {
  const auto& with = operation.with;
  choose_token(request, ledger, with[0]);
  request.name = if_given(with[1], names);
  request.address = if_given(with[2], addresses);
  request.password = password_if_given(with[3]);
  request.current = password_if_given(with[4]);
}

/// What people do who are not signed in.
void choose_for_stranger(Request& request, const Ledger& ledger, const Operation& operation) {
  const auto& with = operation.with;
  switch (operation.act) {
    case Act::sign_up:
      request.name = any(with[0], names);
      request.address = any(with[1], addresses);
      request.password = any_password(with[2]);
      break;
    case Act::sign_in:
      request.name = any(with[0], names);
      request.password = any_password(with[1]);
      break;
    case Act::sign_in_by_email:
      request.address = any(with[0], addresses);
      request.password = any_password(with[1]);
      break;
    case Act::request_code:
    case Act::verify:
      choose_user(request, ledger, with[0]);
      request.address = any(with[1], addresses);
      if (operation.act == Act::verify) guess_code(request, ledger, with[2]);
      break;
    case Act::request_reset:
      request.address = any(with[0], addresses);
      break;
    case Act::reset:
      request.reset = pick(with[0], ledger.resets);
      request.possible = request.reset != nowhere;
      request.password = any_password(with[2]);
      if (request.possible) guess_reset(request, ledger, with[1]);
      break;
    default:
      break;
  }
}

/// And those who hold a token or a link.
void choose_for_holder(Request& request, const Ledger& ledger, const Operation& operation) {
  const auto& with = operation.with;
  switch (operation.act) {
    case Act::view:
    case Act::remove:
    case Act::sign_out:
    case Act::end_session:
      choose_token(request, ledger, with[0]);
      request.current = any_password(with[1]);
      request.scope = static_cast<int>(with[1] % 3);
      if (operation.act == Act::end_session) request.session = pick(with[1], ledger.sessions);
      break;
    case Act::update:
      choose_for_change(request, ledger, operation);
      break;
    case Act::refresh:
      choose_session(request, ledger, with[0], with[1]);
      break;
    case Act::undo:
    case Act::undo_password:
      request.link = pick(with[0], ledger.links);
      request.possible = request.link != nowhere;
      request.password = any_password(with[1]);
      break;
    default:
      break;
  }
}

}  // namespace

Request request_of(const Operation& operation, const Ledger& ledger, Time now, std::size_t number) {
  Request request{.act = operation.act, .now = now};
  request.origin = "10." + std::to_string(number >> 16 & 255) + "." + std::to_string(number >> 8 & 255) +
                   "." + std::to_string(number & 255);
  choose_for_stranger(request, ledger, operation);
  choose_for_holder(request, ledger, operation);
  return request;
}

}  // namespace gatehouse::simulator
