// E-mail addresses held to a table of verdicts, each with the section of a standard that it comes from.

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <vector>

#include "user/domain/email.hpp"

namespace gatehouse::user {
namespace {

struct Row {
  std::string typed;
  std::string kept;  // "-": refused
  std::string source;
};

std::string unescaped(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 2, "\\x") == 0) {
      plain += static_cast<char>(std::stoi(text.substr(i + 2, 2), nullptr, 16));
      i += 3;
    } else if (text.compare(i, 2, "\\\\") == 0) {
      plain += text[++i];
    } else {
      plain += text[i];
    }
  }
  return plain;
}

std::vector<Row> rows() {
  std::ifstream file(GATEHOUSE_EMAIL_TABLE);
  std::vector<Row> all;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    const auto first = line.find('\t');
    const auto second = line.find('\t', first + 1);
    all.push_back({unescaped(line.substr(0, first)), unescaped(line.substr(first + 1, second - first - 1)),
                   line.substr(second + 1)});
  }
  return all;
}

TEST(TheTableOfAddresses, IsWhatIsTakenAndKept) {
  const auto all = rows();
  ASSERT_GE(all.size(), 150U);
  std::size_t taken = 0;
  for (const Row& row : all) {
    const auto email = Email::parse(row.typed);
    EXPECT_EQ(email ? email->text() : "-", row.kept) << row.typed << " (" << row.source << ")";
    EXPECT_FALSE(row.source.empty());
    taken += email ? 1 : 0;
  }
  EXPECT_GE(taken, 50U);
}

}  // namespace
}  // namespace gatehouse::user
