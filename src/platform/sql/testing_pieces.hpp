#pragma once

// Work for the threads that write for everybody, as tests give it: all pieces in one batch.

#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "platform/sql/database.hpp"

namespace gatehouse::sql::testing {

/// What became of a batch.
struct End {
  bool apart = false;
  std::exception_ptr failure{};                // of all of it
  std::vector<std::exception_ptr> failures{};  // of those that ran apart
};

/// Serves the database for its life.
class Pieces final : public WriteSource {
 public:
  using Piece = std::function<void()>;

  explicit Pieces(Database& database) : database_(database) { database_.serve(this); }
  ~Pieces() override { database_.serve(nullptr); }
  Pieces(const Pieces&) = delete;
  Pieces& operator=(const Pieces&) = delete;

  std::future<End> begin(std::vector<Piece> pieces) {
    std::promise<End> end;
    auto ended = end.get_future();
    {
      const std::lock_guard lock(mutex_);
      waiting_ = std::make_unique<Batch>(std::move(pieces), std::move(end));
    }
    database_.work_arrived();
    return ended;
  }
  End run(std::vector<Piece> pieces) { return begin(std::move(pieces)).get(); }

  std::unique_ptr<WriteBatch> take(std::size_t) override {
    const std::lock_guard lock(mutex_);
    return std::move(waiting_);
  }

 private:
  class Batch final : public WriteBatch {
   public:
    Batch(std::vector<Piece> pieces, std::promise<End> ended)
        : pieces_(std::move(pieces)), ended_(std::move(ended)) {}

    std::size_t size() const override { return pieces_.size(); }
    void run(std::size_t piece) override { pieces_[piece](); }
    void conclude(const std::exception_ptr& failure) override { ended_.set_value({.failure = failure}); }
    void run_apart() override {
      End end{.apart = true};
      for (const Piece& piece : pieces_) {
        try {
          piece();
        } catch (...) {
          end.failures.push_back(std::current_exception());
        }
      }
      ended_.set_value(std::move(end));
    }

   private:
    const std::vector<Piece> pieces_;
    std::promise<End> ended_;
  };

  Database& database_;
  std::mutex mutex_;
  std::unique_ptr<Batch> waiting_;
};

}  // namespace gatehouse::sql::testing
