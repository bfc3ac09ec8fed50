#include "auth/app/reset_password.hpp"

#include "auth/app/reset_binding.hpp"
#include "auth/domain/errors.hpp"

namespace gatehouse::auth {

Result<void> ResetPassword::operator()(const ResetForm& form, const Origin& origin) {
  if (auto fault = fault_of(form.new_password)) return refuse(FieldFaults{std::move(*fault)});
  if (auto admitted = needs_.guesses.admit(Guess::verification_code, origin.address); !admitted) {
    needs_.audit.record({.what = "password_reset", .outcome = AuditOutcome::limited, .origin = origin});
    return admitted;
  }
  const auto proof =
      needs_.transactions.run([&]() -> Result<std::optional<Proof>> { return guess(form, origin); });
  if (!proof) return std::unexpected(proof.error());
  if (!*proof) return refuse(verification_failed);

  auto password =
      needs_.recoverable.prepare_password((*proof)->owner.user, password_field, form.new_password);
  if (password) return finish(**proof, *password, origin);
  if (password.error().code != invalid_request) return refuse(verification_failed);
  give_back(**proof, origin);
  return std::unexpected(std::move(password.error()));
}

void ResetPassword::give_back(const Proof& proof, const Origin& origin) {
  const auto given = needs_.transactions.run([&]() -> Result<void> {
    needs_.resets.give_back(proof.handle_hash);
    needs_.guesses.forgive(Guess::verification_code, origin.address);
    return {};
  });
  static_cast<void>(given);  // it refuses nothing
}

std::optional<ResetPassword::Proof> ResetPassword::guess(const ResetForm& form, const Origin& origin) {
  const auto typed = VerificationCode::parse(form.code);
  const std::string handle_hash = needs_.secret_hashes.of_reset_handle(form.reset_id);
  std::optional<ResetUnderTest> out;
  if (typed) out = needs_.resets.spend_attempt(handle_hash, needs_.clock.now());
  needs_.resets.spend_nothing(out.has_value());
  const auto owner = needs_.accounts.contact(out ? out->user : UserId{});
  const std::string hash = reset_code_hash(needs_.code_hashes, needs_.accounts, owner, handle_hash,
                                           typed.value_or(VerificationCode::from_number(0)));
  if (out && owner && owner->verified && needs_.code_hashes.equal(hash, out->code_hash)) {
    return Proof{*owner, handle_hash, hash};
  }
  needs_.audit.record({.what = "password_reset",
                       .outcome = AuditOutcome::failure,
                       .user = out ? std::optional(out->user) : std::nullopt,
                       .origin = origin});
  return std::nullopt;
}

Result<void> ResetPassword::finish(const Proof& proof, const NewPassword& password, const Origin& origin) {
  const UserId user = proof.owner.user;
  const auto ended = needs_.transactions.run([&]() -> Result<std::vector<Revocation>> {
    auto revocations = needs_.sessions.end_everything(user);
    // The password may have become another one since the code was looked at: that one the code was not for.
    const bool done = password.credential_version == proof.owner.credential_version &&
                      needs_.resets.use(proof.handle_hash, proof.code_hash, needs_.clock.now()) &&
                      needs_.recoverable.set_password(user, password, proof.owner.email);
    if (!done) return refuse(verification_failed);
    needs_.resets.forget(user);
    needs_.guesses.forgive(Guess::verification_code, origin.address);
    needs_.sign_ins.forget(user, origin.address);
    needs_.audit.record({.what = "password_reset", .user = user, .origin = origin});
    return revocations;
  });
  if (!ended) return std::unexpected(ended.error());
  needs_.sessions.committed(*ended);
  return {};
}

}  // namespace gatehouse::auth
