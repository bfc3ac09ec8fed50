#include "tests/simulator/perform.hpp"

#include <algorithm>

#include "tests/simulator/people.hpp"

namespace gatehouse::simulator {
namespace {

std::string words(const Error& error) {
  std::string text(error.code.code);
  for (const FieldFault& fault : error.fields) text += ' ' + fault.field + ':' + fault.code;
  return text;
}

std::string words(const user::User& user) {
  return user.nickname + ' ' + user.email + (user.email_verified_at ? " proven" : " unproven") +
         (user.pending_email ? " pending " + *user.pending_email : "");
}

template <class T>
Answer plain(const Result<T>& result) {
  return {result ? "ok" : words(result.error())};
}

Answer with_user(const Result<user::User>& result) {
  if (!result) return {words(result.error())};
  return {.text = "ok " + words(*result), .user = result->id.value};
}

Answer with_tokens(auth::IssuedTokens tokens) {
  std::string text = "ok generation " + std::to_string(generation_of(tokens.refresh_token)) + " access " +
                     std::to_string(tokens.expires_in.count()) + " refresh " +
                     std::to_string(tokens.refresh_expires_in.count());
  return {.text = std::move(text), .tokens = std::move(tokens)};
}

Answer signed_in(const Result<auth::SignedIn>& result) {
  return result ? with_tokens(result->tokens) : Answer{words(result.error())};
}

std::optional<std::string_view> name_text(std::size_t at) {
  return at == nowhere ? std::nullopt : std::optional(names[at].text);
}
std::optional<std::string_view> address_text(std::size_t at) {
  return at == nowhere ? std::nullopt : std::optional(addresses[at].typed);
}
std::optional<std::string_view> password_text(std::size_t at) {
  return at == nowhere ? std::nullopt : std::optional(passwords[at].text);
}

/// One request of somebody, on its way.
struct Performance {
  Process& process;
  const Request& request;
  const Ledger& ledger;
  Origin origin{.address = request.origin, .user_agent = "simulation", .request_id = request.origin};

  /// What holders of a token do: nothing where it is no good.
  template <class Do>
  Answer as_holder(Do act) {
    const auto holder = process.authenticate(request.token_known.text);
    if (!holder) return {"invalid_token"};
    return act(*holder);
  }

  Answer for_holder() {
    return as_holder([&](const auth::TokenHolder& holder) -> Answer {
      const auto owner = user::Owner::of(holder.user, holder.user, holder.session);
      const auth::SessionHolder session{holder.user, holder.session};
      switch (request.act) {
        case Act::view:
          return with_user(process.view_account(*owner));
        case Act::update:
          return with_user(process.update_account(*owner,
                                                  {.nickname = name_text(request.name),
                                                   .email = address_text(request.address),
                                                   .new_password = password_text(request.password),
                                                   .current_password = password_text(request.current)},
                                                  origin));
        case Act::remove:
          return plain(process.delete_account(*owner, password_text(request.current), origin));
        case Act::sign_out:
          return plain(process.sign_out(session, static_cast<auth::SignOutScope>(request.scope), origin));
        default:
          return plain(process.end_own_session(session, ledger.sessions[request.session].id, origin));
      }
    });
  }

  Answer for_stranger() {
    const std::string_view name = name_text(request.name).value_or("");
    const std::string_view address = address_text(request.address).value_or("");
    const std::string_view password = password_text(request.password).value_or("");
    switch (request.act) {
      case Act::sign_up:
        return with_user(process.sign_up({name, address, password}, origin));
      case Act::sign_in:
        return signed_in(process.sign_in.by_nickname(name, password, {.origin = origin}));
      case Act::sign_in_by_email:
        return signed_in(process.sign_in.by_email(address, password, {.origin = origin}));
      case Act::request_code:
        return plain(process.request_verification(UserId{request.user}, address, origin));
      case Act::verify:
        return plain(process.verify_address(UserId{request.user}, address, request.guess, origin));
      case Act::request_reset: {
        const auto begun = process.request_password_reset(address, origin);
        Answer answer = plain(begun);
        if (begun) answer.handle = *begun;
        return answer;
      }
      default:
        return plain(
            process.reset_password({ledger.resets[request.reset].handle, request.guess, password}, origin));
    }
  }

  Answer refresh() {
    const auto& known = ledger.sessions[request.session].refresh;
    const auto result = process.refresh_session(known[request.generation], origin);
    return result ? with_tokens(*result) : Answer{words(result.error())};
  }

  Answer undo() {
    const std::string& token = ledger.links[request.link];
    if (request.act == Act::undo) {
      const auto undone = process.undo_change(token, origin);
      if (!undone) return {"over"};
      return {std::string("ok") + (undone->address_is_elsewhere ? " elsewhere" : "") +
              (undone->asks_password ? " asks password" : "")};
    }
    const auto set = process.undo_change.set_password(token, passwords[request.password].text, origin);
    if (!set) return {words(set.error())};
    return {*set ? "ok" : "over"};
  }
};

}  // namespace

Answer perform(Process& process, const Request& request, const Ledger& ledger) {
  if (!request.possible) return {"nothing"};
  Performance performance{process, request, ledger};
  switch (request.act) {
    case Act::deliver:
      process.deliver();
      return {"ok"};
    case Act::sweep:
      process.sweep();
      return {"ok"};
    case Act::refresh:
      return performance.refresh();
    case Act::undo:
    case Act::undo_password:
      return performance.undo();
    case Act::view:
    case Act::update:
    case Act::remove:
    case Act::sign_out:
    case Act::end_session:
      return performance.for_holder();
    default:
      return performance.for_stranger();
  }
}

std::string shown(Process& process, std::int64_t user) {
  const auto owner = user::Owner::of(UserId{user}, UserId{user});
  const auto account = process.view_account(*owner);
  return account ? words(*account) : "gone";
}

std::vector<std::string> sessions_of(Process& process, std::int64_t user) {
  std::vector<std::string> ids;
  for (const auth::Session& session : process.list_sessions({UserId{user}, {}})) ids.push_back(session.id);
  std::ranges::sort(ids);
  return ids;
}

std::size_t generation_of(const std::string& refresh_token) {
  auth::adapters::KeyedRefreshTokens reader{key(), crypto::SealedBox(key())};
  return static_cast<std::size_t>(reader.read(refresh_token).value().generation);
}

}  // namespace gatehouse::simulator
