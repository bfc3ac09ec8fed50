#include "platform/mail/template.hpp"

#include <algorithm>
#include <kainjow/mustache.hpp>

namespace gatehouse::mail {
namespace {

namespace mustache = kainjow::mustache;

/// Rendering changes the parsed template, so each thread parses its own: mails are few.
mustache::mustache parsed(const std::string& source, Template::Form form) {
  mustache::mustache text(source);
  if (form == Template::Form::text) text.set_custom_escape([](const std::string& value) { return value; });
  return text;
}

std::string on_one_line(std::string value) {
  std::ranges::replace_if(
      value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return value;
}

bool is_odd_control(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

bool is_a_tag_alone(std::string_view line) {
  const bool is_section = line.size() > 4 && std::string_view("#^/!").find(line[2]) != std::string_view::npos;
  return is_section && line.starts_with("{{") && line.find("}}") == line.size() - 2;
}

/// Stands for the end of a line while the library works, which would drop some lines and leave others.
constexpr char line_end = '\x1E';

/// A line that holds nothing but the begin or the end of a section is no line of the mail.
std::string prepared(std::string_view source) {
  std::string text;
  while (!source.empty()) {
    const std::string_view line = source.substr(0, source.find('\n'));
    source.remove_prefix(line.size());
    const std::string_view words = trimmed(line);
    const bool is_line = !is_a_tag_alone(words);
    text += is_line ? line : words;
    if (source.empty()) break;
    if (is_line) text += line_end;
    source.remove_prefix(1);
  }
  return text;
}

/// Notes what a template asks for.
class Listener final : public mustache::basic_context<std::string> {
 public:
  /// Answers with a value for each of `given`, and with nothing else.
  explicit Listener(const std::set<std::string>& given) : given_(given) {}

  void push(const mustache::data*) override {}
  void pop() override {}
  const mustache::data* get(const std::string& name) const override {
    heard.insert(name);
    return given_.contains(name) ? &value_ : nullptr;
  }
  const mustache::data* get_partial(const std::string& name) const override {
    heard.insert(">" + name);
    return nullptr;
  }

  mutable std::set<std::string> heard;

 private:
  const std::set<std::string>& given_;
  mustache::data value_{"value"};
};

}  // namespace

Template::Template(std::string_view source, Form form) : source_(prepared(source)), form_(form) {
  const mustache::mustache text = parsed(source_, form_);
  if (std::ranges::any_of(source, is_odd_control)) throw BadTemplate("it holds a control character");
  if (!text.is_valid()) throw BadTemplate(text.error_message());
  if (source_.find("{{=") != std::string::npos) throw BadTemplate("it must keep the delimiters {{ and }}");
  for (const char* opening : {"{{{", "{{&"}) {
    if (form_ == Form::html && source_.find(opening) != std::string::npos) {
      throw BadTemplate("it must not show values unescaped");
    }
  }
}

std::set<std::string> Template::names(const std::set<std::string>& known) const {
  const std::set<std::string> none;
  std::set<std::string> all;
  for (const std::set<std::string>* given : {&known, &none}) {
    Listener listener(*given);
    mustache::mustache text = parsed(source_, form_);
    text.render(listener);
    all.merge(listener.heard);
  }
  return all;
}

std::string Template::fill(const Values& values) const {
  mustache::data data;
  for (const auto& [name, value] : values) {
    if (!value.empty()) data.set(name, on_one_line(value));
  }
  std::string text = parsed(source_, form_).render(data);
  std::ranges::replace(text, line_end, '\n');
  return text;
}

}  // namespace gatehouse::mail
