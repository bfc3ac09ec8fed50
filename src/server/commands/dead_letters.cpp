#include "server/commands/dead_letters.hpp"

#include <exception>
#include <expected>
#include <optional>

#include "kernel/ids.hpp"
#include "server/commands/open_existing.hpp"

namespace gatehouse::server {
namespace {

constexpr std::int64_t most_listed = 1000;

struct Order {
  bool again = false;                // else list
  std::optional<std::int64_t> id{};  // nothing: all
};

std::expected<Order, std::string> read(const std::vector<std::string>& words,
                                       const DeadLetterWords& vocabulary) {
  if (words.size() == 1 && words[0] == "list") return Order{};
  const std::string command(vocabulary.command);
  const std::string again = command + ' ' + std::string(vocabulary.again);
  const std::string all(vocabulary.all);
  if (words.size() != 2 || words[0] != vocabulary.again) {
    return std::unexpected("say " + command + " list, or " + again + " ID|" + all);
  }
  if (words[1] == all) return Order{true};
  const auto id = parse_id(words[1]);
  if (!id) {
    return std::unexpected(again + " takes the ID of a " + std::string(vocabulary.letter) + ", as " +
                           command + " list tells it, or " + all);
  }
  return Order{true, id};
}

void list(DeadLetterBox& box, std::ostream& out) {
  const std::vector<std::string> lines = box.list(most_listed);
  if (lines.empty()) out << "There are no dead letters.\n";
  for (const std::string& line : lines) out << line << '\n';
  if (std::ssize(lines) == most_listed) out << "There may be more than these.\n";
}

int try_again(DeadLetterBox& box, const Order& order, const DeadLetterWords& vocabulary, std::ostream& out,
              std::ostream& err) {
  std::string letter(vocabulary.letter);
  letter.front() = static_cast<char>(letter.front() - 'a' + 'A');
  if (!order.id) {
    out << letter << "s that wait again: " << box.try_all_again() << '\n';
    return 0;
  }
  if (!box.try_again(*order.id)) {
    err << "gatehouse: there is no dead letter " << *order.id << '\n';
    return 1;
  }
  out << letter << ' ' << *order.id << " waits again.\n";
  return 0;
}

}  // namespace

int run_dead_letters(const std::vector<std::string>& words, const DeadLetterWords& vocabulary,
                     const sql::DatabaseOptions& database, const OpenDeadLetterBox& open, std::ostream& out,
                     std::ostream& err) {
  const auto order = read(words, vocabulary);
  if (!order) {
    err << "gatehouse: " << order.error() << '\n';
    return 2;
  }
  try {
    const auto opened = open_existing(database);
    const auto box = open(*opened);
    if (order->again) return try_again(*box, *order, vocabulary, out, err);
    list(*box, out);
    return 0;
  } catch (const std::exception& fault) {
    err << "gatehouse: " << fault.what() << '\n';
    return 1;
  }
}

}  // namespace gatehouse::server
