#include "server/commands/outbox.hpp"

#include <exception>
#include <expected>
#include <optional>

#include "kernel/clock.hpp"
#include "kernel/ids.hpp"
#include "platform/messaging/dead_letters.hpp"
#include "server/commands/open_existing.hpp"

namespace gatehouse::server {
namespace {

constexpr std::int64_t most_listed = 1000;

struct Order {
  bool replay = false;               // else list
  std::optional<std::int64_t> id{};  // nothing: all
};

std::expected<Order, std::string> read(const std::vector<std::string>& words) {
  if (words.size() == 1 && words[0] == "list") return Order{};
  if (words.size() != 2 || words[0] != "replay")
    return std::unexpected("say outbox list, or outbox replay ID|all");
  if (words[1] == "all") return Order{true};
  const auto id = parse_id(words[1]);
  if (!id) return std::unexpected("outbox replay takes the ID of a message, as outbox list tells it, or all");
  return Order{true, id};
}

/// On one line, whatever a failing handler said.
std::string one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  }
  return text;
}

void list(messaging::DeadLetters& letters, std::ostream& out) {
  const std::vector<messaging::DeadLetter> found = letters.list(most_listed);
  if (found.empty()) out << "There are no dead letters.\n";
  for (const messaging::DeadLetter& letter : found) {
    out << letter.id << '\t' << to_rfc3339(letter.created_at) << '\t' << one_line(letter.type) << '\t'
        << one_line(letter.subject) << '\t' << letter.attempts << " attempts\t" << one_line(letter.last_error)
        << '\n';
  }
  if (std::ssize(found) == most_listed) out << "There may be more than these.\n";
}

int replay(messaging::DeadLetters& letters, const Order& order, std::ostream& out, std::ostream& err) {
  if (!order.id) {
    out << "Messages that wait again: " << letters.replay_all() << '\n';
    return 0;
  }
  if (!letters.replay(*order.id)) {
    err << "gatehouse: there is no dead letter " << *order.id << '\n';
    return 1;
  }
  out << "Message " << *order.id << " waits again.\n";
  return 0;
}

}  // namespace

int run_outbox(const std::vector<std::string>& words, const sql::DatabaseOptions& database, std::ostream& out,
               std::ostream& err) {
  const auto order = read(words);
  if (!order) {
    err << "gatehouse: " << order.error() << '\n';
    return 2;
  }
  try {
    const auto opened = open_existing(database);
    messaging::DeadLetters letters(*opened);
    if (order->replay) return replay(letters, *order, out, err);
    list(letters, out);
    return 0;
  } catch (const std::exception& fault) {
    err << "gatehouse: " << fault.what() << '\n';
    return 1;
  }
}

}  // namespace gatehouse::server
