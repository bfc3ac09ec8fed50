#pragma once

// A manual page as man(7) wants it written. Text goes in as it is read: what that language would take for its
// own is escaped here, `quoted words` become bold, and so do names of pages.

#include <string>
#include <string_view>

namespace gatehouse::server {

class Roff {
 public:
  void title(std::string_view name, int section, std::string_view version);
  void section(std::string_view name);
  /// Of the section NAME, which programs read.
  void name(std::string_view name, std::string_view sentence);
  void synopsis(std::string_view text);
  void paragraph(std::string_view text);
  /// What something does, under its bold form.
  void entry(std::string_view form, std::string_view text);
  void more_of_entry(std::string_view text);

  const std::string& text() const { return text_; }

 private:
  void line(std::string_view text);
  std::string text_;
};

}  // namespace gatehouse::server
