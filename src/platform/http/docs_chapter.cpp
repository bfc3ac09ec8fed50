#include "platform/http/docs_chapter.hpp"

#include <algorithm>

#include <boost/json/serialize.hpp>

#include "platform/http/docs_text.hpp"
#include "platform/http/openapi_operation.hpp"
#include "platform/http/problem.hpp"

namespace gatehouse::http {
namespace {

namespace json = boost::json;

std::string code(std::string_view text) { return "<code>" + html(text) + "</code>"; }

std::string text_of(const json::object& schema, std::string_view key) {
  const json::value* value = schema.if_contains(key);
  return value != nullptr && value->is_string() ? std::string(value->as_string()) : std::string();
}

/// What a schema demands beyond its type: "8 to 256 characters", "one of …".
std::string rules_of(const json::object& schema) {
  std::string out;
  const auto add = [&](const std::string& rule) { out += (out.empty() ? "" : "<br>") + rule; };
  const auto number = [&](std::string_view key) {
    const json::value* value = schema.if_contains(key);
    return value == nullptr ? std::string() : json::serialize(*value);
  };
  const auto range = [&](const std::string& least, const std::string& most, const std::string& unit) {
    if (!least.empty() && !most.empty()) return add(least + " to " + most + unit);
    if (!least.empty()) return add("at least " + least + unit);
    if (!most.empty()) add("at most " + most + unit);
  };
  range(number("minLength"), number("maxLength"), " characters");
  range(number("minimum"), number("maximum"), "");
  if (const std::string format = text_of(schema, "format"); !format.empty() && format != "int64")
    add(html(format));
  if (const std::string pattern = text_of(schema, "pattern"); !pattern.empty()) add(code(pattern));
  if (const json::value* values = schema.if_contains("enum")) add("one of " + code(json::serialize(*values)));
  return out;
}

bool is_required(const json::object& schema, std::string_view name) {
  const json::value* required = schema.if_contains("required");
  if (required == nullptr) return false;
  return std::ranges::any_of(required->as_array(),
                             [&](const json::value& other) { return other.as_string() == name; });
}

/// `presence` heads the column that says whether a field is always there.
std::string fields_table(const json::object& schema, const std::string& presence) {
  std::vector<std::string> rows;
  for (const auto& property : schema.at("properties").as_object()) {
    const json::object& field = property.value().as_object();
    const std::string_view name = property.key();
    rows.push_back(
        html_row({code(name), html(text_of(field, "type")), is_required(schema, name) ? "yes" : "no",
                  rules_of(field), html_line(text_of(field, "description"))}));
  }
  return html_table({"Field", "Type", presence, "Rules", "Meaning"}, rows) +
         html_paragraphs(text_of(schema, "description"));
}

/// For a shell, in single quotes.
std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + '\'';
}

std::string curl_body(const BodyNote& body) {
  if (body.media == BodyMedia::json) {
    return " \\\n  -H 'Content-Type: application/json' \\\n  -d " + quoted(json::serialize(body.example));
  }
  std::string line;
  for (const auto& field : body.example) {
    const json::value& value = field.value();
    const std::string text = value.is_string() ? std::string(value.as_string()) : json::serialize(value);
    line += " \\\n  --data-urlencode " + quoted(std::string(field.key()) + '=' + text);
  }
  return line;
}

std::string curl_example(const Endpoint& endpoint) {
  std::string path = endpoint.path;
  if (const auto open = path.find('{'); open != std::string::npos)
    path.replace(open, path.find('}') - open + 1, endpoint.path_text ? endpoint.path_text->example : "1");
  std::string line = "curl";
  if (endpoint.method != "GET") line += " -X " + endpoint.method;
  line += " \"$GATEHOUSE" + path + '"';
  if (endpoint.challenge == Challenge::basic) line += " \\\n  -u \"$CLIENT_ID:$CLIENT_SECRET\"";
  if (endpoint.authentication == Authentication::required)
    line += " \\\n  -H \"Authorization: Bearer $TOKEN\"";
  if (endpoint.body) line += curl_body(*endpoint.body);
  return "<h4>Example</h4>\n<pre>" + html(line) + "</pre>\n";
}

std::string headers_table(const std::vector<HeaderNote>& headers) {
  std::vector<std::string> rows;
  for (const HeaderNote& header : headers) {
    rows.push_back(html_row({code(header.name), html_line(header.description)}));
  }
  return rows.empty() ? std::string{} : html_table({"Header", "Meaning"}, rows);
}

std::string answers_of(const Endpoint& endpoint) {
  std::string out = "<h4>Answers</h4>\n";
  for (const AnswerNote& answer : endpoint.answers) {
    out += "<p><strong>" + std::to_string(answer.status) + "</strong> " + html_line(answer.description);
    if (!answer.content_type.empty()) out += " <span class=\"soft\">" + html(answer.content_type) + "</span>";
    out += "</p>\n";
    out += headers_table(answer.headers);
    if (answer.shape.empty()) continue;
    if (answer.form == AnswerForm::list || answer.form == AnswerForm::paged_list) {
      out += html_paragraphs("`data` is an array; each item has these fields.");
    }
    out += fields_table(answer.schema, "Always") + "<pre>" + html(pretty_json(example_answer(answer))) +
           "</pre>\n";
  }
  return out;
}

std::string refusals_of(const Endpoint& endpoint) {
  std::vector<std::string> rows;
  for (const RefusalNote& refusal : all_refusals(endpoint)) {
    std::string meaning = html_line(refusal.title);
    if (!refusal.members.empty()) meaning += " With " + code(json::serialize(refusal.members)) + '.';
    if (refusal.form == RefusalForm::oauth) {
      rows.push_back(html_row({std::to_string(refusal.status), code(refusal.code),
                               meaning + html_line(". As `error`, in the form of RFC 6749, 5.2.")}));
      continue;
    }
    rows.push_back(
        html_row({std::to_string(refusal.status),
                  "<a href=\"#error-" + html(refusal.code) + "\">" + code(refusal.code) + "</a>", meaning}));
  }
  return rows.empty() ? std::string()
                      : "<h4>Refusals</h4>\n" + html_table({"Status", "Code", "Meaning"}, rows);
}

std::string authentication_of(const Endpoint& endpoint) {
  if (endpoint.challenge == Challenge::basic)
    return "<p class=\"soft\">The id and secret of a registered client are required, as Basic "
           "credentials.</p>\n";
  switch (endpoint.authentication) {
    case Authentication::none:
      return {};
    case Authentication::optional:
      return "<p class=\"soft\">A Bearer token may be given.</p>\n";
    case Authentication::required:
      return "<p class=\"soft\">A Bearer token is required.</p>\n";
  }
  return {};
}

}  // namespace

