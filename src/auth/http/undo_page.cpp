#include "auth/http/undo_page.hpp"

namespace gatehouse::auth::api {
namespace {

constexpr std::string_view change_of_email = "email";

/// Words of ours with the address of somebody in them, as HTML.
std::string fill(std::string_view words, std::string_view email = {}) {
  constexpr std::string_view place = "{email}";
  const std::size_t at = words.find(place);
  if (at == std::string_view::npos) return http::html(words);
  return http::html(words.substr(0, at)) + "<strong>" + http::html(email) + "</strong>" +
         http::html(words.substr(at + place.size()));
}

std::string paragraph(std::string_view words, std::string_view email = {}) {
  return "<p>" + fill(words, email) + "</p>\n";
}

std::string item(std::string_view words, std::string_view email = {}) {
  return "<li>" + fill(words, email) + "</li>\n";
}

std::string button(std::string_view words) {
  return "<button type=\"submit\">" + http::html(words) + "</button>\n";
}

std::string password_form(const UndoWords& words, std::string_view fault) {
  std::string form = paragraph(words.choose_password) +
                     "<form method=\"post\">\n<label for=\"new_password\">" +
                     http::html(words.password_label) +
                     "</label>\n<input id=\"new_password\" name=\"new_password\" type=\"password\" "
                     "autocomplete=\"new-password\" required";
  if (!fault.empty()) form += " aria-invalid=\"true\" aria-describedby=\"fault\"";
  form += ">\n";
  if (!fault.empty())
    form += "<p id=\"fault\" role=\"alert\"><strong>" + http::html(fault) + "</strong></p>\n";
  return form + button(words.password_button) + "</form>";
}

http::Answer<http::Raw> page(const UndoWords& words, int status, std::string_view title,
                             std::string content) {
  return http::answer_page(status, {std::string(words.language), std::string(title), std::move(content)});
}

}  // namespace

http::Answer<http::Raw> undo_offer_page(const UndoWords& words, const UndoView& view, int status) {
  const auto& what = view.change == change_of_email ? words.email_changed : words.password_changed;
  std::string content = paragraph(what, view.email) + paragraph(words.was_you) +
                        paragraph(words.was_not_you) + "<ul>\n" + item(words.address_returns, view.email) +
                        item(words.everybody_leaves) +
                        item(view.was_verified ? words.password_ends : words.password_stays) + "</ul>\n";
  content += "<form method=\"post\">\n" + button(words.undo_button) + "</form>";
  return page(words, status, words.offer_title, std::move(content));
}

http::Answer<http::Raw> undone_page(const UndoWords& words, const UndoView& view,
                                    const UndoneChange& undone) {
  std::string content = paragraph(words.undone, view.email);
  if (undone.address_is_elsewhere) content += paragraph(words.address_is_elsewhere, view.email);
  content += undone.asks_password ? password_form(words, {}) : paragraph(words.undone_password_stays);
  return page(words, 200, words.undone_title, std::move(content));
}

http::Answer<http::Raw> undo_password_page(const UndoWords& words, std::string_view fault) {
  return page(words, fault.empty() ? 200 : 422, words.undone_title, password_form(words, fault));
}

http::Answer<http::Raw> undo_password_set_page(const UndoWords& words) {
  return page(words, 200, words.password_title, paragraph(words.password_is_set));
}

http::Answer<http::Raw> undo_over_page(const UndoWords& words) {
  return page(words, 410, words.over_title, paragraph(words.over) + paragraph(words.what_to_do));
}

http::Answer<http::Raw> undo_unknown_page(const UndoWords& words) {
  return page(words, 404, words.unknown_title, paragraph(words.unknown) + paragraph(words.what_to_do));
}

}  // namespace gatehouse::auth::api
