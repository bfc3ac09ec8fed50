#include "platform/sql/postgresql_group.hpp"

#include <algorithm>

#include "kernel/transactions.hpp"
#include "platform/log/log.hpp"

namespace gatehouse::sql {

void PostgresqlGroup::run(WriteBatch& batch) {
  const std::size_t size = batch.size();
  while (fibers_.size() < size) fibers_.push_back(std::make_unique<Fiber>());
  parts_.assign(size, {});
  const Ambient ambient(database_, *this, Ambient::Kind::write);
  try {
    for (std::size_t piece = 0; piece < size && !lost_; ++piece) start(batch, piece);
    while (!lost_ && std::ranges::any_of(parts_, [](const Part& part) { return part.question != nullptr; })) {
      travel();
    }
  } catch (...) {
    give_up();
    throw;
  }
  give_up();
  if (lost_) throw RunAgain{};
}

void PostgresqlGroup::start(WriteBatch& batch, std::size_t piece) {
  step(piece, [&](Fiber& fiber) {
    fiber.start([this, &batch, piece] {
      try {
        batch.run(piece);
      } catch (...) {  // told to whom it concerns where it runs by itself
        lost_ = true;
      }
    });
  });
}

void PostgresqlGroup::travel() {
  std::vector<Question*> questions;
  questions.reserve(parts_.size());
  for (const Part& part : parts_) {
    if (part.question != nullptr) questions.push_back(part.question);
  }
  session_.answer(questions);
  for (std::size_t piece = 0; piece < parts_.size() && !lost_; ++piece) {
    if (parts_[piece].question != nullptr) go_on(piece);
  }
}

void PostgresqlGroup::go_on(std::size_t piece) {
  parts_[piece].question = nullptr;
  step(piece, [](Fiber& fiber) { fiber.resume(); });
}

/// Lines in the log are those of the request that runs.
void PostgresqlGroup::step(std::size_t piece, FunctionRef<void(Fiber&)> way) {
  running_ = piece;
  const log::RequestScope request(parts_[piece].request_id);
  way(*fibers_[piece]);
  parts_[piece].request_id = log::current_request_id();
}

/// Ends what is suspended, each by an exception where it waits.
void PostgresqlGroup::give_up() noexcept {
  for (std::size_t piece = 0; piece < parts_.size(); ++piece) {
    if (!fibers_[piece]->busy()) continue;
    lost_ = true;
    go_on(piece);
  }
}

void PostgresqlGroup::expect_whole() const {
  if (lost_) throw RunAgain{};
}

void PostgresqlGroup::ask(Question& question) {
  expect_whole();
  const std::size_t self = running_;
  parts_[self].question = &question;
  fibers_[self]->suspend();
  expect_whole();
  if (question.wrote) parts_[self].wrote = true;
}

Rows PostgresqlGroup::query(std::string_view sql, std::span<const Value> values) {
  Question question{sql, values};
  ask(question);
  return std::move(*question.answer);
}

std::int64_t PostgresqlGroup::execute(std::string_view sql, std::span<const Value> values) {
  Question question{sql, values};
  ask(question);
  return question.changed;
}

void PostgresqlGroup::execute_later(std::string_view sql, std::span<const Value> values) {
  expect_whole();
  parts_[running_].wrote = true;
  session_.execute_later(sql, values);
}

void PostgresqlGroup::lock(std::string_view name) {
  expect_whole();
  session_.lock(name);
}

/// What is no short write has its own transaction.
void PostgresqlGroup::run(std::string_view) {
  lost_ = true;
  expect_whole();
}

void PostgresqlGroup::steer(const char*) { lost_ = true; }

/// Others have written meanwhile, so it cannot be undone alone; what wrote nothing has nothing to undo.
void PostgresqlGroup::undo_part() {
  if (parts_[running_].wrote) lost_ = true;
}

}  // namespace gatehouse::sql
