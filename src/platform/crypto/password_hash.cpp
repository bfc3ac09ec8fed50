#include "platform/crypto/password_hash.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "kernel/unavailable.hpp"
#include "platform/crypto/hash_memory.hpp"
#include "platform/crypto/random.hpp"

namespace gatehouse::crypto {
namespace {

constexpr std::size_t kib = 1024;

/// Takes `expected` off the front of `text`.
bool skip(std::string_view& text, std::string_view expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(expected.size());
  return true;
}

std::optional<std::uint64_t> take_number(std::string_view& text) {
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (fault != std::errc{}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number;
}

/// The costs that a PHC string of Argon2id names, before anything of it is computed.
std::optional<PasswordHashCost> cost_of(std::string_view stored) {
  if (stored.size() >= crypto_pwhash_STRBYTES || !skip(stored, "$argon2id$v=19$m=")) return std::nullopt;
  const auto memory = take_number(stored);
  if (!memory || !skip(stored, ",t=")) return std::nullopt;
  const auto passes = take_number(stored);
  // The library computes with one lane only, and would answer any other number with plain "no".
  if (!passes || !skip(stored, ",p=1$")) return std::nullopt;
  return PasswordHashCost{*memory, *passes};
}

bool is_base64(std::string_view text) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  return !text.empty() && text.find_first_not_of(digits) == std::string_view::npos;
}

/// The shape that the library writes: 16 octets of salt and 32 of hash, without padding. What it cannot read
/// it takes for a wrong password, which would hide the damage.
bool has_salt_and_hash(std::string_view stored) {
  const std::string_view salt_and_hash = stored.substr(stored.find("p=1$") + 4);
  const std::size_t between = salt_and_hash.find('$');
  if (between == std::string_view::npos) return false;
  const std::string_view salt = salt_and_hash.substr(0, between);
  const std::string_view hash = salt_and_hash.substr(between + 1);
  return salt.size() == 22 && hash.size() == 43 && is_base64(salt) && is_base64(hash);
}

PasswordHashCost sound_cost_of(std::string_view stored) {
  const auto cost = cost_of(stored);
  const bool sound = cost && has_salt_and_hash(stored) && cost->memory_kib >= 8 &&
                     cost->memory_kib <= dearest_password_hash.memory_kib && cost->passes >= 1 &&
                     cost->passes <= dearest_password_hash.passes;
  if (!sound) throw DamagedHash();
  return *cost;
}

std::string random_base64(std::size_t octets) {
  constexpr int variant = sodium_base64_VARIANT_ORIGINAL_NO_PADDING;
  const std::string random = random_octets(octets);
  std::string text(sodium_base64_encoded_len(octets, variant), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(random.data()), octets,
                    variant);
  text.pop_back();  // the end of a C string
  return text;
}

const PasswordHashOptions& checked(const PasswordHashOptions& options) {
  const PasswordHashCost& cost = options.cost;
  const bool cheap =
      cost.memory_kib * kib < crypto_pwhash_MEMLIMIT_MIN || cost.passes < crypto_pwhash_OPSLIMIT_MIN;
  if (cheap || cost.memory_kib > dearest_password_hash.memory_kib ||
      cost.passes > dearest_password_hash.passes) {
    throw std::invalid_argument("password hashing: memory must be 8 to 262144 KiB, passes 1 to 10");
  }
  return options;
}

std::size_t count_of_slots(std::size_t asked) {
  return asked > 0 ? asked : std::max(1U, std::thread::hardware_concurrency());
}

/// Where one hash at a time is computed.
struct Slot {
  HashMemory memory;
  bool idle = true;  // no hash since `give_back_idle` looked last
};

}  // namespace

struct PasswordHash::Slots {
  explicit Slots(const PasswordHashOptions& options) {
    for (std::size_t left = count_of_slots(options.slots); left > 0; --left)
      free.push_back({HashMemory(options.cost.memory_kib * kib)});
  }

  Slot take() {
    std::unique_lock lock(mutex);
    freed.wait(lock, [this] { return !free.empty(); });
    Slot slot = std::move(free.back());
    free.pop_back();
    return slot;
  }

  /// On top, so that few hashes at a time take the memory of few.
  void put_back(Slot slot) {
    {
      const std::lock_guard lock(mutex);
      free.push_back(std::move(slot));
    }
    freed.notify_one();
  }

  /// Runs `work` in a slot of its own.
  template <class Work>
  auto run(const PasswordHashOptions& options, Work work) {
    Slot slot = take();
    slot.idle = false;
    const auto began = std::chrono::steady_clock::now();
    const auto outcome = [&] {
      const HashMemory::Use use(slot.memory);
      return work();
    }();
    const auto took = std::chrono::steady_clock::now() - began;
    put_back(std::move(slot));
    if (options.observe) options.observe(took);
    return outcome;
  }

  /// Those in use are not idle.
  void give_back_idle() {
    const std::lock_guard lock(mutex);
    for (Slot& slot : free)
      if (std::exchange(slot.idle, true)) slot.memory.give_back();
  }

  std::mutex mutex;
  std::condition_variable freed;
  std::vector<Slot> free;
};

PasswordHash::PasswordHash(PasswordHashOptions options)
    : slots_(std::make_unique<Slots>(checked(options))), options_(std::move(options)) {
  ready();
}

PasswordHash::~PasswordHash() = default;

std::string PasswordHash::hash(std::string_view password) const {
  std::array<char, crypto_pwhash_STRBYTES> stored{};
  const int outcome = slots_->run(options_, [&] {
    return crypto_pwhash_str_alg(stored.data(), password.data(), password.size(), options_.cost.passes,
                                 options_.cost.memory_kib * kib, crypto_pwhash_ALG_ARGON2ID13);
  });
  if (outcome != 0) throw Unavailable("no memory to hash a password");
  return stored.data();
}

std::string PasswordHash::nobodys() const {
  constexpr std::size_t salt = 16;
  constexpr std::size_t hash = 32;
  return "$argon2id$v=19$m=" + std::to_string(options_.cost.memory_kib) +
         ",t=" + std::to_string(options_.cost.passes) + ",p=1$" + random_base64(salt) + "$" +
         random_base64(hash);
}

bool PasswordHash::verify(const std::string& stored, std::string_view password) const {
  static_cast<void>(sound_cost_of(stored));
  const auto [right, fault] = slots_->run(options_, [&] {
    errno = 0;
    const bool same = crypto_pwhash_str_verify(stored.c_str(), password.data(), password.size()) == 0;
    return std::pair{same, errno};
  });
  if (!right && fault == ENOMEM) throw Unavailable("no memory to hash a password");
  return right;
}

bool PasswordHash::needs_rehash(const std::string& stored) const {
  return sound_cost_of(stored) != options_.cost;
}

void PasswordHash::give_back_idle() const { slots_->give_back_idle(); }

}  // namespace gatehouse::crypto
