// 10^5 documents that nobody wrote by hand, sound ones and nearly sound ones, read by two readers that share
// no code. GATEHOUSE_TEST_DOCUMENTS asks for another number of them.

#include <gtest/gtest.h>

#include <cstdlib>
#include <random>
#include <string>

#include "tests/fuzz/reference/same_reading.hpp"

namespace gatehouse {
namespace {

constexpr std::string_view names[] = {"email",   "nickname", "password", "a", "b",      "",
                                      "user_id", "\\u0061",  "ключ",     "é", "e\u0301"};
constexpr std::string_view strings[] = {"kim@example.com",
                                        "",
                                        "\\u0000",
                                        "\\ud83d\\ude00",
                                        "\\ud800",
                                        "\\n\\t",
                                        "\U0001F600",
                                        "\\uFFFF",
                                        "\\x",
                                        "\xFF",
                                        "\xC0\xAF",
                                        "\xED\xA0\x80",
                                        "a\tb",
                                        "\x7F",
                                        "\\/",
                                        "\\udc00\\ud800"};
constexpr std::string_view numbers[] = {"0",
                                        "-0",
                                        "1",
                                        "-1",
                                        "01",
                                        "1.0",
                                        "1.5",
                                        "-1.5e3",
                                        "1e0",
                                        "1e5",
                                        "1E-2",
                                        "1e400",
                                        "+1",
                                        ".5",
                                        "5.",
                                        "0x1",
                                        "NaN",
                                        "Infinity",
                                        "9007199254740991",
                                        "9007199254740992",
                                        "-9007199254740992",
                                        "18446744073709551616",
                                        "1.7976931348623157e309",
                                        "0.1e1",
                                        "123e-1"};
constexpr std::string_view splinters[] = {
    ",", ":",  "{",    "}",   "[",  "]",    "\"",           "\\",
    " ", "\n", "null", "tru", "//", "/**/", "\xEF\xBB\xBF", std::string_view("\0", 1),
    "0", "e",  "-",    "'"};

/// Documents of one seed, each different.
class Documents {
 public:
  explicit Documents(std::uint64_t seed) : random_(seed) {}

  std::string next() {
    std::string text = space() + object(0) + space();
    for (std::size_t faults = below(4); faults > 1; --faults) damage(text);
    return text;
  }

 private:
  std::size_t below(std::size_t bound) {
    return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
  }
  template <std::size_t count>
  std::string one_of(const std::string_view (&texts)[count]) {
    return std::string(texts[below(count)]);
  }
  std::string space() { return below(8) == 0 ? " \t\r\n" : ""; }

  std::string object(std::size_t depth) {
    std::string text = "{";
    const std::size_t members = below(5);
    for (std::size_t i = 0; i < members; ++i) {
      text += (i > 0 ? "," : "") + space() + '"' + one_of(names) + '"' + space() + ':' + space() +
              value(depth + 1);
    }
    return text + '}';
  }

  std::string value(std::size_t depth) {
    switch (below(depth < 4 ? 8 : 6)) {
      case 0:
        return "null";
      case 1:
        return below(2) == 0 ? "true" : "false";
      case 2:
        return below(3) == 0 ? one_of(numbers) : std::to_string(below(1'000'000));
      case 6:
        return object(depth);
      case 7:
        return nest(depth);
      default:
        return '"' + (below(6) == 0 ? one_of(strings) : "text" + std::to_string(below(100))) + '"';
    }
  }

  /// As deep as is allowed, and a little deeper.
  std::string nest(std::size_t depth) {
    const std::size_t levels = below(8) == 0 ? below(20) : 1;
    return std::string(levels, '[') + value(depth + 1) + std::string(levels, ']');
  }

  void damage(std::string& text) {
    const std::size_t at = below(text.size() + 1);
    switch (below(3)) {
      case 0:
        text.insert(at, one_of(splinters));
        break;
      case 1:
        text.erase(at, 1 + below(2));
        break;
      default:
        text = text.substr(0, at) + static_cast<char>(below(256)) + text.substr(at);
    }
  }

  std::mt19937_64 random_;
};

TEST(GeneratedDocuments, AreReadTheSameByASecondReader) {
  const char* const asked = std::getenv("GATEHOUSE_TEST_DOCUMENTS");
  const std::uint64_t count = asked != nullptr ? std::stoull(asked) : 100'000;
  std::uint64_t taken = 0;
  for (std::uint64_t seed = 1; seed <= count; ++seed) {
    const std::string document = Documents(seed).next();
    ASSERT_TRUE(reference::is_read_the_same(document)) << "document " << seed << ": " << document;
    taken += json::read_object(document).has_value() ? 1 : 0;
  }
  // Both verdicts are seen often enough to mean something.
  EXPECT_GT(taken, count / 5);
  EXPECT_LT(taken, count * 4 / 5);
}

}  // namespace
}  // namespace gatehouse
