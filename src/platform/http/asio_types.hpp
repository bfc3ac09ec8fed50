#pragma once

// Boost.Asio as the connection side uses it: with concrete executors, so that nothing is dispatched
// virtually, and with errors as values. Included by its .cpp files only.

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <chrono>

namespace gatehouse::http {

namespace asio = boost::asio;

using IoContext = asio::io_context;
using Executor = IoContext::executor_type;
template <class T>
using Awaitable = asio::awaitable<T, Executor>;
using Tcp = asio::ip::tcp;
using Socket = asio::basic_stream_socket<Tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<Tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;
using ErrorCode = boost::system::error_code;

/// `auto [error, …] = co_await thing.async_…(…, as_values);`
inline constexpr asio::as_tuple_t<asio::use_awaitable_t<Executor>> as_values{};

}  // namespace gatehouse::http
