#include "tests/failing_calls/scenarios.hpp"

#include <stdexcept>

namespace gatehouse::testing {
namespace {

constexpr const char* password = "a quiet river at dawn";
constexpr const char* new_password = "a loud street at noon";

std::string quoted(const std::string& text) { return '"' + text + '"'; }

/// `{"a":"b","c":"d"}`
std::string body(std::initializer_list<std::pair<std::string, std::string>> members) {
  std::string text;
  for (const auto& [name, value] : members) {
    text += (text.empty() ? "{" : ",") + quoted(name) + ':' + (name == "user_id" ? value : quoted(value));
  }
  return text + '}';
}

http::Reply done(Program& program, const Ask& ask, int status) {
  http::Reply reply = program.ask(ask);
  if (reply.status != status) {
    throw std::runtime_error(ask.method + ' ' + ask.path + ": " + std::to_string(reply.status) + ' ' +
                             reply.body);
  }
  return reply;
}

Ask sign_up(const Person& p) {
  return {"POST", "/api/user/v1/signup",
          body({{"email", p.email()}, {"nickname", p.name}, {"password", password}})};
}
Ask verify(const Person& p) {
  return {"PUT", "/api/auth/v1", body({{"user_id", p.id}, {"email", p.email()}, {"verify_code", p.code}})};
}
Ask ask_for_code(const Person& p) {
  return {"POST", "/api/auth/v1", body({{"user_id", p.id}, {"email", p.email()}})};
}
Ask sign_in(const Person& p) {
  return {"POST", "/api/user/v1/signin", body({{"nickname", p.name}, {"password", password}})};
}
Ask refresh(const Person& p) {
  return {"POST", "/api/auth/v1/token/refresh", body({{"refresh_token", p.refresh_token}})};
}
Ask sign_out(const Person& p) { return {"POST", "/api/auth/v1/signout", "", p.token}; }
Ask sign_out_everywhere(const Person& p) {
  return {"POST", "/api/auth/v1/signout", body({{"scope", "all"}}), p.token};
}
Ask change_nickname(const Person& p) {
  return {"PUT", p.path(), body({{"nickname", "new" + p.name}}), p.token};
}
Ask change_password(const Person& p) {
  return {"PUT", p.path(), body({{"new_password", new_password}, {"current_password", password}}), p.token};
}
Ask change_email(const Person& p) {
  return {"PUT", p.path(), body({{"email", "new" + p.email()}, {"current_password", password}}), p.token};
}
Ask delete_account(const Person& p) {
  return {"DELETE", p.path(), body({{"current_password", password}}), p.token};
}
Ask forgot(const Person& p) { return {"POST", "/api/user/v1/password/reset", body({{"email", p.email()}})}; }
Ask reset(const Person& p) {
  return {"PUT", "/api/user/v1/password/reset",
          body({{"reset_id", p.reset}, {"verify_code", p.code}, {"new_password", new_password}})};
}
Ask undo(const Person& p) { return {"POST", p.undo_path}; }
Ask list_sessions(const Person& p) { return {"GET", "/api/auth/v1/sessions", "", p.token}; }
Ask end_session(const Person& p) {
  return {"DELETE", "/api/auth/v1/sessions/" + p.other_session, "", p.token};
}
Ask view_account(const Person& p) { return {"GET", p.path(), "", p.token}; }
Ask view_activity(const Person& p) { return {"GET", p.path() + "/activity", "", p.token}; }
Ask introspect(const Person& p) { return {"POST", "/oauth/introspect", "token=" + p.token, "", p.client}; }
Ask revoke(const Person& p) { return {"POST", "/oauth/revoke", "token=" + p.refresh_token, "", p.client}; }
Ask wrong_code(const Person& p) {
  return {
      "PUT", "/api/auth/v1",
      body({{"user_id", p.id}, {"email", p.email()}, {"verify_code", p.code == "000000" ? "1" : "000000"}})};
}
Ask wrong_password(const Person& p) {
  return {"POST", "/api/user/v1/signin", body({{"nickname", p.name}, {"password", new_password}})};
}

void nothing(Program&, Person&) {}

void newcomer(Program& program, Person& p) {
  p.id = member(done(program, sign_up(p), 201).body, "user_id");
  program.deliver();
  p.code = member(program.log().lines({"\"verification_code\"", p.email()}).back(), "verify_code");
}

void proven(Program& program, Person& p) {
  newcomer(program, p);
  done(program, verify(p), 200);
}

void signed_in(Program& program, Person& p) {
  proven(program, p);
  const std::string answer = done(program, sign_in(p), 200).body;
  p.token = member(answer, "access_token");
  p.refresh_token = member(answer, "refresh_token");
  p.session = member(answer, "session_id");
}

void signed_in_twice(Program& program, Person& p) {
  signed_in(program, p);
  p.other_session = member(done(program, sign_in(p), 200).body, "session_id");
}

void forgetful(Program& program, Person& p) {
  signed_in(program, p);
  program.clock().advance(std::chrono::minutes{2});
  p.reset = member(done(program, forgot(p), 202).body, "reset_id");
  program.deliver();
  p.code = member(program.log().lines({"\"password_reset_code\"", p.email()}).back(), "verify_code");
}

void regretful(Program& program, Person& p) {
  signed_in(program, p);
  done(program, change_password(p), 200);
  program.deliver();
  const std::string url =
      member(program.log().lines({"\"account_change_notice\"", p.email()}).back(), "undo_url");
  p.undo_path = url.substr(url.find("/undo/"));
}

void known_to_a_client(Program& program, Person& p) {
  signed_in(program, p);
  p.client = program.client();
}

}  // namespace

std::string member(const std::string& json, const std::string& name) {
  const auto at = json.find(quoted(name) + ':');
  if (at == std::string::npos) return "";
  const auto start = at + name.size() + 3;
  if (json[start] != '"') return json.substr(start, json.find_first_of(",}", start) - start);
  return json.substr(start + 1, json.find('"', start + 1) - start - 1);
}

std::vector<Scenario> scenarios() {
  return {{"SignUp", nothing, sign_up, 201, {409}},
          {"Verify", newcomer, verify, 200, {422}},
          {"VerifyWithAWrongCode", newcomer, wrong_code, 422, {422}},
          {"AskForACode", newcomer, ask_for_code, 202, {202, 429}},
          {"SignIn", proven, sign_in, 200, {200}},
          {"SignInWithAWrongPassword", proven, wrong_password, 401, {401}},
          {"Refresh", signed_in, refresh, 200, {200}},
          {"SignOut", signed_in, sign_out, 204, {401}},
          {"SignOutEverywhere", signed_in_twice, sign_out_everywhere, 204, {401}},
          {"ChangeNickname", signed_in, change_nickname, 200, {422}},
          {"ChangePassword", signed_in_twice, change_password, 200, {422}},
          {"ChangeEmail", signed_in, change_email, 200, {200, 422}},
          {"DeleteAccount", signed_in, delete_account, 204, {401}},
          {"Forgot", proven, forgot, 202, {202, 429}},
          {"Reset", forgetful, reset, 200, {422}},
          {"Undo", regretful, undo, 200, {200, 404, 410}},
          {"ListSessions", signed_in_twice, list_sessions, 200, {200}},
          {"EndSession", signed_in_twice, end_session, 204, {404}},
          {"ViewAccount", signed_in, view_account, 200, {200}},
          {"ViewActivity", signed_in, view_activity, 200, {200}},
          {"Introspect", known_to_a_client, introspect, 200, {200}},
          {"Revoke", known_to_a_client, revoke, 200, {200}}};
}

}  // namespace gatehouse::testing
