#include "user/app/sign_up.hpp"

#include <utility>

#include "user/app/form_faults.hpp"
#include "user/domain/errors.hpp"

namespace gatehouse::user {
namespace {

constexpr std::string_view signed_up = "signed_up";

}  // namespace

Result<User> SignUp::operator()(const SignUpForm& form, const Origin& origin) {
  FormFaults faults;
  auto nickname = faults.parse<Nickname>("nickname", form.nickname);
  auto email = faults.parse<Email>("email", form.email);
  const auto password = faults.parse<Password>("password", form.password);
  if (password) faults.add("password", policy_.fault_of(*password, {form.nickname, form.email}));
  if (faults.any()) return refuse(faults.take());
  if (const auto admitted = limits_.admit(origin.address); !admitted) {
    audit_.record({.what = signed_up, .outcome = AuditOutcome::limited, .origin = origin});
    return std::unexpected(admitted.error());
  }

  const NewUser newcomer{std::move(*nickname), std::move(*email), hasher_.hash(password->view()),
                         clock_.now(), form.language};
  auto outcome = transactions_.run([&]() -> Result<User> {
    std::optional<User> user = users_.add(newcomer);
    if (!user) return refuse(nickname_taken);
    events_.append(SignedUp{user->id.value, user->email});
    audit_.record({.what = signed_up, .user = user->id, .origin = origin});
    return std::move(*user);
  });
  if (!outcome && outcome.error().code == nickname_taken) {
    if (const auto counted = limits_.count_conflict(origin.address); !counted) {
      return std::unexpected(counted.error());
    }
  }
  return outcome;
}

}  // namespace gatehouse::user
