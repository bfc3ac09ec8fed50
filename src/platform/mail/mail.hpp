#pragma once

// A mail as it is written, before anybody knows how it will travel.

#include <string>

#include "kernel/clock.hpp"

namespace gatehouse::mail {

struct Mail {
  std::string recipient;  // an address alone: `kim@example.com`
  std::string subject;
  std::string text;
  std::string html;
  std::string kind;        // `verification_code`, …: for logs and lists
  std::string message_id;  // without its brackets; the same however often it is sent
  Time date;

  friend bool operator==(const Mail&, const Mail&) = default;
};

}  // namespace gatehouse::mail
