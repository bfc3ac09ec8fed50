#pragma once

// All revisions in their one order, each revising the one before: those built into the program, and those
// found in a folder, which win over a built-in one of the same id (so that a revision can be worked on
// without building anew).

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "platform/migrations/revision.hpp"

namespace gatehouse::migrations {

class Chain {
 public:
  /// What is built in, and the revisions of `directory` where there is such a folder. Throws `Refused` as
  /// below, and as `revision_files` does.
  static Chain load(const std::filesystem::path& directory);

  /// Throws `Refused` where the revisions are no one chain: a gap, one id twice, two that revise the same.
  static Chain of(const std::vector<RevisionFile>& built_in, const std::vector<RevisionFile>& found);

  const std::vector<Revision>& revisions() const { return revisions_; }
  std::size_t size() const { return revisions_.size(); }

  /// The id that a database has after the first `count` revisions; `base` for none.
  std::string_view id_after(std::size_t count) const;
  std::string_view head() const { return id_after(size()); }

  /// How many revisions lead to `id` (`0002`, or `2` for short), `base` or `head`. Throws `Refused` for an
  /// unknown one.
  std::size_t count_to(std::string_view id) const;

  /// The target of `db upgrade` and `db downgrade`: as above, or `+2` and `-1` from where the database
  /// stands.
  std::size_t target(std::string_view text, std::size_t current) const;

 private:
  explicit Chain(std::vector<Revision> revisions) : revisions_(std::move(revisions)) {}

  std::vector<Revision> revisions_;
};

}  // namespace gatehouse::migrations
