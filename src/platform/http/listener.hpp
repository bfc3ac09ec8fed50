#pragma once

// Opens a listening socket, and takes connections from it until it is closed. When the machine has no
// descriptor left it pauses instead of spinning, and goes on by itself.

#include "platform/http/address.hpp"
#include "platform/http/asio_types.hpp"

namespace gatehouse::http {

class Worker;

/// `with_others`: other threads of this server listen on the same port, and the system spreads connections
/// over them. Throws `std::runtime_error` with a sentence for the operator.
Acceptor open_listener(IoContext& context, const ListenAddress& address, bool with_others);

/// Throws as `open_listener` does where another program already listens there: sharing a port would hide it.
void check_is_free(const ListenAddress& address);

/// On the worker's thread: takes the connections that the system has taken already, which closing the
/// listener would reset, requests and all.
void take_waiting(Worker& worker, Acceptor& acceptor);

/// Starts on the worker's thread; ends when `acceptor` is closed. Both are borrowed.
void accept_connections(Worker& worker, Acceptor& acceptor);

}  // namespace gatehouse::http
