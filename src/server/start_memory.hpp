#pragma once

// The start of the program touches far more of it than serving does: symbols are looked up in thirty
// libraries, the tables and documents of all endpoints are made. What was read from files for that stays
// counted as the program's memory, though nobody will look at it again.

namespace gatehouse::server {

/// Gives back what only the start needed. What is needed after all comes back by itself, a page at a time,
/// from where the kernel still has it.
void give_back_start();

}  // namespace gatehouse::server
