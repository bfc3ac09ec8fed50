#pragma once

// Finds the endpoint that a head asks for, and runs what stands around it: media type, token, permission, and
// the writing of refusals. It holds the declarations that the documents are made of.

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/http/dispatcher.hpp"
#include "platform/http/endpoint_record.hpp"

namespace gatehouse::http {

/// Thread-safe once the last endpoint is added.
class Router final : public Dispatcher {
 public:
  /// `authenticator` may be null where no endpoint wants a token.
  explicit Router(Authenticator* authenticator = nullptr) : authenticator_(authenticator) {}

  /// Throws std::logic_error where the declaration contradicts itself or another.
  void add(Endpoint endpoint);
  void add(std::vector<Endpoint> endpoints);

  const std::vector<Endpoint>& endpoints() const { return endpoints_; }

  Match match(Request& head) const override;
  Reply refuse(int status, std::string_view code, std::string_view detail,
               std::string_view request_id) const override;

 private:
  /// A path and its methods; `{…}` stands between `before` and `after`, an id unless it is text.
  struct Pattern {
    std::string before;
    std::string after;
    std::optional<PathText> text;
    std::vector<std::size_t> endpoints;
  };

  const std::vector<std::size_t>* find(Request& head) const;
  static bool take(const Pattern& pattern, std::string_view segment, Request& head);
  std::vector<std::size_t>& place(const Endpoint& endpoint);
  void check(const Endpoint& endpoint) const;
  Match refuse_method(const std::vector<std::size_t>& endpoints) const;
  Reply serve(const Endpoint& endpoint, const Request& request) const;
  std::variant<Reply, Rest> begin(const Endpoint& endpoint, const Request& request) const;
  /// Who asks, if anybody has to be known, and may.
  Result<std::optional<Principal>> admit(const Endpoint& endpoint, const Request& request) const;

  std::vector<Endpoint> endpoints_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> exact_;
  std::vector<Pattern> patterns_;
  Authenticator* authenticator_;
};

}  // namespace gatehouse::http
