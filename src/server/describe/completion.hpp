#pragma once

// Completion of the command line for shells, made from the declarations of commands and settings.

#include <string>

namespace gatehouse::server {

std::string bash_completion();
std::string fish_completion();

}  // namespace gatehouse::server
