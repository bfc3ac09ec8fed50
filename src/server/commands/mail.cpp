#include "server/commands/mail.hpp"

#include "kernel/clock.hpp"
#include "platform/mail/dead_mails.hpp"
#include "server/commands/dead_letters.hpp"

namespace gatehouse::server {
namespace {

constexpr DeadLetterWords vocabulary{.command = "mail", .again = "retry", .all = "--all", .letter = "mail"};

class MailBox final : public DeadLetterBox {
 public:
  explicit MailBox(sql::Database& database) : mails_(database) {}

  std::vector<std::string> list(std::int64_t most) override {
    std::vector<std::string> lines;
    for (const mail::DeadMail& mail : mails_.list(most)) {
      lines.push_back(std::to_string(mail.id) + '\t' + to_rfc3339(mail.created_at) + '\t' + mail.kind +
                      "\tuser " + std::to_string(mail.user.value) + "\t<" + mail.message_id + ">\t" +
                      std::to_string(mail.attempts) + " attempts\t" + mail.last_error);
    }
    return lines;
  }
  bool try_again(std::int64_t id) override { return mails_.retry(id); }
  std::int64_t try_all_again() override { return mails_.retry_all(); }

 private:
  mail::DeadMails mails_;
};

}  // namespace

int run_mail(const std::vector<std::string>& words, const sql::DatabaseOptions& database, std::ostream& out,
             std::ostream& err) {
  const auto open = [](sql::Database& opened) { return std::make_unique<MailBox>(opened); };
  return run_dead_letters(words, vocabulary, database, open, out, err);
}

}  // namespace gatehouse::server
