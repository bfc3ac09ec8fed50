#pragma once

// The chapters of the docs page.

#include <string>
#include <vector>

#include "platform/http/openapi.hpp"

namespace gatehouse::http {

/// What one endpoint takes, answers and refuses.
std::string docs_endpoint(const Endpoint& endpoint);

/// What holds for every endpoint.
std::string docs_conventions();

/// Every error code, each with its anchor.
std::string docs_errors(const std::vector<Endpoint>& endpoints);

/// An HTML table; the cells are HTML already.
std::string html_table(const std::vector<std::string>& heads, const std::vector<std::string>& rows);
std::string html_row(const std::vector<std::string>& cells, const std::string& id = {});

}  // namespace gatehouse::http
