#include "user/adapters/seeded_users.hpp"

#include <stdexcept>
#include <string_view>

#include "user/domain/email.hpp"
#include "user/domain/nickname.hpp"

namespace gatehouse::user::adapters {
namespace {

constexpr std::string_view digits = "1234567890";

/// What stands before and after the number in a column, as the domain writes it.
struct Around {
  std::string before;
  std::string after;
};

Around around_number(const std::string& text) {
  const std::size_t at = text.find(digits);
  if (at == text.npos) throw std::logic_error("the domain does not keep the digits of a seeded name");
  return {text.substr(0, at), text.substr(at + digits.size())};
}

Nickname nickname() { return Nickname::parse("seed" + std::string(digits)).value(); }
Email email() { return Email::parse("seed" + std::string(digits) + "@example.com").value(); }

constexpr std::string_view count_users =
    "SELECT count(*), count(number), COALESCE(max(number), 0) FROM "
    "(SELECT CASE WHEN digits <> '' AND length(digits) < 19 AND ltrim(digits, '0123456789') = '' "
    "THEN CAST(digits AS BIGINT) END AS number FROM "
    "(SELECT CASE WHEN email_key LIKE $1 THEN replace(substr(email_key, CAST($2 AS INTEGER)), $3, '') END AS "
    "digits FROM "
    "users) addresses) numbers";

constexpr std::string_view insert_users =
    "INSERT INTO users (nickname, nickname_key, nickname_look, email, email_key, email_verified_at, "
    "password_hash, created_at, updated_at) "
    "WITH RECURSIVE numbers (number) AS "
    "(SELECT CAST($1 AS BIGINT) UNION ALL SELECT number + 1 FROM numbers WHERE number < $2) "
    "SELECT $3 || number, $4 || number, $5 || number, $6 || number || $7, $8 || number || $9, $10, $11, $10, "
    "$10 FROM numbers WHERE true ON CONFLICT DO NOTHING";

}  // namespace

SeededUsers::Present SeededUsers::present() {
  const auto [before, after] = around_number(email().key());
  return database_.read([&](sql::Connection& connection) {
    const auto rows = connection.query(
        count_users, {before + '%' + after, static_cast<std::int64_t>(before.size()) + 1, after});
    const sql::Row& row = rows.front();
    return Present{row.integer(1), row.integer(0) - row.integer(1), row.integer(2)};
  });
}

std::int64_t SeededUsers::add(std::int64_t first, std::int64_t last, const std::string& password_hash,
                              Time at) {
  const Nickname name = nickname();
  const Around address = around_number(email().text());
  const Around address_key = around_number(email().key());
  return database_.write([&](sql::Connection& connection) {
    return connection.execute(
        insert_users, {first, last, around_number(name.text()).before, around_number(name.key()).before,
                       around_number(name.look()).before, address.before, address.after, address_key.before,
                       address_key.after, to_millis(at), password_hash});
  });
}

void SeededUsers::analyze() {
  if (database_.dialect() != sql::Dialect::postgresql) return;
  database_.write([](sql::Connection& connection) { return connection.execute("ANALYZE users"); });
}

}  // namespace gatehouse::user::adapters
