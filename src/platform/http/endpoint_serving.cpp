#include "platform/http/endpoint_serving.hpp"

#include <algorithm>
#include <stdexcept>

namespace gatehouse::http {

const AnswerNote& find_answer(const std::vector<AnswerNote>& answers, int status) {
  const auto found = status == 0 ? answers.begin() : std::ranges::find(answers, status, &AnswerNote::status);
  if (found == answers.end()) throw std::logic_error("a handler answered what its endpoint does not declare");
  return *found;
}

}  // namespace gatehouse::http
