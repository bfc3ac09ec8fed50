#include "platform/throttle/counters.hpp"

#include "platform/crypto/keyed_hash.hpp"

namespace gatehouse::throttle {
namespace {

using std::chrono::milliseconds;

/// Rows that all who find the table full share, for each limit.
constexpr std::size_t shared_key_digits = 1;  // 64 of them

constexpr std::string_view find_row = "SELECT 1 FROM throttles WHERE key = $1";

/// The expiry stands in it twice: on PostgreSQL a row found by the inner query may have been counted again
/// before it is locked.
constexpr std::string_view delete_expired =
    "DELETE FROM throttles WHERE expires_at <= $1 AND key IN "
    "(SELECT key FROM throttles WHERE expires_at <= $1 LIMIT $2)";

/// What has not been counted for a while, but for what is kept practically for ever.
constexpr std::string_view delete_quiet =
    "DELETE FROM throttles WHERE since <= $1 AND expires_at <= $2 AND key IN "
    "(SELECT key FROM throttles WHERE since <= $1 AND expires_at <= $2 LIMIT $3)";

constexpr milliseconds quiet{std::chrono::hours{48}};
constexpr milliseconds not_for_ever{std::chrono::days{730}};

}  // namespace

Counters::Counters(sql::Database& database, const Clock& clock, crypto::SecretBytes key,
                   const CountersOptions& options)
    : database_(database), clock_(clock), key_(std::move(key)), options_(options) {
  count_rows();
}

std::string Counters::own_key(std::string_view limit, std::string_view subject) const {
  return crypto::keyed_hash(key_, {limit, subject});
}

Counters::Key Counters::shared_key(std::string_view limit, const std::string& own) const {
  return {crypto::keyed_hash(key_, {"shared", limit, own.substr(0, shared_key_digits)}), true};
}

Counters::Key Counters::counting_key(sql::Connection& connection, std::string_view limit,
                                     std::string_view subject, bool always_own) {
  std::string own = own_key(limit, subject);
  if (always_own || !full() || !connection.query(find_row, {own}).empty()) return {std::move(own)};
  return shared_key(limit, own);
}

std::int64_t Counters::sweep() {
  std::int64_t gone = delete_in_batches(delete_expired, {now(), batch});
  count_rows();
  if (rows_ < options_.most_rows / 4 * 3) return gone;
  const std::int64_t shed =
      delete_in_batches(delete_quiet, {now() - quiet.count(), now() + not_for_ever.count(), batch});
  rows_ -= shed;
  return gone + shed;
}

std::int64_t Counters::delete_in_batches(std::string_view statement,
                                         std::initializer_list<sql::Value> values) {
  std::int64_t gone = 0;
  for (int i = 0; i < most_batches; ++i) {
    const std::int64_t deleted =
        database_.write([&](sql::Connection& connection) { return connection.execute(statement, values); },
                        sql::Durability::relaxed);
    gone += deleted;
    if (deleted < batch) break;
  }
  return gone;
}

void Counters::count_rows() {
  rows_ = database_.read([](sql::Connection& connection) {
    return connection.query("SELECT count(*) FROM throttles").front().integer(0);
  });
}

}  // namespace gatehouse::throttle
