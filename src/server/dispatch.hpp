#pragma once

// From the command line to the command. Exit codes: 0 done, 1 it failed, 2 it was asked wrongly. Done is only
// what also arrived on standard output: a secret is shown once, and half a script must not pass for a whole
// one. Where standard output is known to be closed, nothing is even begun.

#include <ostream>
#include <string>
#include <vector>

namespace gatehouse::server {

/// `arguments` without the program's name; `variables` each `NAME=value`; `out` failed: it is closed. `serve`
/// needs none, for its log has a way of its own.
int dispatch(const std::vector<std::string>& arguments, std::vector<std::string> variables, std::ostream& out,
             std::ostream& err);

}  // namespace gatehouse::server
