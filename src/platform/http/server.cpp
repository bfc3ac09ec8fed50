#include "platform/http/server.hpp"

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "platform/http/listener.hpp"
#include "platform/http/service.hpp"
#include "platform/http/tls.hpp"
#include "platform/http/worker.hpp"

namespace gatehouse::http {
namespace {

std::size_t threads_for(const ServerOptions& options) {
  return options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
}

/// Who does not answer is missed; a thread that has ended never does.
class RollCall {
 public:
  explicit RollCall(std::size_t called) : missing_(called) {}

  void answer() {
    const std::lock_guard lock(mutex_);
    if (--missing_ == 0) complete_.notify_all();
  }
  bool is_complete_by(std::chrono::steady_clock::time_point deadline) {
    std::unique_lock lock(mutex_);
    return complete_.wait_until(lock, deadline, [this] { return missing_ == 0; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable complete_;
  std::size_t missing_;
};

}  // namespace

struct Server::Running {
  Running(ServerOptions options, const Dispatcher& dispatcher, Lanes lanes)
      : service{std::move(options), dispatcher, lanes} {}

  Service service;
  ListenAddress address;
  std::vector<std::unique_ptr<Worker>> workers;
};

Server::Server(ServerOptions options, const Dispatcher& dispatcher, Lanes lanes)
    : running_(std::make_unique<Running>(std::move(options), dispatcher, lanes)) {}

Server::~Server() { stop(std::chrono::milliseconds{0}); }

void Server::start() {
  Service& service = running_->service;
  if (service.options.tls) service.tls = std::make_unique<TlsIdentity>(*service.options.tls);
  ListenAddress address = service.options.listen;
  if (address.port != 0) check_is_free(address);
  const std::size_t threads = threads_for(service.options);
  std::vector<std::unique_ptr<Worker>> workers;
  for (std::size_t i = 0; i < threads; ++i) {
    workers.push_back(std::make_unique<Worker>(service));
    address = workers.back()->listen(address, threads > 1);
  }
  for (const auto& worker : workers) worker->run();
  running_->address = address;
  running_->workers = std::move(workers);
}

ListenAddress Server::address() const { return running_->address; }

std::expected<void, std::string> Server::reload_tls() {
  if (!running_->service.tls) return std::unexpected("TLS is not configured");
  try {
    running_->service.tls->reload();
    return {};
  } catch (const std::exception& error) {
    return std::unexpected(error.what());
  }
}

void Server::begin_leaving() { running_->service.leaving = true; }

bool Server::stop(std::chrono::milliseconds grace) {
  const auto deadline = std::chrono::steady_clock::now() + grace;
  begin_leaving();
  running_->service.stopping = true;
  for (const auto& worker : running_->workers) worker->begin_stop();
  bool finished = true;
  for (const auto& worker : running_->workers) finished = worker->has_ended_by(deadline) && finished;
  running_->workers.clear();
  return finished;
}

bool Server::is_responsive(std::chrono::steady_clock::time_point deadline) const {
  const auto call = std::make_shared<RollCall>(running_->workers.size());
  for (const auto& worker : running_->workers) worker->home()->post([call] { call->answer(); });
  return !running_->workers.empty() && call->is_complete_by(deadline);
}

std::size_t Server::connections() const { return running_->service.connections; }

std::uint64_t Server::turned_away() const { return running_->service.turned_away; }

}  // namespace gatehouse::http
