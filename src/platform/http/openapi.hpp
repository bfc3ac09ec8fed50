#pragma once

// The OpenAPI 3.1 document, made of the same declarations that route and validate. What it says is what
// happens.

#include <string>
#include <vector>

#include <boost/json/object.hpp>

#include "platform/http/endpoint_record.hpp"

namespace gatehouse::http {

struct TagNote {
  std::string name;
  std::string description;
};

/// What the documents say of the server as a whole.
struct ApiNote {
  std::string title = "Gatehouse";
  std::string version;
  std::string summary;
  std::string description;    // CommonMark: paragraphs and `code`
  std::vector<TagNote> tags;  // in the order of the chapters
};

/// Throws std::logic_error where two shapes that differ have one name, or a tag is not in `about`.
boost::json::object open_api(const std::vector<Endpoint>& endpoints, const ApiNote& about);

}  // namespace gatehouse::http
