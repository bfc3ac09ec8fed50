#pragma once

// A text with places for values (Mustache): `{{name}}`, `{{#name}}…{{/name}}` where there is such a value,
// `{{^name}}…{{/name}}` where there is none.

#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

namespace gatehouse::mail {

/// What is absent is not shown. Control characters in a value are shown as spaces.
using Values = std::map<std::string, std::string, std::less<>>;

/// A template that cannot be used; the message tells its author why.
class BadTemplate : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Template {
 public:
  enum class Form { text, html };  // values are escaped in HTML, and in HTML only

  /// Throws `BadTemplate`: for faulty syntax, and for what would let a value pass unescaped into HTML.
  Template(std::string_view source, Form form);

  /// What it names, wherever values are and wherever they are not.
  std::set<std::string> names(const std::set<std::string>& known) const;

  std::string fill(const Values& values) const;

 private:
  std::string source_;
  Form form_;
};

}  // namespace gatehouse::mail
