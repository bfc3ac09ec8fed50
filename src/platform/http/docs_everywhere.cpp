#include "platform/http/docs_chapter.hpp"

#include <map>

#include "platform/http/docs_text.hpp"
#include "platform/http/problem.hpp"

namespace gatehouse::http {
namespace {

/// The codes that `errors` has whatever the field; a rule of a field may have its own.
std::string field_codes() {
  const auto row = [](std::string_view code, std::string_view meaning) {
    return html_row({"<code>" + html(code) + "</code>", html_line(meaning)});
  };
  return "<h3 id=\"field-codes\">Codes of fields</h3>\n" +
         html_paragraphs(
             "`invalid_request` has `errors`, one for each faulty field. These are their codes, beside those "
             "that the rules of single fields tell.") +
         html_table(
             {"Code", "Meaning"},
             {row("missing", "It is required, and absent or `null`."),
              row("invalid_type", "It is of another JSON type."),
              row("too_short", "It has too few characters."), row("too_long", "It has too many characters."),
              row("invalid_format", "It is not of the form it needs."),
              row("conflicting", "It may not stand beside another field that is given."),
              row("repeated", "It stands more than once in a form or a query."),
              row("unknown_field", "There is no such field. At most 50 are told.")});
}

}  // namespace

std::string docs_conventions() {
  return "<h2 id=\"conventions\">Conventions</h2>\n" +
         html_paragraphs(
             "Bodies are `application/json` in UTF-8, of at most 16 KiB unless the operator has set another "
             "limit: one object, no name twice, integers "
             "written as "
             "integers. A field that is `null` counts as absent; a field that is not listed is refused. A "
             "body or a query sent where none is taken is ignored.\n\n"
             "Answers are `{\"data\": …, \"meta\": …}`, but for the documents that have a form of their own. "
             "Refusals are "
             "problems (RFC 9457) of the type `application/problem+json`; switch on their `code`. All faulty "
             "fields of a "
             "body are told at once in `errors`.\n\n"
             "Times are RFC 3339 in UTC. Ids are integers from 1 to 9007199254740991, and never given twice. "
             "Every "
             "response has an `X-Request-Id`; 429 and 503 have `Retry-After` in seconds.\n\n"
             "Where a token is needed, send `Authorization: Bearer` and the `access_token` of a sign-in. In "
             "the examples "
             "`$GATEHOUSE` is the address of this server and `$TOKEN` such a token.");
}

std::string docs_errors(const std::vector<Endpoint>& endpoints) {
  std::map<std::pair<int, std::string>, std::string> rows;  // by status, then code
  const auto add = [&](int status, std::string_view code, std::string_view title, std::string_view meaning) {
    const std::string more =
        meaning.empty() ? std::string() : "<br><span class=\"soft\">" + html_line(meaning) + "</span>";
    rows.try_emplace(
        {status, std::string(code)},
        html_row({std::to_string(status), "<code>" + html(code) + "</code>", html_line(title) + more},
                 "error-" + std::string(code)));
  };
  for (const ProblemNote& note : common_problems()) add(note.status, note.code, note.title, note.meaning);
  for (const Endpoint& endpoint : endpoints) {
    for (const RefusalNote& note : all_refusals(endpoint)) {
      // OAuth's own errors are told with their endpoint alone: this table is of problems.
      if (note.form == RefusalForm::problem) add(note.status, note.code, note.title, {});
    }
  }
  std::vector<std::string> in_order;
  for (auto& [key, row] : rows) in_order.push_back(std::move(row));
  return "<h2 id=\"errors\">Errors</h2>\n" + html_table({"Status", "Code", "Meaning"}, in_order) +
         field_codes();
}

}  // namespace gatehouse::http
