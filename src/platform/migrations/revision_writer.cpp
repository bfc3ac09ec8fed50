#include "platform/migrations/revision_writer.hpp"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "platform/migrations/refused.hpp"

namespace gatehouse::migrations {
namespace {

constexpr std::size_t longest_slug = 40;

std::string slug(std::string_view message) {
  std::string text;
  for (const char c : message) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      text += c;
    } else if (c >= 'A' && c <= 'Z') {
      text += static_cast<char>(c - 'A' + 'a');
    } else if (!text.empty() && text.back() != '_') {
      text += '_';
    }
  }
  text = text.substr(0, longest_slug);
  while (!text.empty() && text.back() == '_') text.pop_back();
  return text.empty() ? "revision" : text;
}

/// A message must not break out of its line.
std::string on_one_line(std::string_view text) {
  std::string line;
  for (const char c : text) line += static_cast<unsigned char>(c) < ' ' || c == '\x7f' ? ' ' : c;
  return line;
}

std::string section(const std::string& title, const std::vector<std::string>& statements) {
  std::string text = "\n-- " + title + "\n";
  for (const std::string& statement : statements) text += statement + ";\n";
  return text;
}

bool is_empty(const Draft& draft) {
  for (const auto& direction : draft.parts) {
    for (const auto& statements : direction) {
      if (!statements.empty()) return false;
    }
  }
  return true;
}

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

}  // namespace

std::string file_name(const Draft& draft) { return draft.id + "_" + slug(draft.message) + ".sql"; }

std::string file_content(const Draft& draft) {
  std::string text = "-- gatehouse revision\n-- revision: " + draft.id + "\n-- revises: " + draft.revises +
                     "\n-- message: " + on_one_line(draft.message) +
                     "\n-- created: " + to_rfc3339(draft.created) + "\n";
  if (!draft.cautions.empty()) text += "--\n";
  for (const std::string& caution : draft.cautions) text += "-- " + on_one_line(caution) + "\n";
  if (is_empty(draft)) return text + section("upgrade", {}) + section("downgrade", {});
  for (const sql::Dialect dialect : {sql::Dialect::sqlite, sql::Dialect::postgresql}) {
    for (const Direction direction : {Direction::upgrade, Direction::downgrade}) {
      const std::string title = std::string(name_of(direction)) + ' ' + std::string(name_of(dialect));
      text +=
          section(title, draft.parts[static_cast<std::size_t>(direction)][static_cast<std::size_t>(dialect)]);
    }
  }
  return text;
}

std::filesystem::path write_revision(const Draft& draft, const std::filesystem::path& directory) {
  std::error_code fault;
  std::filesystem::create_directories(directory, fault);
  const std::filesystem::path path = directory / file_name(draft);
  const auto refuse = [&] {
    throw Refused("Cannot write " + path.string() + ": " + std::strerror(errno) + ".");
  };
  std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "wx"));
  if (!file) refuse();
  const std::string content = file_content(draft);
  const bool written = std::fwrite(content.data(), 1, content.size(), file.get()) == content.size();
  if (!written || std::fflush(file.get()) != 0) {
    std::remove(path.c_str());
    refuse();
  }
  return path;
}

}  // namespace gatehouse::migrations
