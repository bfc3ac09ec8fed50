#pragma once

// What stands between a request and the handler of a declared endpoint: body and query are read into their
// structs, and what the handler returns is written as the answer that was declared.

#include <algorithm>
#include <iterator>
#include <memory>
#include <type_traits>

#include "platform/http/endpoint_call.hpp"
#include "platform/http/endpoint_record.hpp"
#include "platform/http/shape_answer.hpp"
#include "platform/http/shape_body.hpp"
#include "platform/json/reader.hpp"

namespace gatehouse::http {

template <class Body>
struct BodyReader {
  std::shared_ptr<const BodyShape<Body>> shape;
  bool required = true;
  BodyMedia media = BodyMedia::json;
  bool passes_faults = false;

  /// An empty body where one is required is no JSON, and refused as such.
  Result<ReadBody<Body>> read(const Request& request, bool authenticated) const {
    if (request.body.empty() && !required) return ReadBody<Body>{{}, Present(authenticated)};
    if (media == BodyMedia::form) return shape->read_form(read_form(request.body), authenticated);
    Result<json::Members> members = json::read_object(request.body);
    if (!members) return std::unexpected(std::move(members.error()));
    return shape->read(std::move(*members), authenticated);
  }
};

/// A body that no endpoint asked for is ignored.
template <>
struct BodyReader<Nothing> {
  static constexpr bool passes_faults = false;

  static Result<ReadBody<Nothing>> read(const Request&, bool authenticated) {
    return ReadBody<Nothing>{{}, Present(authenticated)};
  }
};

template <class Query>
struct QueryReader {
  std::shared_ptr<const BodyShape<Query>> shape;

  ReadBody<Query> read(const Request& request, bool authenticated) const {
    return shape->read_form(read_form(request.query), authenticated);
  }
};

/// A query that no endpoint asked for is ignored.
template <>
struct QueryReader<Nothing> {
  static ReadBody<Nothing> read(const Request&, bool authenticated) { return {{}, Present(authenticated)}; }
};

template <class View>
struct AnswerWriter {
  std::shared_ptr<const AnswerShape<View>> shape;
  bool wrapped = true;

  std::string write(View& view) const {
    std::string out;
    out.reserve(384);
    if (wrapped) out += R"({"data":)";
    shape->write(out, view);
    if (wrapped) out += R"(,"meta":null})";
    return out;
  }
};

template <class Item>
std::string write_items(const AnswerShape<Item>& shape, const std::vector<Item>& items) {
  std::string out = R"({"data":[)";
  for (const Item& item : items) {
    if (&item != &items.front()) out += ',';
    shape.write(out, item);
  }
  return out + R"(],"meta":)";
}

template <class Item>
struct AnswerWriter<List<Item>> {
  std::shared_ptr<const AnswerShape<Item>> shape;

  std::string write(const List<Item>& list) const { return write_items(*shape, list.items) + "null}"; }
};

template <class Item>
struct AnswerWriter<PagedList<Item>> {
  std::shared_ptr<const AnswerShape<Item>> shape;

  std::string write(const PagedList<Item>& list) const {
    std::string out = write_items(*shape, list.items) + R"({"next":)";
    if (list.next) {
      json::write(out, std::string_view(*list.next));
    } else {
      out += "null";
    }
    return out + "}}";
  }
};

template <>
struct AnswerWriter<Nothing> {
  static std::string write(Nothing&) { return {}; }
};

template <>
struct AnswerWriter<Raw> {
  static std::string write(Raw& raw) { return std::move(raw.body); }
};

/// Whether a handler may return a value of this type where its endpoint answers with a `View`.
template <class Value, class View>
concept Answers = std::is_same_v<Value, Answer<View>> || std::is_same_v<Value, View> ||
                  (std::is_void_v<Value> && std::is_same_v<View, Nothing>);

/// Gives what any handler returns the same form.
template <class View, Answers<View> Value>
Result<Answer<View>> as_answer(Result<Value> outcome) {
  if (!outcome) return std::unexpected(std::move(outcome.error()));
  if constexpr (std::is_void_v<Value>) {
    return Answer<View>{};
  } else if constexpr (std::is_same_v<Value, View>) {
    return Answer<View>{std::move(*outcome)};
  } else {
    return outcome;
  }
}

/// The answer that a status means; the first where it is 0. Throws where the endpoint declares no such
/// answer.
const AnswerNote& find_answer(const std::vector<AnswerNote>& answers, int status);

template <class Body, class View, class Query, class Handler>
class Serving {
 public:
  Serving(BodyReader<Body> body, AnswerWriter<View> writer, QueryReader<Query> query,
          std::vector<AnswerNote> answers, Handler handler)
      : body_(std::move(body)),
        writer_(std::move(writer)),
        query_(std::move(query)),
        answers_(std::move(answers)),
        handler_(std::move(handler)) {}

  Result<Reply> serve(const Request& request, const std::optional<Principal>& principal) const {
    const Result<Read> read = this->read(request, principal.has_value());
    if (!read) return std::unexpected(read.error());
    return answer(request, *read, principal);
  }

  /// Reads, and leaves the answer to be made later, while this and the request still are.
  Result<std::function<Result<Reply>()>> begin(const Request& request,
                                               std::optional<Principal> principal) const {
    Result<Read> read = this->read(request, principal.has_value());
    if (!read) return std::unexpected(std::move(read.error()));
    return [this, &request, read = std::make_shared<Read>(std::move(*read)),
            principal = std::move(principal)] { return answer(request, *read, principal); };
  }

 private:
  struct Read {
    ReadBody<Body> body;
    ReadBody<Query> query;
    FieldFaults faults;  // of both
  };

  Result<Read> read(const Request& request, bool authenticated) const {
    Result<ReadBody<Body>> body = body_.read(request, authenticated);
    if (!body) return std::unexpected(std::move(body.error()));
    ReadBody<Query> query = query_.read(request, authenticated);
    FieldFaults faults = std::move(query.faults);
    std::ranges::move(body->faults, std::back_inserter(faults));
    if (!faults.empty() && !body_.passes_faults) return refuse(std::move(faults));
    return Read{std::move(*body), std::move(query), std::move(faults)};
  }

  Result<Reply> answer(const Request& request, const Read& read,
                       const std::optional<Principal>& principal) const {
    Result<Answer<View>> answer = as_answer<View>(handler_(Call<Body, Query>{
        read.body.body, read.query.body, read.body.present, read.faults, principal, request}));
    if (!answer) return std::unexpected(std::move(answer.error()));
    const AnswerNote& note = find_answer(answers_, answer->status);
    Reply reply{note.status, note.content_type, {}, std::move(answer->headers)};
    if (!note.content_type.empty()) reply.body = writer_.write(answer->view);
    return reply;
  }

  BodyReader<Body> body_;
  AnswerWriter<View> writer_;
  QueryReader<Query> query_;
  std::vector<AnswerNote> answers_;
  Handler handler_;
};

}  // namespace gatehouse::http
