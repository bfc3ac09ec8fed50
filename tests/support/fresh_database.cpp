#include "tests/support/fresh_database.hpp"

#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace gatehouse::testing {
namespace {

std::string random_name() {
  std::random_device random;
  std::string name = "gatehouse_test_";
  for (int i = 0; i < 16; ++i) name += static_cast<char>('a' + random() % 26);
  return name;
}

std::string admin_url() {
  const char* url = std::getenv("GATEHOUSE_TEST_POSTGRESQL");
  if (url == nullptr || *url == '\0') {
    throw std::runtime_error(
        "GATEHOUSE_TEST_POSTGRESQL names no PostgreSQL to test on; tests/run starts one");
  }
  return url;
}

/// The same server and user, another database: what stands between the authority and a query is replaced.
std::string with_database(const std::string& url, const std::string& name) {
  const std::size_t authority = url.find("://") + 3;
  const std::size_t path = url.find_first_of("/?", authority);
  const std::size_t query = url.find('?', authority);
  return url.substr(0, path) + "/" + name + (query == std::string::npos ? "" : url.substr(query));
}

void administer(const std::string& statement) {
  const auto admin = sql::Database::open(patient(admin_url()));
  admin->read([&](sql::Connection& connection) {
    connection.run(statement);
    return true;
  });
}

std::string make_folder() {
  const auto folder = std::filesystem::temp_directory_path() / random_name();
  std::filesystem::create_directory(folder);
  return folder.string();
}

}  // namespace

sql::DatabaseOptions patient(std::string url) {
  using std::chrono::minutes;
  return {.url = std::move(url), .wait = minutes(1), .statement_timeout = minutes(2)};
}

FreshDatabase::FreshDatabase(sql::Dialect dialect, const std::vector<sql::Table>& tables) {
  if (dialect == sql::Dialect::sqlite) {
    place_ = make_folder();
    url_ = "sqlite:" + place_ + "/gatehouse.db";
  } else {
    place_ = random_name();
    administer("CREATE DATABASE " + place_ + " ENCODING 'UTF8' TEMPLATE template0");
    url_ = with_database(admin_url(), place_);
  }
  database_ = sql::Database::open(patient(url_));
  if (tables.empty()) return;
  const auto statements = sql::create_statements(dialect, tables);
  database_->write([&](sql::Connection& connection) {
    for (const std::string& statement : statements) connection.run(statement);
    return true;
  });
}

FreshDatabase::~FreshDatabase() {
  const bool is_file = database_ && database_->dialect() == sql::Dialect::sqlite;
  database_.reset();
  if (is_file) {
    std::error_code ignored;
    std::filesystem::remove_all(place_, ignored);
    return;
  }
  try {
    administer("DROP DATABASE IF EXISTS " + place_ + " WITH (FORCE)");
  } catch (const std::exception&) {  // a leftover of a test cluster that is going away harms nobody
  }
}

}  // namespace gatehouse::testing
