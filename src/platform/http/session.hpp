#pragma once

// The life of one accepted connection, plain or TLS.

#include <string>

#include "platform/http/asio_types.hpp"

namespace gatehouse::http {

class Worker;

/// Serves `socket` on the worker's thread until it is closed. `peer`: the client's address.
void start_session(Worker& worker, Socket socket, std::string peer);

}  // namespace gatehouse::http
