#pragma once

// Manual pages in the man(7) language, made from the declarations of commands and settings.

#include <string>
#include <vector>

namespace gatehouse::server {

struct ManualPage {
  std::string name;  // of its file: `gatehouse-keys.1`
  std::string text;
};

/// gatehouse(1), gatehouse.toml(5), and one for each command that takes words or options of its own.
std::vector<ManualPage> manual();

}  // namespace gatehouse::server
