#include "platform/sql/shared_reads.hpp"

#include <algorithm>

namespace gatehouse::sql {

void SharedReads::ask(Question& question, FunctionRef<void(std::span<Question* const>)> travel) {
  Traveller self{&question};
  {
    std::unique_lock lock(mutex_);
    if (trips_ < most_trips_) {
      ++trips_;
      self.to_lead = {&self};
    } else {
      waiting_.push_back(&self);
      lock.unlock();
      self.turn.acquire();
    }
  }
  if (!self.to_lead.empty()) lead(self.to_lead, travel);
}

/// Then leaves the trip to the first of those who have come meanwhile.
void SharedReads::lead(const std::vector<Traveller*>& party,
                       FunctionRef<void(std::span<Question* const>)> travel) {
  std::vector<Question*> questions;
  questions.reserve(party.size());
  for (const Traveller* traveller : party) questions.push_back(traveller->question);
  travel(questions);

  Traveller* next = nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.empty()) {
      --trips_;
    } else {
      next = waiting_.front();
      const auto end =
          waiting_.begin() + static_cast<std::ptrdiff_t>(std::min(waiting_.size(), most_together));
      next->to_lead.assign(waiting_.begin(), end);
      waiting_.erase(waiting_.begin(), end);
    }
  }
  if (next != nullptr) next->turn.release();
  for (Traveller* traveller : party) {
    if (traveller != party.front()) traveller->turn.release();
  }
}

}  // namespace gatehouse::sql
