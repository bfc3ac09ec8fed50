#include "server/dispatch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>

namespace gatehouse::server {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

struct Row {
  std::string title;
  std::vector<std::string> arguments;
  int code;
  std::string out;  // a piece of it; empty: nothing was written
  std::string err;
};

class Dispatch : public testing::TestWithParam<Row> {};

testing::Matcher<std::string> holds(const std::string& piece) {
  if (piece.empty()) return IsEmpty();
  return HasSubstr(piece);
}

TEST_P(Dispatch, AnswersAtTheRightPlaceWithTheRightCode) {
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(dispatch(GetParam().arguments, {}, out, err), GetParam().code);
  EXPECT_THAT(out.str(), holds(GetParam().out));
  EXPECT_THAT(err.str(), holds(GetParam().err));
}

INSTANTIATE_TEST_SUITE_P(
    Gatehouse, Dispatch,
    testing::Values(
        Row{"Nothing", {}, 2, "", "Usage: gatehouse COMMAND"},
        Row{"Help", {"--help"}, 0, "Usage: gatehouse COMMAND", ""},
        Row{"HelpCommand", {"help"}, 0, "Usage: gatehouse COMMAND", ""},
        Row{"HelpOfServe", {"help", "serve"}, 0, "--listen HOST:PORT", ""},
        Row{"ServeHelp", {"serve", "--help"}, 0, "--listen HOST:PORT", ""},
        Row{"DbHelp", {"db", "--help"}, 0, "upgrade", ""},
        Row{"OutboxHelp", {"outbox", "--help"}, 0, "replay ID", ""},
        Row{"HelpOfNothing", {"help", "servee"}, 2, "", "no command"},
        Row{"Version", {"version"}, 0, "gatehouse 0.", ""},
        Row{"VersionFlag", {"--version"}, 0, "gatehouse 0.", ""},
        Row{"UnknownCommand", {"servee"}, 2, "", "there is no command servee"},
        Row{"UnknownFlag", {"serve", "--port=1"}, 2, "", "there is no option --port"},
        Row{"EmptyValue", {"serve", "--listen", ""}, 2, "", "--listen: "},
        Row{"BadValue", {"serve", "--max-body", "0"}, 2, "", "--max-body: must be"},
        Row{"BadValueOfConfig", {"config", "--max-body", "0"}, 2, "", "--max-body: must be"},
        Row{"Config", {"config", "--max-body", "2KiB"}, 0, "2KiB", ""},
        Row{"MailHelp", {"mail", "--help"}, 0, "retry --all", ""},
        Row{"MailAlone", {"mail"}, 2, "", "mail list"},
        Row{"MailUnknown", {"mail", "unknown"}, 2, "", "mail list"},
        Row{"MailRetryOfNothing", {"mail", "retry"}, 2, "", "mail list"},
        Row{"MailRetryOfNoId", {"mail", "retry", "x"}, 2, "", "takes the ID"},
        Row{"MailRetryOfAFlag", {"mail", "retry", "--any"}, 2, "", "takes the ID"},
        Row{"MailWithoutDatabase",
            {"mail", "retry", "--all", "--database", "sqlite:/nowhere/x.db"},
            1,
            "",
            "there is no database"},
        Row{"OutboxAlone", {"outbox"}, 2, "", "outbox list"},
        Row{"OutboxUnknown", {"outbox", "unknown"}, 2, "", "outbox list"},
        Row{"OutboxListWithMore", {"outbox", "list", "x"}, 2, "", "outbox list"},
        Row{"OutboxReplayOfNothing", {"outbox", "replay"}, 2, "", "outbox list"},
        Row{"OutboxReplayOfNoId", {"outbox", "replay", "x"}, 2, "", "takes the ID"},
        Row{"OutboxWithoutDatabase",
            {"outbox", "list", "--database", "sqlite:/nowhere/x.db"},
            1,
            "",
            "there is no database at /nowhere/x.db"},
        Row{"KeysHelp", {"keys", "--help"}, 0, "rotate --now", ""},
        Row{"KeysAlone", {"keys"}, 2, "", "keys list"},
        Row{"KeysUnknown", {"keys", "unknown"}, 2, "", "keys list"},
        Row{"KeysRotateWithMore", {"keys", "rotate", "x"}, 2, "", "keys list"},
        Row{"KeysRetireOfNothing", {"keys", "retire"}, 2, "", "takes the KID"},
        Row{"KeysWithoutDatabase",
            {"keys", "rotate", "--database", "sqlite:/nowhere/x.db"},
            1,
            "",
            "there is no database at /nowhere/x.db"},
        Row{"ClientsHelp", {"clients", "--help"}, 0, "add NAME", ""},
        Row{"ClientsAlone", {"clients"}, 2, "", "clients add NAME"},
        Row{"ClientsAddOfNothing", {"clients", "add"}, 2, "", "clients add NAME"},
        Row{"ClientsAddOfAControl", {"clients", "add", "a\nb"}, 2, "", "without control characters"},
        Row{"DbUnknown", {"db", "unknown"}, 2, "", "unknown"}),
    [](const auto& row) { return row.param.title; });

TEST(DispatchOfAnEnvironment, NamesTheBadVariable) {
  std::ostringstream out;
  std::ostringstream err;
  EXPECT_EQ(dispatch({"config"}, {"GATEHOUSE_LISTEN=hunter2:x"}, out, err), 2);
  EXPECT_THAT(err.str(), HasSubstr("GATEHOUSE_LISTEN: "));
}

/// As a full disk: takes what is written, until it has to be kept.
class Full : public std::stringbuf {
  int sync() override { return -1; }
};

TEST(DispatchIntoAFullDisk, IsNotDone) {
  const std::vector<std::vector<std::string>> all{{"version"}, {"help"}, {"config"}};
  for (const auto& words : all) {
    Full full;
    std::ostream out(&full);
    std::ostringstream err;
    EXPECT_EQ(dispatch(words, {}, out, err), 1) << words[0];
    EXPECT_THAT(err.str(), HasSubstr("standard output could not be written")) << words[0];
  }
}

TEST(DispatchIntoAFullDisk, StillTellsThatItWasAskedWrongly) {
  Full full;
  std::ostream out(&full);
  std::ostringstream err;
  EXPECT_EQ(dispatch({"servee"}, {}, out, err), 2);
}

class DispatchWithoutOutput : public testing::Test {
 protected:
  int run(const std::vector<std::string>& words) {
    std::ostream out(nullptr);
    return dispatch(words, {}, out, err_);
  }

  std::ostringstream err_;
};

TEST_F(DispatchWithoutOutput, DoesNothing) {
  const std::vector<std::vector<std::string>> all{{"version"}, {"--version"}, {"help"}, {"serve", "--help"},
                                                  {"config"},  {"keys"},      {"db"},   {"doctor"},
                                                  {"clients"}};
  for (const auto& words : all) {
    err_.str("");
    EXPECT_EQ(run(words), 1) << words[0];
    EXPECT_EQ(err_.str(),
              "gatehouse: standard output is closed: nothing was done, for what it would tell is lost\n");
  }
}

TEST_F(DispatchWithoutOutput, StillServesAndTellsThatItWasAskedWrongly) {
  EXPECT_EQ(run({"servee"}), 2);
  EXPECT_EQ(run({"serve", "--max-body", "0"}), 2);
  EXPECT_THAT(err_.str(), HasSubstr("--max-body: must be"));
}

}  // namespace
}  // namespace gatehouse::server
