#include "server/commands/mail.hpp"

#include <exception>
#include <expected>
#include <optional>

#include "kernel/clock.hpp"
#include "kernel/ids.hpp"
#include "platform/mail/dead_mails.hpp"
#include "server/commands/open_existing.hpp"

namespace gatehouse::server {
namespace {

constexpr std::int64_t most_listed = 1000;

struct Order {
  bool retry = false;                // else list
  std::optional<std::int64_t> id{};  // nothing: all
};

std::expected<Order, std::string> read(const std::vector<std::string>& words) {
  if (words.size() == 1 && words[0] == "list") return Order{};
  if (words.size() != 2 || words[0] != "retry") {
    return std::unexpected("say mail list, or mail retry ID|--all");
  }
  if (words[1] == "--all") return Order{true};
  const auto id = parse_id(words[1]);
  if (!id) return std::unexpected("mail retry takes the ID of a mail, as mail list tells it, or --all");
  return Order{true, id};
}

void list(mail::DeadMails& mails, std::ostream& out) {
  const std::vector<mail::DeadMail> found = mails.list(most_listed);
  if (found.empty()) out << "There are no dead letters.\n";
  for (const mail::DeadMail& mail : found) {
    out << mail.id << '\t' << to_rfc3339(mail.created_at) << '\t' << mail.kind << "\tuser " << mail.user.value
        << "\t<" << mail.message_id << ">\t" << mail.attempts << " attempts\t" << mail.last_error << '\n';
  }
  if (std::ssize(found) == most_listed) out << "There may be more than these.\n";
}

int retry(mail::DeadMails& mails, const Order& order, std::ostream& out, std::ostream& err) {
  if (!order.id) {
    out << "Mails that wait again: " << mails.retry_all() << '\n';
    return 0;
  }
  if (!mails.retry(*order.id)) {
    err << "gatehouse: there is no dead letter " << *order.id << '\n';
    return 1;
  }
  out << "Mail " << *order.id << " waits again.\n";
  return 0;
}

}  // namespace

int run_mail(const std::vector<std::string>& words, const sql::DatabaseOptions& database, std::ostream& out,
             std::ostream& err) {
  const auto order = read(words);
  if (!order) {
    err << "gatehouse: " << order.error() << '\n';
    return 2;
  }
  try {
    const auto opened = open_existing(database);
    mail::DeadMails mails(*opened);
    if (order->retry) return retry(mails, *order, out, err);
    list(mails, out);
    return 0;
  } catch (const std::exception& fault) {
    err << "gatehouse: " << fault.what() << '\n';
    return 1;
  }
}

}  // namespace gatehouse::server
