#pragma once

// Puts each mail into a folder as a file that mail programs open (`.eml`): for installations that send by a
// program of their own, and for trying things out.

#include <atomic>
#include <filesystem>

#include "platform/mail/mailbox.hpp"
#include "platform/mail/mailer.hpp"

namespace gatehouse::mail {

class FileMailer final : public Mailer {
 public:
  /// Makes the folder, mode 0700, where it is absent. Throws `std::system_error`.
  FileMailer(std::filesystem::path folder, Mailbox from);

  /// The file is there as a whole or not at all, mode 0600 and on disk. Its name is made of the date and the
  /// Message-ID, so that a mail that is sent again takes its own place.
  SendResult send(const Mail& mail) override;
  void interrupt() override { interrupted_ = true; }

 private:
  std::filesystem::path folder_;
  Mailbox from_;
  std::atomic<bool> interrupted_ = false;
};

}  // namespace gatehouse::mail
