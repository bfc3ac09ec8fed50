#include "platform/mail/file_mailer.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "platform/files/keep_names.hpp"
#include "platform/mail/mime.hpp"

namespace gatehouse::mail {
namespace {

[[noreturn]] void fail(const std::string& what) {
  throw std::system_error(errno, std::generic_category(), what);
}

/// An open descriptor of the system.
class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags)
      : number_(::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR)) {
    if (number_ < 0) fail("cannot open a file of the mail folder");
  }
  ~Descriptor() { ::close(number_); }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  void write(std::string_view text) const {
    while (!text.empty()) {
      const ssize_t written = ::write(number_, text.data(), text.size());
      if (written < 0 && errno == EINTR) continue;
      if (written == 0) errno = ENOSPC;
      if (written <= 0) fail("cannot write a mail");
      text.remove_prefix(static_cast<std::size_t>(written));
    }
  }
  void keep() const {
    if (::fsync(number_) != 0) fail("cannot keep a mail on disk");
  }

 private:
  int number_;
};

/// A Message-ID is an address, and may hold a slash.
std::string file_name(const Mail& mail) {
  std::string name = mail.message_id.substr(0, mail.message_id.find('@'));
  for (char& c : name) {
    if (c == '/' || c == '.') c = '_';
  }
  return std::to_string(to_millis(mail.date)) + "-" + name + ".eml";
}

/// The draft is called otherwise than any mail, however a reader looks for those.
void put(const std::filesystem::path& folder, const std::string& name, std::string_view text) {
  const std::filesystem::path draft = folder / ("." + name + ".draft");
  {
    const Descriptor file(draft, O_WRONLY | O_CREAT | O_TRUNC);
    file.write(text);
    file.keep();
  }
  if (::rename(draft.c_str(), (folder / name).c_str()) != 0) fail("cannot name a mail");
  Descriptor(folder, O_RDONLY | O_DIRECTORY).keep();
}

}  // namespace

FileMailer::FileMailer(std::filesystem::path folder, Mailbox from)
    : folder_(std::move(folder)), from_(std::move(from)) {
  if (std::filesystem::create_directories(folder_)) {
    std::filesystem::permissions(folder_, std::filesystem::perms::owner_all);
  }
  files::keep_names(folder_);
}

SendResult FileMailer::send(const Mail& mail) {
  if (interrupted_) return {Sending::interrupted};
  try {
    put(folder_, file_name(mail), mime_text(mail, from_));
    return {};
  } catch (const BadMail& bad) {
    return {Sending::refused, bad.what()};
  } catch (const std::system_error& failure) {
    return {Sending::failed, failure.what()};
  }
}

}  // namespace gatehouse::mail
