#include "server/tables.hpp"

#include <algorithm>
#include <iterator>

#include "auth/adapters/tables.hpp"
#include "platform/audit/tables.hpp"
#include "platform/mail/tables.hpp"
#include "platform/messaging/tables.hpp"
#include "platform/throttle/tables.hpp"
#include "user/adapters/tables.hpp"

namespace gatehouse::server {

std::vector<sql::Table> all_tables() {
  std::vector<sql::Table> all;
  for (auto tables : {user::adapters::tables(), auth::adapters::tables(), messaging::tables(), mail::tables(),
                      throttle::tables(), audit::tables()}) {
    std::ranges::move(tables, std::back_inserter(all));
  }
  return all;
}

}  // namespace gatehouse::server
