#pragma once

// Finds the endpoint that a head asks for, and runs what stands around it: media type, token, permission, and
// the writing of refusals. It holds the declarations that the documents are made of.

#include <map>
#include <memory>
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
  std::vector<Endpoint> endpoints_;
  Authenticator* authenticator_;
};

}  // namespace gatehouse::http
