#include "platform/sql/ambient.hpp"

#include <stdexcept>

namespace gatehouse::sql {
namespace {

void undo_quietly(Session& session) noexcept {
  try {
    session.undo_part();
  } catch (...) {  // the whole transaction is gone, so this part of it is too
  }
}

}  // namespace

void join(const Ambient& ambient, FunctionRef<bool(Connection&)> body) {
  if (ambient.kind() == Ambient::Kind::read)
    throw std::logic_error("a write inside a read of the same database");
  Session& session = ambient.session();
  session.begin_part();
  bool kept = false;
  try {
    kept = body(session);
  } catch (...) {
    undo_quietly(session);
    throw;
  }
  if (kept) {
    session.keep_part();
  } else {
    session.undo_part();
  }
}

}  // namespace gatehouse::sql
