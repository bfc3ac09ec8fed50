#include "platform/messaging/codec.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace gatehouse::messaging {

struct PayloadWriter::Fields {
  boost::json::object object;
};

PayloadWriter::PayloadWriter() : fields_(std::make_unique<Fields>()) {}
PayloadWriter::~PayloadWriter() = default;

void PayloadWriter::operator()(std::string_view name, std::int64_t number) { fields_->object[name] = number; }

void PayloadWriter::operator()(std::string_view name, const std::string& text) {
  fields_->object[name] = boost::json::string_view(text);
}

void PayloadWriter::operator()(std::string_view name, const std::optional<std::int64_t>& number) {
  if (number) (*this)(name, *number);
}

std::string PayloadWriter::json() const { return boost::json::serialize(fields_->object); }

struct PayloadReader::Fields {
  boost::json::object object;

  const boost::json::value& at(std::string_view name) const {
    const boost::json::value* found = object.if_contains(name);
    if (found == nullptr) throw BadPayload("a payload has no field " + std::string(name));
    return *found;
  }
};

PayloadReader::PayloadReader(std::string_view json) : fields_(std::make_unique<Fields>()) {
  boost::system::error_code fault;
  boost::json::value parsed = boost::json::parse(json, fault);
  if (fault || !parsed.is_object()) throw BadPayload("a payload is no JSON object");
  fields_->object = std::move(parsed.get_object());
}

PayloadReader::~PayloadReader() = default;

void PayloadReader::operator()(std::string_view name, std::int64_t& number) {
  const boost::json::value& found = fields_->at(name);
  if (!found.is_int64()) throw BadPayload("a payload's field " + std::string(name) + " is no whole number");
  number = found.get_int64();
}

void PayloadReader::operator()(std::string_view name, std::optional<std::int64_t>& number) {
  number.reset();
  if (fields_->object.contains(name)) (*this)(name, number.emplace());
}

void PayloadReader::operator()(std::string_view name, std::string& text) {
  const boost::json::value& found = fields_->at(name);
  if (!found.is_string()) throw BadPayload("a payload's field " + std::string(name) + " is no text");
  text.assign(found.get_string().data(), found.get_string().size());
}

}  // namespace gatehouse::messaging
