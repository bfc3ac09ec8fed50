#include "platform/migrations/revision.hpp"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>

#include "platform/migrations/checksum.hpp"
#include "platform/migrations/refused.hpp"
#include "platform/migrations/split.hpp"

namespace gatehouse::migrations {
namespace {

constexpr std::array directions = {Direction::upgrade, Direction::downgrade};
constexpr std::array dialects = {sql::Dialect::sqlite, sql::Dialect::postgresql};

bool is_id(std::string_view text) {
  return text.size() == 4 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r");
  return begin == text.npos ? "" : text.substr(begin, text.find_last_not_of(" \t\r") + 1 - begin);
}

/// Reads the file line by line into its header and its sections, which are kept under their title.
class Reader {
 public:
  explicit Reader(const RevisionFile& file) : file_(file) {}

  Revision read() {
    std::string_view rest = file_.content;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      read_line(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    Revision revision{header("revision"),
                      header("revises"),
                      header("message"),
                      header("created"),
                      checksum_of(file_.content),
                      file_.name,
                      {}};
    check(revision);
    for (const Direction direction : directions) {
      for (const sql::Dialect dialect : dialects) read_statements(revision, direction, dialect);
    }
    return revision;
  }

 private:
  [[noreturn]] void refuse(const std::string& why) const { throw Refused(file_.name + ": " + why + "."); }

  void read_line(std::string_view line) {
    if (const std::optional<std::string> title = section_title(trimmed(line))) {
      if (!sections_.emplace(*title, "").second) refuse("the section `-- " + *title + "` stands there twice");
      section_ = &sections_[*title];
    } else if (section_ != nullptr) {
      section_->append(line).append("\n");
    } else {
      read_header(trimmed(line));
    }
  }

  /// `upgrade`, `downgrade sqlite`, …; a line that only looks so is a slip that would hide the statements
  /// below it.
  std::optional<std::string> section_title(std::string_view line) const {
    if (!line.starts_with("-- ")) return std::nullopt;
    const std::string_view title = trimmed(line.substr(3));
    for (const Direction direction : directions) {
      if (!title.starts_with(name_of(direction))) continue;
      std::string_view rest = title.substr(name_of(direction).size());
      if (rest.empty()) return std::string(title);
      if (rest.front() != ' ') continue;
      rest = trimmed(rest);
      if (rest.find(' ') != rest.npos) continue;
      if (rest != name_of(sql::Dialect::sqlite) && rest != name_of(sql::Dialect::postgresql)) {
        refuse("`" + std::string(line) + "` names no database that is known; write sqlite or postgresql");
      }
      return std::string(name_of(direction)) + ' ' + std::string(rest);
    }
    return std::nullopt;
  }

  void read_header(std::string_view line) {
    if (line.empty()) return;
    if (!line.starts_with("--")) refuse("a statement stands before the first section (`-- upgrade …`)");
    const std::size_t colon = line.find(':');
    if (colon == line.npos) return;
    const std::string key(trimmed(line.substr(2, colon - 2)));
    if (!headers_.emplace(key, trimmed(line.substr(colon + 1))).second)
      refuse("the header has `" + key + "` twice");
  }

  std::string header(const std::string& key) const {
    const auto found = headers_.find(key);
    if (found == headers_.end()) refuse("its header has no line `-- " + key + ": …`");
    return found->second;
  }

  void check(const Revision& revision) const {
    if (!is_id(revision.id)) refuse("its header names the revision `" + revision.id + "`, not four digits");
    if (!is_id(revision.revises) && revision.revises != base) {
      refuse("its header says that it revises `" + revision.revises + "`, not four digits or base");
    }
    const std::string name = std::filesystem::path(file_.name).filename().string();
    if (!name.starts_with(revision.id)) {
      refuse("its header names the revision " + revision.id + ", its name another");
    }
  }

  void read_statements(Revision& revision, Direction direction, sql::Dialect dialect) const {
    const std::string common(name_of(direction));
    const std::string own = common + ' ' + std::string(name_of(dialect));
    const auto for_both = sections_.find(common);
    const auto for_one = sections_.find(own);
    if (for_both == sections_.end() && for_one == sections_.end())
      refuse("it has no section `-- " + own + "`");
    if (for_both != sections_.end() && for_one != sections_.end()) {
      refuse("it has both `-- " + common + "` and `-- " + own + "`");
    }
    const std::string& text = (for_one != sections_.end() ? for_one : for_both)->second;
    auto& statements = revision.parts[static_cast<std::size_t>(direction)][static_cast<std::size_t>(dialect)];
    try {
      statements = split_statements(text, dialect);
    } catch (const Refused& refused) {
      refuse("in `-- " + own + "` " + refused.what());
    }
    for (const std::string& statement : statements) {
      if (!controls_transaction(statement, dialect)) continue;
      refuse("in `-- " + own + "` take out `" + statement.substr(0, 40) +
             "`: each revision runs in one transaction of its own");
    }
  }

  const RevisionFile& file_;
  std::map<std::string, std::string> headers_;
  std::map<std::string, std::string> sections_;
  std::string* section_ = nullptr;
};

}  // namespace

bool is_revision_name(std::string_view file_name) {
  return file_name.size() > 9 && is_id(file_name.substr(0, 4)) && file_name[4] == '_' &&
         file_name.ends_with(".sql");
}

bool is_revision(std::string_view file_name, std::string_view content) {
  return is_revision_name(file_name) && trimmed(content.substr(0, content.find('\n'))) == first_line;
}

Revision parse_revision(const RevisionFile& file) { return Reader(file).read(); }

std::string_view name_of(Direction direction) {
  return direction == Direction::upgrade ? "upgrade" : "downgrade";
}

std::string_view name_of(sql::Dialect dialect) {
  return dialect == sql::Dialect::sqlite ? "sqlite" : "postgresql";
}

}  // namespace gatehouse::migrations