std::string html_row(const std::vector<std::string>& cells, const std::string& id) {
  std::string out = id.empty() ? "<tr>" : "<tr id=\"" + html(id) + "\">";
  for (const std::string& cell : cells) out += "<td>" + cell + "</td>";
  return out + "</tr>\n";
}

std::string html_table(const std::vector<std::string>& heads, const std::vector<std::string>& rows) {
  std::string out = "<div class=\"scroll\"><table>\n<thead><tr>";
  for (const std::string& head : heads) out += "<th scope=\"col\">" + head + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (const std::string& row : rows) out += row;
  return out + "</tbody>\n</table></div>\n";
}

std::string docs_endpoint(const Endpoint& endpoint) {
  std::string method = endpoint.method;
  std::ranges::transform(method, method.begin(), [](char c) { return static_cast<char>(c | 0x20); });
  std::string out = "<section id=\"" + html(endpoint.id) + "\">\n<h3>" + html_line(endpoint.summary) +
                    "</h3>\n<div class=\"path\"><span class=\"method " + method + "\">" + endpoint.method +
                    "</span>" + code(endpoint.path) + "</div>\n" + html_paragraphs(endpoint.description) +
                    authentication_of(endpoint);
  if (endpoint.query) {
    out += "<h4>Query</h4>\n" + fields_table(describe_object(*endpoint.query, true), "Required");
  }
  if (!endpoint.headers.empty())
    out += "<h4>Headers, which may be absent</h4>\n" + headers_table(endpoint.headers);
  if (endpoint.body) {
    out += endpoint.body->required ? "<h4>Body</h4>\n" : "<h4>Body, which may be absent</h4>\n";
    if (endpoint.body->media == BodyMedia::form) {
      out += html_paragraphs("A form: `" + std::string(name_of(BodyMedia::form)) + "`.");
    }
    out += fields_table(endpoint.body->schema, "Required");
  }
  return out + curl_example(endpoint) + answers_of(endpoint) + refusals_of(endpoint) + "</section>\n";
}

}  // namespace gatehouse::http
