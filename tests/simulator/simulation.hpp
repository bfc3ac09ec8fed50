#pragma once

// One run: the product and its model side by side, from an empty database on.

#include <filesystem>
#include <memory>

#include "tests/simulator/model.hpp"
#include "tests/simulator/perform.hpp"
#include "tests/simulator/search.hpp"

namespace gatehouse::simulator {

class Simulation {
 public:
  /// Keeps its files in that folder.
  explicit Simulation(const std::filesystem::path& folder);

  /// Does it in both. What they disagree on; nothing: they agree.
  std::optional<std::string> step(const Operation& operation);

  /// How often the product answered what.
  const Tally& answers() const { return answers_; }

 private:
  struct Seen;

  std::optional<std::string> act(const Operation& operation);
  Seen watch(Request& request, const Operation& operation);
  void restart(const Request& request);
  std::vector<Outcome> expected(const Request& request, const Seen& seen) const;
  std::optional<std::string> judge(std::vector<Outcome> outcomes, const Seen& seen);
  std::optional<std::string> learn(const Request& request, const Seen& seen);
  std::optional<std::string> learn(const auth::IssuedTokens& tokens);
  void learn_mail(const Mail& mail);
  std::optional<std::string> look(std::int64_t user);
  std::optional<std::string> look_at_everything();
  template <class Says>
  std::optional<std::string> keep_those(const std::string& what, const std::string& seen, Says says);
  std::int64_t newest_user();

  Outside outside_;
  Store store_;
  std::unique_ptr<Process> process_;
  Ledger ledger_;
  std::vector<Model> models_{Model{}};
  std::size_t number_ = 0;
  Tally answers_;
};

}  // namespace gatehouse::simulator
