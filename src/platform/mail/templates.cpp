#include "platform/mail/templates.hpp"

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <utility>

#include "kernel/utf8.hpp"

namespace gatehouse::mail {
namespace {

using Files = std::map<std::string, std::string, std::less<>>;

[[noreturn]] void refuse_file(const std::string& name, const std::string& why) {
  throw BadTemplate("the mail template " + name + ": " + why);
}

bool is_template_name(const std::filesystem::path& path) {
  return path.extension() == ".txt" || path.extension() == ".html";
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string content(Templates::most_bytes + 1, '\0');
  file.read(content.data(), static_cast<std::streamsize>(content.size()));
  if (file.bad() || (!file.eof() && file.fail()) || !file.is_open())
    refuse_file(path.string(), "it cannot be read");
  content.resize(static_cast<std::size_t>(file.gcount()));
  if (content.size() > Templates::most_bytes) refuse_file(path.string(), "it is larger than 256 KiB");
  return content;
}

/// A misspelt name would be a template that nobody uses.
void put_in_place(Files& files, const std::filesystem::path& folder) {
  std::error_code fault;
  for (const auto& entry : std::filesystem::directory_iterator(folder, fault)) {
    if (!is_template_name(entry.path())) continue;
    const auto found = files.find(entry.path().filename().string());
    if (found == files.end())
      refuse_file(entry.path().string(), "there is no mail of this kind and language");
    found->second = read(entry.path());
  }
  if (fault) throw BadTemplate("the folder of mail templates " + folder.string() + ": " + fault.message());
}

std::string with_plain_lines(std::string text) {
  std::erase(text, '\r');
  return text;
}

struct Parts {
  std::string subject;
  std::string body;
};

Parts parts_of(const std::string& name, const std::string& text) {
  constexpr std::string_view begin = "Subject: ";
  const std::size_t end = text.find("\n\n");
  if (!text.starts_with(begin) || end == std::string::npos || text.find('\n') != end) {
    refuse_file(name, "it must begin with a line \"Subject: …\" and an empty line");
  }
  return Parts{text.substr(begin.size(), end - begin.size()), text.substr(end + 2)};
}

void hold_to(const TemplateKind& kind, const Template& form, bool shows_needed) {
  const std::set<std::string> names = form.names(kind.variables);
  for (const std::string& name : names) {
    if (!kind.variables.contains(name))
      throw BadTemplate("there is no value {{" + name + "}} in this kind of mail");
  }
  if (!shows_needed) return;
  for (const std::string& name : kind.needed) {
    if (!names.contains(name)) throw BadTemplate("it must show {{" + name + "}}");
  }
}

Template made(const TemplateKind& kind, const std::string& file, std::string_view source, Template::Form form,
              bool shows_needed) {
  try {
    Template one(source, form);
    hold_to(kind, one, shows_needed);
    return one;
  } catch (const BadTemplate& bad) {
    refuse_file(file, bad.what());
  }
}

std::string text_of(Files& files, const std::string& name) {
  const auto found = files.find(name);
  if (found == files.end()) refuse_file(name, "it is not there");
  if (!is_text(found->second)) refuse_file(name, "it is no UTF-8");
  return with_plain_lines(std::move(found->second));
}

}  // namespace

Templates Templates::load(const std::vector<TemplateKind>& kinds, const std::vector<std::string>& languages,
                          std::vector<TemplateFile> built_in, const std::filesystem::path& folder) {
  Files files;
  for (TemplateFile& file : built_in) files[file.name] = std::move(file.content);
  if (!folder.empty()) put_in_place(files, folder);

  Templates templates;
  templates.first_language_ = languages.front();
  for (const TemplateKind& kind : kinds) {
    for (const std::string& language : languages) {
      const std::string name = kind.name + "." + language;
      const std::string text = name + ".txt";
      const std::string html = name + ".html";
      const Parts parts = parts_of(text, text_of(files, text));
      templates.forms_.emplace(name,
                               Forms{made(kind, text, parts.subject, Template::Form::text, false),
                                     made(kind, text, parts.body, Template::Form::text, true),
                                     made(kind, html, text_of(files, html), Template::Form::html, true)});
    }
  }
  return templates;
}

Wording Templates::write(const std::string& kind, const std::string& language, const Values& values) const {
  auto found = forms_.find(kind + "." + language);
  if (found == forms_.end()) found = forms_.find(kind + "." + first_language_);
  if (found == forms_.end()) throw std::logic_error("no templates for this kind of mail");
  const Forms& forms = found->second;
  return {forms.subject.fill(values), forms.text.fill(values), forms.html.fill(values)};
}

}  // namespace gatehouse::mail
