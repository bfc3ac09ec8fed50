#include "platform/migrations/chain.hpp"

#include <charconv>
#include <map>

#include "platform/migrations/embedded.hpp"
#include "platform/migrations/folder.hpp"
#include "platform/migrations/refused.hpp"

namespace gatehouse::migrations {
namespace {

using Revisions = std::map<std::string, Revision>;

/// One id may stand once among the built-in revisions, and once among those that were found.
void add(Revisions& all, const std::vector<RevisionFile>& files) {
  Revisions fresh;
  for (const RevisionFile& file : files) {
    Revision revision = parse_revision(file);
    const auto [place, is_new] = fresh.emplace(revision.id, revision);
    if (!is_new) {
      throw Refused(place->second.file + " and " + file.name + " are both revision " + revision.id +
                    ": give one of them the next free number, in its name and its header.");
    }
  }
  for (auto& [id, revision] : fresh) all.insert_or_assign(id, std::move(revision));
}

void expect_no_branch(const Revisions& all) {
  std::map<std::string, const Revision*> next;
  for (const auto& [id, revision] : all) {
    const auto [place, is_new] = next.emplace(revision.revises, &revision);
    if (is_new) continue;
    throw Refused("The revisions have two heads: " + place->second->file + " and " + revision.file +
                  " both revise " + revision.revises + ". Let the later one revise the other.");
  }
}

void expect_unbroken(const Revisions& all) {
  std::string before(base);
  for (const auto& [id, revision] : all) {
    if (revision.revises != base && !all.contains(revision.revises)) {
      throw Refused(revision.file + " revises " + revision.revises + ", which no file has.");
    }
    if (revision.revises != before) {
      throw Refused(revision.file + " revises " + revision.revises + ", but " + before + " comes before it.");
    }
    before = id;
  }
}

}  // namespace

Chain Chain::load(const std::filesystem::path& directory) {
  return of(embedded_files(), revision_files(directory));
}

Chain Chain::of(const std::vector<RevisionFile>& built_in, const std::vector<RevisionFile>& found) {
  Revisions all;
  add(all, built_in);
  add(all, found);
  expect_no_branch(all);
  expect_unbroken(all);
  std::vector<Revision> revisions;
  for (auto& [id, revision] : all) revisions.push_back(std::move(revision));
  return Chain(std::move(revisions));
}

std::string_view Chain::id_after(std::size_t count) const {
  return count == 0 ? base : std::string_view(revisions_.at(count - 1).id);
}

std::size_t Chain::count_to(std::string_view id) const {
  if (id == base) return 0;
  if (id == "head" || id == "heads") return size();
  std::string padded(id);
  if (padded.size() < 4) padded.insert(0, 4 - padded.size(), '0');
  for (std::size_t i = 0; i < size(); ++i) {
    if (revisions_[i].id == padded) return i + 1;
  }
  throw Refused("There is no revision " + std::string(id) + "; the head is " + std::string(head()) + ".");
}

std::size_t Chain::target(std::string_view text, std::size_t current) const {
  const bool up = text.starts_with('+');
  if (!up && !text.starts_with('-')) return count_to(text);
  std::size_t steps = 0;
  const auto [end, fault] = std::from_chars(text.data() + 1, text.data() + text.size(), steps);
  if (fault != std::errc{} || end != text.data() + text.size()) {
    throw Refused("`" + std::string(text) + "` is no number of revisions.");
  }
  const std::size_t available = up ? size() - current : current;
  if (steps > available) {
    throw Refused("`" + std::string(text) + "` goes too far: from " + std::string(id_after(current)) +
                  " there are " + std::to_string(available) + " revisions " + (up ? "up." : "down."));
  }
  return up ? current + steps : current - steps;
}

}  // namespace gatehouse::migrations
