#include "platform/sql/ambient.hpp"

#include <stdexcept>

namespace gatehouse::sql {
namespace {

void undo(Session& session) {
  session.steer("ROLLBACK TO joined");
  session.steer("RELEASE joined");
}

void undo_quietly(Session& session) noexcept {
  try {
    undo(session);
  } catch (...) {  // the whole transaction is gone, so this part of it is too
  }
}

}  // namespace

void join(const Ambient& ambient, FunctionRef<bool(Connection&)> body) {
  if (ambient.kind() == Ambient::Kind::read)
    throw std::logic_error("a write inside a read of the same database");
  Session& session = ambient.session();
  session.steer("SAVEPOINT joined");
  bool kept = false;
  try {
    kept = body(session);
  } catch (...) {
    undo_quietly(session);
    throw;
  }
  if (kept) {
    session.steer("RELEASE joined");
  } else {
    undo(session);
  }
}

}  // namespace gatehouse::sql
