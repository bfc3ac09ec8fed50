#include "worker.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <limits>
#include <stdexcept>
#include <system_error>
#include <tuple>

namespace load {
namespace {

constexpr std::chrono::seconds patience{60};  // for answers that are still out at the end
constexpr std::uint64_t timer_place = std::numeric_limits<std::uint64_t>::max();
constexpr std::size_t first_room = 8192;

[[noreturn]] void fail(const char* what) { throw std::system_error(errno, std::generic_category(), what); }

/// The share of one of `parts` of a whole: the first ones take what is left over.
std::size_t share(std::size_t whole, std::size_t parts, std::size_t number) {
  return whole / parts + (number < whole % parts ? 1 : 0);
}

std::size_t allowance(const Plan& plan, std::size_t number, std::size_t requests) {
  const std::size_t none = std::numeric_limits<std::size_t>::max();
  const std::size_t counted = plan.count > 0 ? share(plan.count, plan.threads, number) : none;
  const std::size_t own = plan.once ? share(requests, plan.threads, number) : none;
  return counted < own ? counted : own;
}

}  // namespace

Keeper::Keeper(const std::string& file) : file_(std::fopen(file.c_str(), "wb")) {
  if (file_ == nullptr) fail("cannot write the answers");
}

Keeper::~Keeper() { std::fclose(file_); }

void Keeper::keep(std::size_t request, const Answer& answer) {
  const std::scoped_lock lock(mutex_);
  std::fprintf(file_, "%zu %d %zu %zu\n", request, answer.status, answer.head.size(), answer.body.size());
  std::fwrite(answer.head.data(), 1, answer.head.size(), file_);
  std::fwrite(answer.body.data(), 1, answer.body.size(), file_);
}

Worker::Worker(const Plan& plan, std::size_t number, Requests& requests, Keeper* keeper)
    : plan_(plan),
      requests_(requests),
      keeper_(keeper),
      next_request_(number),
      left_(allowance(plan, number, requests.size())),
      poll_(epoll_create1(0)),
      connections_(share(plan.connections, plan.threads, number)) {
  if (poll_ < 0) fail("epoll_create1");
  if (plan.rate > 0) {
    timer_ = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
    epoll_event event{.events = EPOLLIN, .data = {.u64 = timer_place}};
    if (timer_ < 0 || epoll_ctl(poll_, EPOLL_CTL_ADD, timer_, &event) != 0) fail("timerfd");
  }
  for (std::size_t place = 0; place < connections_.size(); ++place) connect(place);
}

Worker::~Worker() {
  for (const Connection& connection : connections_) close(connection.socket);
  if (timer_ >= 0) close(timer_);
  close(poll_);
}

void Worker::connect(std::size_t place) {
  Connection& connection = connections_[place];
  connection.in.resize(first_room);
  connection.filled = 0;
  connection.busy = false;
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(plan_.port);
  if (inet_pton(AF_INET, plan_.host.c_str(), &address.sin_addr) != 1)
    throw std::invalid_argument("not an IPv4 address: " + plan_.host);
  connection.socket = socket(AF_INET, SOCK_STREAM, 0);
  if (connection.socket < 0 ||
      ::connect(connection.socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
    fail("cannot connect");
  const int on = 1;
  setsockopt(connection.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  fcntl(connection.socket, F_SETFL, O_NONBLOCK);
  epoll_event event{.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET, .data = {.u64 = place}};
  if (epoll_ctl(poll_, EPOLL_CTL_ADD, connection.socket, &event) != 0) fail("epoll_ctl");
  idle_.push_back(place);
}

void Worker::reconnect(std::size_t place) {
  close(connections_[place].socket);
  connect(place);
}

void Worker::run(const Span& span) {
  span_ = span;
  if (timer_ >= 0) {
    const std::chrono::nanoseconds step(static_cast<std::int64_t>(1e9 / plan_.rate));
    schedule_.emplace(span.start + step * next_request_, step * plan_.threads, span.end);
  }
  send_what_is_due();
  std::array<epoll_event, 256> events{};
  while (busy_ > 0 || may_send()) {
    const int ready = epoll_wait(poll_, events.data(), static_cast<int>(events.size()), 100);
    if (ready < 0 && errno != EINTR) fail("epoll_wait");
    for (int at = 0; at < ready; ++at) {
      const std::uint64_t place = events[static_cast<std::size_t>(at)].data.u64;
      if (place == timer_place) {
        std::uint64_t times = 0;
        std::ignore = read(timer_, &times, sizeof times);
      } else {
        on_event(place);
      }
    }
    send_what_is_due();
    if (Clock::now() > span.end + patience) break;
  }
  tally_.unanswered = busy_;
  if (schedule_) tally_.unsent = schedule_->waiting(Clock::now());
}

bool Worker::may_send() const {
  if (left_ == 0) return false;
  return schedule_ ? schedule_->next().has_value() : Clock::now() < span_.end;
}

void Worker::send_what_is_due() {
  while (!idle_.empty() && left_ > 0) {
    const auto now = Clock::now();
    if (schedule_ ? !schedule_->is_due(now) : now >= span_.end) break;
    const std::size_t place = idle_.front();
    idle_.pop_front();
    send_next(place, schedule_ ? schedule_->take() : now);
  }
  if (schedule_) arm_timer();
}

void Worker::arm_timer() {
  const auto next = schedule_->next();
  if (!next || idle_.empty() || left_ == 0) return;  // the next answer wakes us
  const auto at = next->time_since_epoch();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(at);
  itimerspec moment{};
  moment.it_value.tv_sec = seconds.count();
  moment.it_value.tv_nsec = std::chrono::nanoseconds(at - seconds).count();
  timerfd_settime(timer_, TFD_TIMER_ABSTIME, &moment, nullptr);  // which also takes back that it has fired
}

void Worker::send_next(std::size_t place, Clock::time_point due) {
  Connection& connection = connections_[place];
  connection.request = next_request_;
  next_request_ += plan_.threads;
  // Each thread keeps to the requests of its own, so that none is under way twice.
  if (next_request_ >= requests_.size()) next_request_ %= plan_.threads;
  connection.busy = true;
  connection.sent = 0;
  connection.due = due;
  ++busy_;
  --left_;
  send_rest(connection);
}

void Worker::send_rest(Connection& connection) {
  const std::string_view text = requests_.at(connection.request);
  while (connection.sent < text.size()) {
    const ssize_t count =
        ::send(connection.socket, text.data() + connection.sent, text.size() - connection.sent, MSG_NOSIGNAL);
    if (count < 0) return;  // an event follows: room to write, or the end of the connection
    connection.sent += static_cast<std::size_t>(count);
  }
}

void Worker::on_event(std::size_t place) {
  Connection& connection = connections_[place];
  if (connection.busy) send_rest(connection);
  const bool open = fill(connection);
  Answer answer;
  const std::string_view text(connection.in.data(), connection.filled);
  if (connection.busy && !text.empty()) {
    switch (read_answer(text, answer)) {
      case Reading::whole:
        on_answer(place, answer);
        if (!open || answer.closes) on_loss(place);
        return;
      case Reading::malformed:
        ++tally_.malformed;
        on_loss(place);
        return;
      case Reading::more:
        break;
    }
  }
  if (!open) on_loss(place);
}

/// False where the other side has closed.
bool Worker::fill(Connection& connection) {
  while (true) {
    if (connection.filled == connection.in.size()) connection.in.resize(connection.in.size() * 2);
    const std::size_t room = connection.in.size() - connection.filled;
    const ssize_t count = recv(connection.socket, connection.in.data() + connection.filled, room, 0);
    if (count == 0) return false;
    if (count < 0) return errno == EAGAIN || errno == EINTR;
    connection.filled += static_cast<std::size_t>(count);
    if (static_cast<std::size_t>(count) < room) return true;  // an end that follows has an event of its own
  }
}

void Worker::on_answer(std::size_t place, const Answer& answer) {
  Connection& connection = connections_[place];
  const auto now = Clock::now();
  ++tally_.in_all[answer.status];
  if (now >= span_.counted_from && now <= span_.end) ++tally_.in_time[answer.status];
  if (connection.due >= span_.counted_from) {
    tally_.times.add(static_cast<std::uint64_t>(std::chrono::nanoseconds(now - connection.due).count()));
  }
  if ((answer.status == 503 || answer.status == 429) && !field(answer.head, "Retry-After"))
    ++tally_.without_retry_after;
  if (keeper_ != nullptr) keeper_->keep(connection.request, answer);
  if (!plan_.carry.empty() && !requests_.carry(connection.request, plan_.carry, answer.body))
    ++tally_.not_carried;
  connection.filled = 0;
  connection.busy = false;
  --busy_;
  idle_.push_back(place);
}

void Worker::on_loss(std::size_t place) {
  if (connections_[place].busy) {
    ++tally_.cut;
    --busy_;
  } else {
    std::erase(idle_, place);
  }
  reconnect(place);
}

}  // namespace load
