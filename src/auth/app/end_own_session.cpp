#include "auth/app/end_own_session.hpp"

#include "auth/domain/errors.hpp"

namespace gatehouse::auth {

Result<void> EndOwnSession::operator()(const SessionHolder& holder, std::string_view id,
                                       const Origin& origin) {
  const auto ended = transactions_.run([&]() -> Result<std::vector<Revocation>> {
    auto revoked = end_sessions_.one(holder.user, id);
    if (!revoked) return refuse(session_unknown);
    audit_.record(
        {.what = "session_ended", .user = holder.user, .origin = origin, .session = std::string(id)});
    return std::move(*revoked);
  });
  if (!ended) return std::unexpected(ended.error());
  end_sessions_.committed(*ended);
  return {};
}

}  // namespace gatehouse::auth
