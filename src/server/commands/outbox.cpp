#include "server/commands/outbox.hpp"

#include "kernel/clock.hpp"
#include "platform/messaging/dead_letters.hpp"
#include "server/commands/dead_letters.hpp"

namespace gatehouse::server {
namespace {

constexpr DeadLetterWords vocabulary{
    .command = "outbox", .again = "replay", .all = "all", .letter = "message"};

/// On one line, whatever a failing handler said.
std::string one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return text;
}

class MessageBox final : public DeadLetterBox {
 public:
  explicit MessageBox(sql::Database& database) : letters_(database) {}

  std::vector<std::string> list(std::int64_t most) override {
    std::vector<std::string> lines;
    for (const messaging::DeadLetter& letter : letters_.list(most)) {
      lines.push_back(std::to_string(letter.id) + '\t' + to_rfc3339(letter.created_at) + '\t' +
                      one_line(letter.type) + '\t' + one_line(letter.subject) + '\t' +
                      std::to_string(letter.attempts) + " attempts\t" + one_line(letter.last_error));
    }
    return lines;
  }
  bool try_again(std::int64_t id) override { return letters_.replay(id); }
  std::int64_t try_all_again() override { return letters_.replay_all(); }

 private:
  messaging::DeadLetters letters_;
};

}  // namespace

int run_outbox(const std::vector<std::string>& words, const sql::DatabaseOptions& database, std::ostream& out,
               std::ostream& err) {
  const auto open = [](sql::Database& opened) { return std::make_unique<MessageBox>(opened); };
  return run_dead_letters(words, vocabulary, database, open, out, err);
}

}  // namespace gatehouse::server
