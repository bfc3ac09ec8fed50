#pragma once

// The words in which an endpoint is declared. One declaration feeds the router, the validation, the writing
// of answers, the OpenAPI document and the docs page.
//
//   http::Endpoint sign_up(SignUp& use_case) {
//     return http::post("/api/user/v1/signup").id("signUp").tag("user").summary("…").describe("…")
//         .lane(http::LaneName::hashing)
//         .takes(sign_up_body)                             // a BodyShape; GET and DELETE may do without
//         .answers(201, "Created", user_shape)             // {"data":…,"meta":null}
//         .answers_header("Location", "Where the account is")
//         .refuses({nickname_taken})
//         .handle([&use_case](const http::Call<SignUpBody>& call) -> Result<http::Answer<UserView>> {…});
//   }
//
// The refusals of a request that cannot be read, authenticated or allowed are added by themselves.

#include <initializer_list>

#include "platform/http/endpoint_serving.hpp"
#include "platform/http/page.hpp"
#include "platform/http/problem.hpp"
#include "platform/http/rules.hpp"

namespace gatehouse::http {

template <class Body = Nothing, class View = Nothing, class Query = Nothing>
class Declaration {
 public:
  Declaration(std::string_view method, std::string_view path) {
    endpoint_.method = method;
    endpoint_.path = path;
  }
  Declaration(Endpoint endpoint, BodyReader<Body> body, AnswerWriter<View> writer, QueryReader<Query> query)
      : endpoint_(std::move(endpoint)),
        body_(std::move(body)),
        writer_(std::move(writer)),
        query_(std::move(query)) {}

  Declaration& id(std::string_view operation) { return endpoint_.id = operation, *this; }
  Declaration& tag(std::string_view tag) { return endpoint_.tag = tag, *this; }
  Declaration& summary(std::string_view line) { return endpoint_.summary = line, *this; }
  Declaration& describe(std::string_view text) { return endpoint_.description = text, *this; }
  /// Keeps it out of the documents: a page for people is no part of the API.
  Declaration& undocumented() { return endpoint_.documented = false, *this; }
  Declaration& lane(LaneName lane) { return endpoint_.lane = lane, *this; }
  /// Another lane for those whose body has a field of that name, or some other place for the word.
  Declaration& lane_where_body_says(std::string_view word, LaneName lane) {
    endpoint_.detour = Detour{std::string(word), lane};
    return *this;
  }
  Declaration& bearer(Authentication wanted) { return endpoint_.authentication = wanted, *this; }

  /// The path's `{…}` is not an id but text: `min` to `max` characters of the base64url alphabet. Anything
  /// else is 404. `call.path_text()` has it.
  Declaration& path_text(std::size_t min, std::size_t max, std::string_view example) {
    endpoint_.path_text = PathText{min, max, std::string(example)};
    return *this;
  }

  /// The path's `{…}` is whatever stands there, nothing and slashes included: for pages, which answer people
  /// themselves where a link was cut or stretched on its way. `call.path_text()` has it.
  Declaration& path_rest(std::string_view example) {
    endpoint_.path_text = PathText{.example = std::string(example), .anything = true};
    return *this;
  }

  /// `check` runs before the body is read, where the request names a user.
  Declaration& allows(std::function<Result<void>(const Principal&, const Request&)> check) {
    endpoint_.allows = std::move(check);
    return *this;
  }

  /// The path's id must be the token's user; `forbidden` otherwise, whether or not that id exists.
  Declaration& owner() {
    bearer(Authentication::required);
    return allows([](const Principal& principal, const Request& request) -> Result<void> {
      if (principal.user.value != request.path_id) return refuse(forbidden);
      return {};
    });
  }

  template <class NewBody>
  Declaration<NewBody, View, Query> takes(BodyShape<NewBody> shape) {
    return take(std::move(shape), true, BodyMedia::json);
  }

  /// The whole body may be absent: then no field is present, and none is missing.
  template <class NewBody>
  Declaration<NewBody, View, Query> takes_optional(BodyShape<NewBody> shape) {
    return take(std::move(shape), false, BodyMedia::json);
  }

  /// A body as HTML forms and OAuth clients send it. A name that stands twice is a fault of that field, an
  /// empty value is none, and numbers and flags are written as JSON has them.
  template <class NewBody>
  Declaration<NewBody, View, Query> takes_form(BodyShape<NewBody> shape) {
    return take(std::move(shape), true, BodyMedia::form);
  }

  /// The parameters of the query, read as a form is; unknown ones are refused. `call.query` has them.
  template <class NewQuery>
  Declaration<Body, View, NewQuery> takes_query(BodyShape<NewQuery> shape) {
    endpoint_.query = shape.fields();
    return {std::move(endpoint_), std::move(body_), std::move(writer_), {share(std::move(shape))}};
  }

  /// A header that the handler reads from `call.request`; it may be absent, and is described only.
  Declaration& takes_header(std::string_view name, std::string_view description) {
    endpoint_.headers.push_back({std::string(name), std::string(description)});
    return *this;
  }

  /// The handler is called even where fields are faulty, with their faults, so that its own are told together
  /// with them: it must refuse where there are any.
  Declaration& passes_faults()
    requires(!std::is_same_v<Body, Nothing>)
  {
    body_.passes_faults = true;
    return *this;
  }

  /// An answer without a body. The first answer that is declared is meant where a handler names no status.
  Declaration& answers(int status, std::string_view description) {
    endpoint_.answers.push_back({.status = status, .description = std::string(description)});
    return *this;
  }

