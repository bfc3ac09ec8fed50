#pragma once

// What the handler of an endpoint gets, and what it returns.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernel/origin.hpp"
#include "platform/http/bearer.hpp"
#include "platform/http/exchange.hpp"
#include "platform/http/rule.hpp"

namespace gatehouse::http {

/// Of the user agent, more than any known one has.
inline constexpr std::size_t max_user_agent = 512;

/// Where `request` came from. Its user agent is cut to its limit, and has '?' for each octet that is no
/// printable ASCII, so that it can be stored and shown anywhere.
Origin origin_of(const Request& request);

/// No body, or no answer.
struct Nothing {};

template <class Body = Nothing, class Query = Nothing>
struct Call {
  const Body& body;
  const Query& query;
  const Present& present;     // which fields of the body were there
  const FieldFaults& faults;  // of body and query; empty but where the endpoint passes them on
  const std::optional<Principal>& principal;
  const Request& request;

  /// The `{…}` of the path; the text where the endpoint declares it as such.
  std::int64_t path_id() const { return request.path_id; }
  const std::string& path_text() const { return request.path_text; }

  /// Who asks, at an endpoint that requires a token.
  UserId user() const { return principal.value().user; }

  /// The session that the token is of; empty where it is of none.
  std::string session() const { return principal.value().session.value_or(std::string()); }

  /// Where the request came from.
  Origin origin() const { return origin_of(request); }
};

/// A reply in the making. A handler may return the view alone where there is nothing more to say.
template <class View = Nothing>
struct Answer {
  View view{};
  Headers headers{};
  int status = 0;  // 0: the first that the endpoint declares
};

/// An answer that is all of a list.
template <class Item>
struct List {
  std::vector<Item> items;
};

/// An answer that is a part of a longer list; `next` is where it goes on, and absent at its end.
template <class Item>
struct PagedList {
  std::vector<Item> items;
  std::optional<std::string> next;
};

/// The whole body of an answer that is not JSON of a shape: metrics, keys, a page.
struct Raw {
  std::string body;
};

}  // namespace gatehouse::http
