#include "platform/crypto/master_key.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <optional>
#include <set>
#include <system_error>

#include "platform/crypto/base64url.hpp"
#include "platform/crypto/random.hpp"
#include "platform/files/keep_names.hpp"
#include "platform/files/owner.hpp"

namespace gatehouse::crypto {
namespace {

constexpr std::array<char, crypto_kdf_CONTEXTBYTES + 1> derivation_context{"gatehous"};
constexpr std::size_t text_size = 43;              // 32 octets as base64url
constexpr std::size_t least_distinct_octets = 12;  // 32 random octets have fewer once in 10^17

std::string reason() { return std::generic_category().message(errno); }

/// An open file or folder, with the name that messages call it by.
class OpenFile {
 public:
  OpenFile(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}
  ~OpenFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  int descriptor() const { return descriptor_; }
  const std::string& name() const { return name_; }

  /// Refuses what somebody else owns, may read or may write.
  void demand_privacy(mode_t kind, const char* mode) const {
    struct stat found{};
    if (::fstat(descriptor_, &found) != 0) throw KeyFileRefused("cannot look at " + name_ + ": " + reason());
    if ((found.st_mode & S_IFMT) != kind) throw KeyFileRefused(name_ + " is of the wrong kind: move it away");
    if (found.st_uid != ::geteuid()) {
      throw KeyFileRefused(name_ + " " + files::belongs_to_another(name_, found.st_uid));
    }
    if ((found.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
      throw KeyFileRefused(name_ + " is open to other users; run: chmod " + mode + " " + name_);
    }
  }

 private:
  int descriptor_;
  std::string name_;
};

/// Makes those above it too, where they are absent, each for its owner alone.
void make_folder(const std::filesystem::path& folder) {
  if (::mkdir(folder.c_str(), S_IRWXU) == 0 || errno == EEXIST) return;
  const auto above = folder.parent_path();
  if (errno == ENOENT && !above.empty() && above != folder) {
    make_folder(above);
    if (::mkdir(folder.c_str(), S_IRWXU) == 0 || errno == EEXIST) return;
  }
  throw KeyFileRefused("cannot make the folder " + folder.string() + ": " + reason());
}

OpenFile open_folder(const std::filesystem::path& folder) {
  make_folder(folder);
  const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) throw KeyFileRefused("cannot open the folder " + folder.string() + ": " + reason());
  return {descriptor, folder.string()};
}

void write_whole(const OpenFile& file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(file.descriptor(), text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) throw KeyFileRefused("cannot write " + file.name() + ": " + reason());
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::fsync(file.descriptor()) != 0) throw KeyFileRefused("cannot write " + file.name() + ": " + reason());
}

std::string draft_prefix(const std::string& name) { return name + ".draft-"; }

/// Takes away what a crash left of `create`: copies of the key, or keys that never were in use. Call it where
/// the key has its place: whoever still works on a draft finds that instead.
void remove_drafts(const OpenFile& folder, const std::string& name) {
  std::error_code fault;
  for (std::filesystem::directory_iterator entry(folder.name(), fault), end; !fault && entry != end;
       entry.increment(fault)) {
    const std::string found = entry->path().filename();
    if (found.starts_with(draft_prefix(name))) ::unlinkat(folder.descriptor(), found.c_str(), 0);
  }
}

/// Writes a key beside its place and links it there, so that the file is never seen half written, and of
/// processes that start together one wins.
void create(const OpenFile& folder, const std::string& name) {
  const std::string draft_name = draft_prefix(name) + random_token(9);
  const auto draft_path = folder.name() + "/" + draft_name;
  std::string text = random_token(MasterKey::size) + "\n";
  {
    const OpenFile draft(::openat(folder.descriptor(), draft_name.c_str(),
                                  O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR),
                         draft_path);
    if (draft.descriptor() < 0) throw KeyFileRefused("cannot make " + draft_path + ": " + reason());
    write_whole(draft, text);
  }
  erase(text);
  const int linked = ::linkat(folder.descriptor(), draft_name.c_str(), folder.descriptor(), name.c_str(), 0);
  const int link_fault = linked == 0 ? 0 : errno;
  ::unlinkat(folder.descriptor(), draft_name.c_str(), 0);
  // The draft is gone where another process has found a key in its place.
  if (link_fault != 0 && link_fault != EEXIST && link_fault != ENOENT) {
    errno = link_fault;
    throw KeyFileRefused("cannot make " + folder.name() + "/" + name + ": " + reason());
  }
}

/// Each start makes sure, for the one before it may have been killed in between.
void keep_names(const OpenFile& folder) {
  try {
    files::keep_names(folder.name());
  } catch (const std::system_error& failure) {
    throw KeyFileRefused(failure.what());
  }
}

/// One octet more than a key and its line end have, so that a longer file is seen.
std::string read_text(const OpenFile& file) {
  std::string text(text_size + 2, '\0');
  std::size_t held = 0;
  while (held < text.size()) {
    const ssize_t got = ::read(file.descriptor(), text.data() + held, text.size() - held);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) throw KeyFileRefused("cannot read " + file.name() + ": " + reason());
    if (got == 0) break;
    held += static_cast<std::size_t>(got);
  }
  text.resize(held);
  return text;
}

SecretBytes parse(std::string text, const std::string& name) {
  if (text.ends_with('\n')) text.pop_back();
  auto octets = from_base64url(text);
  erase(text);
  const bool is_key = octets && octets->size() == MasterKey::size &&
                      std::set<char>(octets->begin(), octets->end()).size() >= least_distinct_octets;
  SecretBytes key(octets ? std::string_view(*octets) : std::string_view());
  if (octets) erase(*octets);
  if (!is_key) {
    throw KeyFileRefused(
        name +
        " holds no key (32 random octets as base64url): put the right file back; only where no "
        "database depends on it, delete it to have one made");
  }
  return key;
}

std::optional<SecretBytes> read(const OpenFile& folder, const std::string& name) {
  const OpenFile file(
      ::openat(folder.descriptor(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC),
      folder.name() + "/" + name);
  if (file.descriptor() < 0) {
    if (errno == ENOENT) return std::nullopt;
    if (errno == ELOOP) throw KeyFileRefused(file.name() + " is a symbolic link: put the file itself there");
    throw KeyFileRefused("cannot open " + file.name() + ": " + reason());
  }
  file.demand_privacy(S_IFREG, "600");
  return parse(read_text(file), file.name());
}

}  // namespace

MasterKey MasterKey::open(const std::filesystem::path& path) {
  const OpenFile folder = open_folder(path.has_parent_path() ? path.parent_path() : ".");
  const std::string name = path.filename();
  folder.demand_privacy(S_IFDIR, "700");
  auto key = read(folder, name);
  if (!key) {
    create(folder, name);
    key = read(folder, name);
  }
  keep_names(folder);
  if (!key) throw KeyFileRefused(path.string() + " was taken away while it was made; start again");
  remove_drafts(folder, name);
  return MasterKey(std::move(*key));
}

SecretBytes MasterKey::derive(KeyUse use) const {
  static_assert(size == crypto_kdf_KEYBYTES);
  ready();
  SecretBytes key(size);
  crypto_kdf_derive_from_key(key.bytes(), key.size(), static_cast<unsigned>(use), derivation_context.data(),
                             octets_.bytes());
  return key;
}

}  // namespace gatehouse::crypto
