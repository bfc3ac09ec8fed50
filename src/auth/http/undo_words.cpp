#include "auth/http/undo_words.hpp"

namespace gatehouse::auth::api {
namespace {

constexpr UndoWords english{
    .language = "en",
    .offer_title = "Undo this change?",
    .email_changed = "Your account is to have another e-mail address, or has it already. It was {email}.",
    .password_changed = "The password of the account with the address {email} was changed.",
    .was_you = "If that was you, close this page. Nothing happens unless you press the button.",
    .was_not_you = "If it was not you, press the button. Then",
    .address_returns = "the account has the address {email} again, and no other is waiting for it;",
    .everybody_leaves = "everybody who is signed in to it is signed out, you too;",
    .password_ends = "its password stops working, and you choose a new one on the next page.",
    .password_stays = "its password stays as it is, because this address was never confirmed.",
    .undo_button = "Undo the change",

    .undone_title = "The change is undone",
    .undone = "The account has the address {email} again, and everybody is signed out.",
    .address_is_elsewhere =
        "Another account has confirmed {email} meanwhile, so this one has it unconfirmed: sign in "
        "with your nickname.",
    .undone_password_stays = "Sign in with your password. If somebody else may know it, change it then.",
    .choose_password =
        "The old password does not work any more. Choose a new one within the hour; after that, "
        "ask for a new password where you sign in.",
    .password_label = "New password",
    .password_button = "Set the password",
    .password_missing = "Type the new password first.",

    .password_title = "Your new password is set",
    .password_is_set = "You can sign in with it now.",

    .over_title = "This link is not good any more",
    .over =
        "It has been used, its time is over, or a later step has made it void. Nothing was changed just now.",
    .unknown_title = "There is no such link",
    .unknown =
        "Perhaps a part of it is missing: open it once more from the mail, from its first to its last "
        "character.",
    .what_to_do =
        "If you cannot get into your account, ask for a new password where you sign in. If somebody else "
        "may have it, write to those who run this service.",
};

constexpr UndoWords korean{
    .language = "ko",
    .offer_title = "이 변경을 되돌릴까요?",
    .email_changed = "계정의 이메일 주소가 변경되었거나 변경 요청이 있었습니다. 이전 주소는 {email}입니다.",
    .password_changed = "{email} 주소를 사용하는 계정의 비밀번호가 변경되었습니다.",
    .was_you = "본인이 변경하셨다면 이 페이지를 닫으세요. 버튼을 누르지 않으면 아무 일도 일어나지 않습니다.",
    .was_not_you = "본인이 변경하지 않으셨다면 버튼을 누르세요. 그러면",
    .address_returns = "계정의 주소가 다시 {email}이 되고, 대기 중인 주소 변경은 취소됩니다.",
    .everybody_leaves = "본인을 포함하여 이 계정으로 로그인한 모든 기기에서 로그아웃됩니다.",
    .password_ends = "현재 비밀번호는 더 이상 쓸 수 없게 되며, 다음 페이지에서 새 비밀번호를 정합니다.",
    .password_stays = "이 주소는 인증된 적이 없으므로 비밀번호는 그대로 유지됩니다.",
    .undo_button = "변경 되돌리기",

    .undone_title = "변경을 되돌렸습니다",
    .undone = "계정의 주소가 다시 {email}이 되었고, 모든 기기에서 로그아웃되었습니다.",
    .address_is_elsewhere =
        "그 사이 다른 계정이 {email} 주소를 인증했으므로, 이 계정에서는 인증되지 않은 상태입니다. "
        "닉네임으로 로그인하세요.",
    .undone_password_stays =
        "기존 비밀번호로 로그인하세요. 다른 사람이 알고 있을 수 있다면 로그인한 뒤 변경하세요.",
    .choose_password =
        "이전 비밀번호는 더 이상 쓸 수 없습니다. 한 시간 안에 새 비밀번호를 정하세요. 그 뒤에는 로그인 "
        "화면에서 비밀번호 재설정을 요청하세요.",
    .password_label = "새 비밀번호",
    .password_button = "비밀번호 설정",
    .password_missing = "새 비밀번호를 입력하세요.",

    .password_title = "새 비밀번호를 설정했습니다",
    .password_is_set = "이제 새 비밀번호로 로그인할 수 있습니다.",

    .over_title = "더 이상 쓸 수 없는 링크입니다",
    .over =
        "이미 사용했거나, 기한이 지났거나, 이후의 조치로 무효가 된 링크입니다. 방금 변경된 것은 없습니다.",
    .unknown_title = "존재하지 않는 링크입니다",
    .unknown = "링크의 일부가 빠졌을 수 있습니다. 메일의 링크를 처음부터 끝까지 다시 열어 보세요.",
    .what_to_do =
        "계정에 로그인할 수 없다면 로그인 화면에서 비밀번호 재설정을 요청하세요. 다른 사람이 계정을 쓰고 "
        "있는 것 "
        "같다면 서비스 운영자에게 알려 주세요.",
};

std::string_view korean_fault(std::string_view code) {
  if (code == "too_short") return "비밀번호가 너무 짧습니다.";
  if (code == "too_long") return "비밀번호가 너무 깁니다.";
  if (code == "too_common")
    return "너무 흔하거나 닉네임, 이메일 주소, 서비스 이름으로 만든 비밀번호입니다. 다른 비밀번호를 "
           "정하세요.";
  return "쓸 수 없는 비밀번호입니다. 다른 비밀번호를 정하세요.";
}

}  // namespace

const UndoWords& undo_words(std::string_view language) {
  return language == korean.language ? korean : english;
}

std::string_view password_fault_words(const UndoWords& words, std::string_view code,
                                      std::string_view detail) {
  return words.language == korean.language ? korean_fault(code) : detail;
}

}  // namespace gatehouse::auth::api
