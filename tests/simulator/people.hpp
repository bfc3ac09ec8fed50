#pragma once

// The few names, addresses and passwords that all people of a simulation choose from, with what the contract
// says of each: which are the same, which only look alike, and which nobody may have.

#include <array>
#include <string_view>

namespace gatehouse::simulator {

struct Name {
  std::string_view text;
  int folded;  // equal: the same name
  int look;    // equal: not two people's at once
};

inline constexpr std::array<Name, 7> names{{{"kim", 0, 0},
                                            {"KIM", 0, 0},
                                            {"k\u0456m", 1, 0},  // Cyrillic i
                                            {"lee", 2, 2},
                                            {"park", 3, 3},
                                            {"Park", 3, 3},
                                            {"choi", 4, 4}}};

struct Address {
  std::string_view typed;
  std::string_view stored;
  int key;  // equal: the same mailbox
};

inline constexpr std::array<Address, 5> addresses{{{"a@example.com", "a@example.com", 0},
                                                   {"A@EXAMPLE.com", "A@example.com", 0},
                                                   {"b@example.com", "b@example.com", 1},
                                                   {"c@example.com", "c@example.com", 2},
                                                   {"d@example.com", "d@example.com", 3}}};

struct Password {
  std::string_view text;
  bool common;
};

inline constexpr std::array<Password, 4> passwords{{{"Quiet-Lantern-48-Meadow", false},
                                                    {"Another-Lamp-77-Hill", false},
                                                    {"Fresh-Boat-31-Harbour", false},

                                                    {"password1", true}}};

}  // namespace gatehouse::simulator
