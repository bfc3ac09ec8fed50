#include "platform/mail/senders.hpp"

#include <exception>
#include <string_view>
#include <utility>

#include "platform/log/log.hpp"
#include "platform/mail/mail_rows.hpp"

namespace gatehouse::mail {
namespace {

constexpr std::chrono::milliseconds after_trouble{250};

}  // namespace

Senders::Senders(MailQueue& queue, const MakeMailer& make_mailer, SendersOptions options)
    : queue_(queue), options_(options) {
  for (std::size_t i = 0; i < options_.threads; ++i) mailers_.push_back(make_mailer());
  queue_.database().on_commit([bell = bell_] { bell->ring(); });
}

Senders::~Senders() { stop(); }

void Senders::start() {
  if (queue_.database().dialect() == sql::Dialect::sqlite) {  // one server has the file
    queue_.database().write([](sql::Connection& connection) {
      release_all(connection);
      return true;
    });
  }
  for (const auto& mailer : mailers_) {
    threads_.emplace_back([this, &mailer = *mailer] { run(mailer); });
  }
}

void Senders::stop() {
  bell_->stop();
  for (const auto& mailer : mailers_) mailer->interrupt();
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
}

/// The log hears of the beginning of trouble only.
void Senders::run(Mailer& mailer) {
  Sender sender(queue_, mailer, counts_, options_.each);
  bool in_trouble = false;
  while (!bell_->stopping()) {
    try {
      const std::uint64_t heard = bell_->rung();
      if (!sender.send_one()) bell_->wait(heard, options_.idle_poll);
      in_trouble = false;
    } catch (const std::exception& failure) {
      if (!std::exchange(in_trouble, true)) {
        log::warn("mail_sender_waits", {{"reason", std::string_view(failure.what())}});
      }
      bell_->wait_deaf(after_trouble);
    }
  }
}

}  // namespace gatehouse::mail