  template <class NewView>
  Declaration<Body, NewView, Query> answers(int status, std::string_view description,
                                            AnswerShape<NewView> shape) {
    note_answer(status, description, shape, AnswerForm::data);
    return {std::move(endpoint_), std::move(body_), {share(std::move(shape)), true}, std::move(query_)};
  }

  /// All of a list, each item of that shape; the handler returns a `List`.
  template <class Item>
  Declaration<Body, List<Item>, Query> answers_list(int status, std::string_view description,
                                                    AnswerShape<Item> shape) {
    note_answer(status, description, shape, AnswerForm::list);
    return {std::move(endpoint_), std::move(body_), {share(std::move(shape))}, std::move(query_)};
  }

  /// A part of a list, and in `meta.next` where it goes on; the handler returns a `PagedList`.
  template <class Item>
  Declaration<Body, PagedList<Item>, Query> answers_paged_list(int status, std::string_view description,
                                                               AnswerShape<Item> shape) {
    note_answer(status, description, shape, AnswerForm::paged_list);
    return {std::move(endpoint_), std::move(body_), {share(std::move(shape))}, std::move(query_)};
  }

  /// As it is, not as {"data":…,"meta":null}.
  template <class NewView>
  Declaration<Body, NewView, Query> answers_bare(int status, std::string_view description,
                                                 AnswerShape<NewView> shape) {
    note_answer(status, description, shape, AnswerForm::bare);
    return {std::move(endpoint_), std::move(body_), {share(std::move(shape)), false}, std::move(query_)};
  }

  /// A body that the handler makes itself, as `Raw`.
  Declaration<Body, Raw, Query> answers_raw(int status, std::string_view description,
                                            std::string_view content_type) {
    answers(status, description);
    endpoint_.answers.back().content_type = content_type;
    return {std::move(endpoint_), std::move(body_), {}, std::move(query_)};
  }

  /// A page, which the handler makes by `answer_page`; as many statuses as it has.
  Declaration<Body, Raw, Query> answers_page(int status, std::string_view description) {
    return answers_raw(status, description, html_content_type);
  }

  /// The answer declared last has an `ETag` that the handler sets, and a client that names it gets 304.
  Declaration& answers_etag() {
    answers_header("ETag", "Names this version; `If-None-Match` asks for another one only");
    endpoint_.conditional = true;
    return answers(304, "As before: `If-None-Match` names this version")
        .answers_header("ETag", "Names this version");
  }

  /// A header of the answer declared last.
  Declaration& answers_header(std::string_view name, std::string_view description) {
    endpoint_.answers.back().headers.push_back({std::string(name), std::string(description)});
    return *this;
  }

  /// Who asks is a registered client, by `basic_credentials`: a 401 says so.
  Declaration& basic() { return endpoint_.challenge = Challenge::basic, *this; }

  /// The refusals of the endpoint itself are `{"error":…}`, as OAuth clients know them: 400 but for 401, 429
  /// and 503.
  Declaration& oauth_errors() { return endpoint_.refusal_form = RefusalForm::oauth, *this; }

  Declaration& refuses(std::initializer_list<ErrorCode> codes) {
    for (const ErrorCode& code : codes) refuses_with(code, {});
    return *this;
  }

  /// A refusal whose problem has further members: `refuses_with(verification_failed, {{"is_verified",
  /// false}})`.
  Declaration& refuses_with(ErrorCode code, boost::json::object members) {
    endpoint_.refusals.push_back(note_refusal(code, std::move(members)));
    return *this;
  }

  /// `handler` takes a `const Call<Body, Query>&` and returns a `Result` of `Answer<View>`, of the view
  /// alone, or of void.
  template <class Handler>
  Endpoint handle(Handler handler) {
    const auto serving = std::make_shared<const Serving<Body, View, Query, Handler>>(
        std::move(body_), std::move(writer_), std::move(query_), endpoint_.answers, std::move(handler));
    endpoint_.serve = [serving](const Request& request, const std::optional<Principal>& principal) {
      return serving->serve(request, principal);
    };
    if (endpoint_.lane == LaneName::write) {
      endpoint_.begin = [serving](const Request& request, std::optional<Principal> principal) {
        return serving->begin(request, std::move(principal));
      };
    }
    return std::move(endpoint_);
  }

 private:
  template <class NewBody>
  Declaration<NewBody, View, Query> take(BodyShape<NewBody> shape, bool required, BodyMedia media) {
    endpoint_.body = BodyNote{media, shape.name(), shape.schema(), shape.example(), required};
    return {std::move(endpoint_),
            {share(std::move(shape)), required, media},
            std::move(writer_),
            std::move(query_)};
  }

  template <class Item>
  void note_answer(int status, std::string_view description, const AnswerShape<Item>& shape,
                   AnswerForm form) {
    endpoint_.answers.push_back({.status = status,
                                 .description = std::string(description),
                                 .content_type = std::string(json_content_type),
                                 .shape = shape.name(),
                                 .schema = shape.schema(),
                                 .example = shape.example(),
                                 .form = form});
  }

  template <class Shape>
  static std::shared_ptr<const Shape> share(Shape shape) {
    return std::make_shared<const Shape>(std::move(shape));
  }

  Endpoint endpoint_;
  BodyReader<Body> body_;
  AnswerWriter<View> writer_;
  QueryReader<Query> query_;
};

inline Declaration<> get(std::string_view path) { return {"GET", path}; }
inline Declaration<> post(std::string_view path) { return {"POST", path}; }
inline Declaration<> put(std::string_view path) { return {"PUT", path}; }
inline Declaration<> delete_(std::string_view path) { return {"DELETE", path}; }

}  // namespace gatehouse::http
