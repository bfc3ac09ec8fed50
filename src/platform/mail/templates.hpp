#pragma once

// The wording of every kind of mail in every language: the built-in files, or those of an operator in their
// place. A file `KIND.LANGUAGE.txt` begins with a line `Subject: …` and an empty one; beside it stands the
// same as `KIND.LANGUAGE.html`. Whatever would spoil a mail is told when they are loaded.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "platform/mail/template.hpp"

namespace gatehouse::mail {

struct TemplateFile {
  std::string name;
  std::string content;
};

/// What the templates of one kind of mail may name, and what neither of its forms can do without.
struct TemplateKind {
  std::string name;
  std::set<std::string> variables;
  std::set<std::string> needed{};
};

struct Wording {
  std::string subject;
  std::string text;
  std::string html;
};

/// Thread-safe.
class Templates {
 public:
  static constexpr std::size_t most_bytes = std::size_t{256} * 1024;

  /// `built_in` has a file for each kind, language and form; one of the same name in `folder` takes its
  /// place, where a folder is given. Throws `BadTemplate` with the file's name.
  static Templates load(const std::vector<TemplateKind>& kinds, const std::vector<std::string>& languages,
                        std::vector<TemplateFile> built_in, const std::filesystem::path& folder = {});

  /// In the first language where there is none of that name.
  Wording write(const std::string& kind, const std::string& language, const Values& values) const;

 private:
  struct Forms {
    Template subject;
    Template text;
    Template html;
  };

  std::string first_language_;
  std::map<std::string, Forms, std::less<>> forms_;  // by `KIND.LANGUAGE`
};

}  // namespace gatehouse::mail
