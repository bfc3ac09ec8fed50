#include "auth/http/undo.hpp"

#include <algorithm>
#include <array>

#include "auth/http/undo_page.hpp"
#include "platform/http/accept_language.hpp"

namespace gatehouse::auth::api {
namespace {

constexpr std::string_view undo_path = "/undo/{token}";
constexpr std::array<std::string_view, 2> languages{"en", "ko"};

struct Form {
  std::optional<http::SecretText> new_password;
};

http::BodyShape<Form> form() {
  return http::object<Form>(
      "UndoForm", http::optional("new_password", &Form::new_password, http::Anything{},
                                 "The new password, once the change is undone", "another horse battery"));
}

/// The account's language where its owner has chosen another than the first, and otherwise the browser's: an
/// account has the first one also where nobody asked for any.
const UndoWords& words_for(const UndoView& view, const http::Request& request) {
  if (!view.language.empty() && view.language != languages.front()) return undo_words(view.language);
  const auto field = std::ranges::find(request.headers, "accept-language", &http::Headers::value_type::first);
  if (field == request.headers.end()) return undo_words(languages.front());
  return undo_words(http::preferred_language(field->second, languages));
}

http::Answer<http::Raw> show(const UndoView& view, const UndoWords& words) {
  switch (view.stage) {
    case UndoStage::offered:
      return undo_offer_page(words, view);
    case UndoStage::awaits_password:
      return undo_password_page(words);
    case UndoStage::over:
      return undo_over_page(words);
    case UndoStage::unknown:
      break;
  }
  return undo_unknown_page(words);
}

/// A new password before the change is undone changes nothing: the button comes first.
http::Answer<http::Raw> set_password(UndoChange& use_case, const UndoView& view, const UndoWords& words,
                                     const http::Call<Form>& call) {
  if (view.stage == UndoStage::offered) return undo_offer_page(words, view, 409);
  const auto outcome = use_case.set_password(call.path_text(), call.body.new_password->view(), call.origin());
  if (!outcome) {
    const FieldFault& fault = outcome.error().fields.front();
    return undo_password_page(words, password_fault_words(words, fault.code, fault.detail));
  }
  return *outcome ? undo_password_set_page(words) : show(use_case.look(call.path_text()), words);
}

}  // namespace

http::Endpoint undo_page(UndoChange& use_case) {
  return http::get(undo_path)
      .id("undoPage")
      .tag("auth")
      .summary("What an undo link would do")
      .undocumented()
      .path_rest("Yr2vLkW4sPq7uEo0nXcT1bHd9aMfGj5ZiRl3wKvB8tA")
      .answers_page(200, "What would happen, or a form for the new password")
      .answers_page(404, "There is no such link")
      .answers_page(410, "The link is not good any more")
      .handle([&use_case](const http::Call<>& call) -> Result<http::Answer<http::Raw>> {
        const UndoView view = use_case.look(call.path_text());
        return show(view, words_for(view, call.request));
      });
}

http::Endpoint undo(UndoChange& use_case) {
  return http::post(undo_path)
      .id("undoChange")
      .tag("auth")
      .summary("Undo a change")
      .undocumented()
      .lane(http::LaneName::hashing)
      .path_rest("Yr2vLkW4sPq7uEo0nXcT1bHd9aMfGj5ZiRl3wKvB8tA")
      .takes_form(form())
      .answers_page(200, "The change is undone, or the new password is set")
      .answers_page(404, "There is no such link")
      .answers_page(409, "The change is not undone yet")
      .answers_page(410, "The link is not good any more")
      .answers_page(422, "The password is refused")
      .handle([&use_case](const http::Call<Form>& call) -> Result<http::Answer<http::Raw>> {
        const UndoView view = use_case.look(call.path_text());
        const UndoWords& words = words_for(view, call.request);
        if (call.body.new_password) return set_password(use_case, view, words, call);
        if (view.stage == UndoStage::awaits_password && !call.request.body.empty()) {
          return undo_password_page(words, words.password_missing);  // the form, sent empty
        }
        if (view.stage != UndoStage::offered) return show(view, words);
        const auto undone = use_case(call.path_text(), call.origin());
        return undone ? undone_page(words, view, *undone) : show(use_case.look(call.path_text()), words);
      });
}

}  // namespace gatehouse::auth::api
