#pragma once

// Events to JSON and back. An event is a plain struct whose `fields` names its members; what a reader does
// not know is passed over, so that an event can gain a field within its version.

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "platform/messaging/message.hpp"

namespace gatehouse::messaging {

/// A payload that is not what its type promises.
class BadPayload : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

class PayloadWriter {
 public:
  PayloadWriter();
  ~PayloadWriter();
  PayloadWriter(const PayloadWriter&) = delete;
  PayloadWriter& operator=(const PayloadWriter&) = delete;

  void operator()(std::string_view name, std::int64_t number);
  void operator()(std::string_view name, const std::string& text);
  /// Nothing is written for nothing.
  void operator()(std::string_view name, const std::optional<std::int64_t>& number);
  std::string json() const;

 private:
  struct Fields;
  std::unique_ptr<Fields> fields_;
};

/// Throws `BadPayload`.
class PayloadReader {
 public:
  explicit PayloadReader(std::string_view json);
  ~PayloadReader();
  PayloadReader(const PayloadReader&) = delete;
  PayloadReader& operator=(const PayloadReader&) = delete;

  void operator()(std::string_view name, std::int64_t& number);
  void operator()(std::string_view name, std::string& text);
  /// May be absent, as in a message from before an event gained the field.
  void operator()(std::string_view name, std::optional<std::int64_t>& number);

 private:
  struct Fields;
  std::unique_ptr<Fields> fields_;
};

template <class Event>
std::string encode(const Event& event) {
  PayloadWriter writer;
  Event::fields(event, writer);
  return writer.json();
}

/// Throws `BadPayload`.
template <class Event>
Event decode(std::string_view payload) {
  Event event;
  PayloadReader reader(payload);
  Event::fields(event, reader);
  return event;
}

/// `event` as a message that the outbox takes.
template <class Event>
Message message_of(const Event& event, std::string subject) {
  return {std::string(Event::type), std::move(subject), encode(event)};
}

}  // namespace gatehouse::messaging
