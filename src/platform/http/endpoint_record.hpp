#pragma once

// One endpoint as the router, the validation, the OpenAPI document and the docs page see it. It is declared
// with the words of endpoint.hpp; nobody fills it by hand.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "kernel/error.hpp"
#include "kernel/result.hpp"
#include "platform/http/bearer.hpp"
#include "platform/http/content_type.hpp"
#include "platform/http/exchange.hpp"
#include "platform/http/lane.hpp"
#include "platform/http/shape_member.hpp"

namespace gatehouse::http {

inline constexpr std::string_view json_content_type = "application/json; charset=utf-8";

struct BodyNote {
  BodyMedia media = BodyMedia::json;
  std::string shape;
  boost::json::object schema;
  boost::json::object example;
  bool required = true;
};

struct HeaderNote {
  std::string name;
  std::string description;
};

/// How the shape of an answer stands in its body.
enum class AnswerForm {
  bare,        // as it is
  data,        // {"data":{…},"meta":null}
  list,        // {"data":[{…}],"meta":null}
  paged_list,  // {"data":[{…}],"meta":{"next":"…"}}, null at the end
};

struct AnswerNote {
  int status = 200;
  std::string description;
  std::string content_type;  // empty: no body
  std::string shape;         // empty: a body that no shape describes
  boost::json::object schema;
  boost::json::object example;
  AnswerForm form = AnswerForm::bare;
  std::vector<HeaderNote> headers;
};

/// How an endpoint writes its own refusals.
enum class RefusalForm {
  problem,  // RFC 9457
  oauth,    // RFC 6749, 5.2
};

/// What a 401 of an endpoint asks for.
enum class Challenge { bearer, basic };

/// A refusal that an endpoint declares, and the members that its problem has beyond the usual.
struct RefusalNote {
  int status = 0;
  std::string code;
  std::string title;
  boost::json::object members;
  RefusalForm form = RefusalForm::problem;
};

/// A `{…}` of a path that takes text instead of an id: so many characters of the base64url alphabet, or
/// anything at all.
struct PathText {
  std::size_t min = 1;
  std::size_t max = 1;
  std::string example;
  bool anything = false;

  bool accepts(std::string_view text) const;

  friend bool operator==(const PathText&, const PathText&) = default;
};

struct Endpoint {
  std::string method;
  std::string path;  // may hold one `{…}`, which takes a canonical id unless `path_text` says otherwise
  std::optional<PathText> path_text;
  std::string id;  // operationId
  std::string summary;
  std::string description;
  std::string tag;
  bool documented = true;    // in the OpenAPI document and the docs page
  bool conditional = false;  // answers 304 where the client has what its ETag names
  LaneName lane = LaneName::data;
  std::optional<Detour> detour;
  Authentication authentication = Authentication::none;

  std::optional<std::vector<FieldNote>> query;  // absent: whatever the query says is ignored
  std::vector<HeaderNote> headers;              // that a request may have, beyond the usual ones
  std::optional<BodyNote> body;
  std::vector<AnswerNote> answers;
  std::vector<RefusalNote> refusals;
  RefusalForm refusal_form = RefusalForm::problem;
  Challenge challenge = Challenge::bearer;

  /// Runs before the body is read: another's id is refused whatever the body says.
  std::function<Result<void>(const Principal&, const Request&)> allows;

  /// Reads the body, does the work, writes the answer. Framing, media type and principal have been checked.
  std::function<Result<Reply>(const Request&, const std::optional<Principal>&)> serve;
  /// The same in two steps, on the lane `write` only: what is left once the body is read. The request must
  /// stay where it is until then.
  std::function<Result<std::function<Result<Reply>()>>(const Request&, std::optional<Principal>)> begin;
};

/// The refusals that follow from what an endpoint is: its body, its authentication, its path. Declared ones
/// included.
std::vector<RefusalNote> all_refusals(const Endpoint& endpoint);

}  // namespace gatehouse::http
