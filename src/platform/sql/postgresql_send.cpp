// The sending half of a session: commands gather in libpq's buffer until the trip is finished.

#include "platform/sql/postgresql_session.hpp"

namespace gatehouse::sql {
namespace {

constexpr std::size_t most_statements = 512;

}  // namespace

void PostgresqlSession::send_steering() {
  if (steering_.empty()) return;
  begun_ = true;
  for (const char* statement : steering_) send(statement, {});
  steering_.clear();
}

void PostgresqlSession::send(std::string_view sql, std::span<const Value> values) {
  const PostgresqlParameters parameters(values);
  const std::string& name = name_at_server(sql, parameters);
  expect_sent(PQsendQueryPrepared(connection_.get(), name.c_str(), parameters.count(), parameters.texts(),
                                  nullptr, nullptr, 0));
  ++sent_;
}

/// Has the statement prepared where it is new.
const std::string& PostgresqlSession::name_at_server(std::string_view sql,
                                                     const PostgresqlParameters& parameters) {
  if (const auto known = prepared_.find(sql); known != prepared_.end()) return known->second;
  if (prepared_.size() >= most_statements) worn_ = true;  // a new session starts with none
  const auto& [text, name] = *prepared_.emplace(std::string(sql), "s" + std::to_string(++names_given_)).first;
  preparing_.push_back({sent_, text});
  expect_sent(
      PQsendPrepare(connection_.get(), name.c_str(), text.c_str(), parameters.count(), parameters.types()));
  ++sent_;
  return name;
}

void PostgresqlSession::send_unprepared(const std::string& statement) {
  expect_sent(
      PQsendQueryParams(connection_.get(), statement.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0));
  ++sent_;
}

void PostgresqlSession::expect_sent(int sent) {
  if (broken_) throw_lost("it was lost before");
  if (sent != 1) throw_lost(PQerrorMessage(connection_.get()));
}

/// The answer of the last command.
PostgresqlResult PostgresqlSession::finish_trip() {
  expect_sent(PQpipelineSync(connection_.get()));
  Received received = receive();
  if (received.error) throw_error(received.error);
  return std::move(received.answers.back());
}

void PostgresqlSession::answer(std::span<Question* const> questions) {
  send_steering();
  std::vector<std::size_t> places;
  places.reserve(questions.size());
  for (const Question* question : questions) {
    send(question->sql, question->values);
    places.push_back(sent_ - 1);
  }
  expect_sent(PQpipelineSync(connection_.get()));
  Received received = receive();
  for (std::size_t i = 0; i < questions.size() && places[i] < received.answers.size(); ++i) {
    const PGresult* const answer = received.answers[places[i]].get();
    questions[i]->answer = rows_of(answer);
    questions[i]->changed = changed_rows_of(answer);
    questions[i]->wrote = has_written(answer);
  }
  if (received.error) throw_error(received.error);
}

void PostgresqlSession::forget_unprepared(std::size_t good) {
  for (const Preparation& preparation : preparing_) {
    if (preparation.place >= good) prepared_.erase(prepared_.find(preparation.sql));
  }
  preparing_.clear();
}

}  // namespace gatehouse::sql
