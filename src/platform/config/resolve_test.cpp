#include "platform/config/resolve.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "platform/config/binding.hpp"
#include "platform/config/mask.hpp"

namespace gatehouse::config {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

std::optional<std::string> has_port(std::string_view text) {
  if (text.find(':') == std::string_view::npos) return "must be HOST:PORT";
  return std::nullopt;
}

class Resolve : public testing::Test {
 protected:
  Resolve() {
    table_.add({"listen", "HOST:PORT", "Where.", bind_text(listen_, has_port)});
    table_.add({"data_dir", "DIR", "Files.", bind_text(data_dir_)});
    table_.add({"database", "URL", "Database.", bind_text(database_), mask_url});
    table_.add({"threads", "N", "Threads.", bind_number(threads_, Bounds{1, 64})});
    table_.add({"wait", "DURATION", "Wait.",
                bind_duration(wait_, {std::chrono::milliseconds{1000}, std::chrono::milliseconds{60'000}})});
    table_.add({"room", "SIZE", "Room.", bind_size(room_, Bounds<std::size_t>{1024, 1 << 20})});
    table_.add({"quiet", "", "Quiet.", bind_switch(quiet_)});
    table_.add({"loud", "LEVEL", "Loud.", bind_choice(loud_, {{"low", 1}, {"high", 9}})});
    table_.add({"limit.tries", "N", "Tries.", bind_number(tries_, Bounds{1, 64})});
    table_.add({"config", "FILE", "File.", bind_text(config_), {}, false});
  }
  ~Resolve() override { std::remove(path_.c_str()); }

  /// Each flag as `name=text`.
  Resolved resolve_from(const std::vector<std::string>& flags, const std::vector<std::string>& variables = {},
                        const std::string& file = {}) {
    Sources sources{{}, variables, "config"};
    for (const std::string& flag : flags) {
      const std::size_t equals = flag.find('=');
      const std::string name = flag.substr(0, equals);
      sources.flags.push_back({name, flag.substr(equals + 1), {Source::flag, table_.find(name)->flag()}});
    }
    if (!file.empty()) {
      std::ofstream(path_) << file;
      sources.flags.push_back({"config", path_, {Source::flag, {}}});
    }
    return resolve(table_, sources);
  }

  std::string path_ = testing::TempDir() + "gatehouse_resolve_test_" + std::to_string(getpid()) + ".toml";
  std::string listen_ = "127.0.0.1:8080";
  std::string data_dir_ = "./data";
  std::string database_ = "sqlite:<data_dir>/gatehouse.db";
  std::string config_;
  int threads_ = 4;
  int tries_ = 5;
  std::chrono::seconds wait_{10};
  std::size_t room_ = 16 * 1024;
  bool quiet_ = false;
  int loud_ = 1;
  SettingTable table_;
};

TEST_F(Resolve, FallsBackToWhatTheVariablesHeld) {
  const Resolved resolved = resolve_from({});
  EXPECT_THAT(resolved.complaints, IsEmpty());
  std::string shown;
  for (const InForce& value : resolved.values) shown += value.setting->name + "=" + value.shown() + " ";
  EXPECT_EQ(shown,
            "listen=127.0.0.1:8080 data_dir=./data database=sqlite:./data/gatehouse.db threads=4 wait=10s "
            "room=16KiB "
            "quiet=false loud=low limit.tries=5 config= ");
  EXPECT_EQ(database_, "sqlite:./data/gatehouse.db");
  EXPECT_EQ(resolved.value("listen").origin.text(), "default");
}

TEST_F(Resolve, PrefersTheFileToTheDefault) {
  const Resolved resolved = resolve_from({}, {}, "threads = 7\nwait = \"15s\"\nquiet = true\n");
  EXPECT_THAT(resolved.complaints, IsEmpty());
  EXPECT_EQ(threads_, 7);
  EXPECT_EQ(wait_, std::chrono::seconds{15});
  EXPECT_TRUE(quiet_);
  EXPECT_EQ(resolved.value("threads").origin.text(), "file " + path_);
}

TEST_F(Resolve, PrefersTheEnvironmentToTheFile) {
  const Resolved resolved = resolve_from({}, {"GATEHOUSE_THREADS=8", "HOME=/root"}, "threads = 7\n");
  EXPECT_EQ(threads_, 8);
  EXPECT_EQ(resolved.value("threads").origin.text(), "environment GATEHOUSE_THREADS");
}

TEST_F(Resolve, PrefersTheFlagToTheEnvironment) {
  const Resolved resolved = resolve_from({"threads=9"}, {"GATEHOUSE_THREADS=8"}, "threads = 7\n");
  EXPECT_EQ(threads_, 9);
  EXPECT_EQ(resolved.value("threads").origin.text(), "flag --threads");
}

TEST_F(Resolve, TakesAnEmptyVariableAsNotGiven) {
  EXPECT_THAT(resolve_from({}, {"GATEHOUSE_THREADS="}).complaints, IsEmpty());
  EXPECT_EQ(threads_, 4);
}

TEST_F(Resolve, FindsAMemberOfAFamilyInItsTableOfTheFile) {
  const Resolved resolved = resolve_from({}, {}, "threads = 7\n[limits]\ntries = 9\n");
  EXPECT_THAT(resolved.complaints, IsEmpty());
  EXPECT_EQ(tries_, 9);
}

TEST_F(Resolve, FindsAMemberOfAFamilyInTheEnvironment) {
  EXPECT_THAT(resolve_from({}, {"GATEHOUSE_LIMIT_TRIES=9"}).complaints, IsEmpty());
  EXPECT_EQ(tries_, 9);
}

TEST_F(Resolve, KnowsNoOtherTablesOrMembers) {
  EXPECT_THAT(resolve_from({}, {}, "[limits]\nothers = 9\n").complaints,
              ElementsAre(HasSubstr(":2: limit.others: there is no such setting")));
  EXPECT_THAT(resolve_from({}, {}, "[others]\ntries = 9\n").complaints,
              ElementsAre(HasSubstr(":1: others: there is no such setting")));
  EXPECT_THAT(resolve_from({}, {}, "[limits.tries]\nx = 9\n").complaints,
              ElementsAre(HasSubstr("limit.tries: must be a string")));
}

TEST_F(Resolve, FindsTheFileByTheEnvironment) {
  std::ofstream(path_) << "threads = 7\n";
  resolve_from({}, {"GATEHOUSE_CONFIG=" + path_});
  EXPECT_EQ(threads_, 7);
}

TEST_F(Resolve, FillsOneValueIntoTheDefaultOfAnother) {
  resolve_from({"data_dir=/srv/gh"});
  EXPECT_EQ(database_, "sqlite:/srv/gh/gatehouse.db");
}

TEST_F(Resolve, LeavesTestVariablesAlone) {
  EXPECT_THAT(resolve_from({}, {"GATEHOUSE_TEST_POSTGRESQL=x"}).complaints, IsEmpty());
}

TEST_F(Resolve, MasksASecret) {
  const Resolved resolved = resolve_from({"database=postgresql://kim:pw@host/db"});
  EXPECT_EQ(resolved.value("database").shown(), "postgresql://kim:****@host/db");
  EXPECT_EQ(database_, "postgresql://kim:pw@host/db");
}

TEST_F(Resolve, TakesASecretFromAFileThatTheEnvironmentNames) {
  std::ofstream(path_) << "postgresql://kim:pw@host/db\n";
  const Resolved resolved = resolve_from({}, {"GATEHOUSE_DATABASE_FILE=" + path_});
  EXPECT_THAT(resolved.complaints, IsEmpty());
  EXPECT_EQ(database_, "postgresql://kim:pw@host/db");
  EXPECT_EQ(resolved.value("database").origin.text(), "environment GATEHOUSE_DATABASE_FILE");
}

TEST_F(Resolve, TakesASecretFromACredentialOfTheSystem) {
  const std::filesystem::path folder(path_ + ".credentials");
  std::filesystem::create_directory(folder);
  std::ofstream(folder / "gatehouse.database") << "postgresql://kim:pw@host/db\n";
  std::ofstream(folder / "gatehouse.listen") << "no secret, and so not taken from here";
  const Resolved resolved = resolve_from({}, {"CREDENTIALS_DIRECTORY=" + folder.string()});
  EXPECT_THAT(resolved.complaints, IsEmpty());
  EXPECT_EQ(database_, "postgresql://kim:pw@host/db");
  EXPECT_EQ(resolved.value("database").origin.text(), "environment credential gatehouse.database");
  EXPECT_EQ(resolved.value("listen").origin.text(), "default");
  EXPECT_THAT(resolve_from({}, {"GATEHOUSE_DATABASE=sqlite:b", "CREDENTIALS_DIRECTORY=" + folder.string()})
                  .complaints,
              ElementsAre(HasSubstr("GATEHOUSE_DATABASE and credential gatehouse.database are both set")));
  std::filesystem::remove_all(folder);
}

TEST_F(Resolve, CredentialsOfOthersAreNothingToIt) {
  EXPECT_THAT(resolve_from({}, {"CREDENTIALS_DIRECTORY=/nowhere"}).complaints, IsEmpty());
  EXPECT_THAT(resolve_from({}, {"CREDENTIALS_DIRECTORY="}).complaints, IsEmpty());
}

struct Bad {
  std::string title;
  std::vector<std::string> flags{};
  std::vector<std::string> variables{};
  std::string file{};
  std::string complaint;  // a piece of it
};

class ResolveComplains : public Resolve, public testing::WithParamInterface<Bad> {};

TEST_P(ResolveComplains, NamingTheKeyAndNotTheValue) {
  const Bad& bad = GetParam();
  const Resolved resolved = resolve_from(bad.flags, bad.variables, bad.file);
  EXPECT_THAT(resolved.complaints, ElementsAre(AllOf(HasSubstr(bad.complaint), Not(HasSubstr("hunter2")))));
}

INSTANTIATE_TEST_SUITE_P(
    Resolve, ResolveComplains,
    testing::Values(
        Bad{"NotANumber", {"threads=hunter2"}, {}, {}, "--threads: must be a whole number from 1 to 64"},
        Bad{"Zero", {"threads=0"}, {}, {}, "--threads: must be"},
        Bad{"Negative", {"threads=-1"}, {}, {}, "--threads: must be"},
        Bad{"Overflow", {"threads=99999999999999999999"}, {}, {}, "--threads: must be"},
        Bad{"Fraction", {"threads=1.0"}, {}, {}, "--threads: must be"},
        Bad{"TooShort",
            {"wait=999ms"},
            {},
            {},
            "--wait: must be a duration as in 500ms, 10s, 15m, 2h or 14d, from 1s to 1m"},
        Bad{"NotWholeSeconds", {"wait=1500ms"}, {}, {}, "--wait: must be whole seconds"},
        Bad{"TooLarge", {"room=2MiB"}, {}, {}, "--room: must be a size as in 16KiB, from 1KiB to 1MiB"},
        Bad{"NotAnAddress", {"listen=hunter2"}, {}, {}, "--listen: must be HOST:PORT"},
        Bad{"NotAChoice", {"loud=hunter2"}, {}, {}, "--loud: must be one of low, high"},
        Bad{"NotAYesOrNo", {"quiet=maybe"}, {}, {}, "--quiet: must be true or false"},
        Bad{"LineEnd", {"data_dir=a\r\nhunter2"}, {}, {}, "--data-dir: must not hold control characters"},
        Bad{"InTheEnvironment", {}, {"GATEHOUSE_THREADS=hunter2"}, {}, "GATEHOUSE_THREADS: must be"},
        Bad{"UnknownVariable",
            {},
            {"GATEHOUSE_THREAD=hunter2"},
            {},
            "GATEHOUSE_THREAD: there is no such setting"},
        Bad{"FileOfNoSecret",
            {},
            {"GATEHOUSE_THREADS_FILE=hunter2"},
            {},
            "GATEHOUSE_THREADS_FILE: there is no such"},
        Bad{"MissingSecretFile",
            {},
            {"GATEHOUSE_DATABASE_FILE=/nowhere/x"},
            {},
            "GATEHOUSE_DATABASE_FILE: cannot read /nowhere/x: No such file"},
        Bad{"MissingFile", {"config=/nowhere/x.toml"}, {}, {}, "cannot read /nowhere/x.toml: No such file"},
        Bad{"FolderAsFile", {"config=/tmp"}, {}, {}, "cannot read /tmp: is a directory"},
        Bad{"DeviceAsFile", {"config=/dev/null"}, {}, {}, "cannot read /dev/null: is no regular file"},
        Bad{"DeviceAsSecretFile",
            {},
            {"GATEHOUSE_DATABASE_FILE=/dev/zero"},
            {},
            "GATEHOUSE_DATABASE_FILE: cannot read /dev/zero: is no regular file"},
        Bad{"InTheFile", {}, {}, "threads = 0\n", ".toml: threads: must be"},
        Bad{"UnknownKey",
            {},
            {},
            "listen = \"a:1\"\nthread = \"hunter2\"\n",
            ".toml:2: thread: there is no such setting"},
        Bad{"DashedKey", {}, {}, "data-dir = \"hunter2\"\n", "data-dir: there is no such setting"},
        Bad{"KeyOfTheFileItself", {}, {}, "config = \"hunter2\"\n", "config: there is no such setting"},
        Bad{"Table", {}, {}, "[listen]\nport = 1\n", "listen: must be a string"},
        Bad{"Float", {}, {}, "threads = 1.0\n", "threads: must be a string"},
        Bad{"NotToml", {}, {}, "threads = 1\ndatabase = hunter2\n", ".toml:2: this is not TOML"},
        Bad{"RepeatedKey", {}, {}, "threads = 1\nthreads = 2\n", ".toml:2: this is not TOML"}),
    [](const auto& row) { return row.param.title; });

TEST_F(Resolve, ComplainsOfTwoPlacesForOneSecret) {
  std::ofstream(path_) << "sqlite:a";
  EXPECT_THAT(
      resolve_from({}, {"GATEHOUSE_DATABASE=sqlite:b", "GATEHOUSE_DATABASE_FILE=" + path_}).complaints,
      ElementsAre(HasSubstr("GATEHOUSE_DATABASE and GATEHOUSE_DATABASE_FILE are both set")));
}

TEST_F(Resolve, ComplainsOfEverythingAtOnce) {
  EXPECT_THAT(resolve_from({"threads=0", "wait=0"}, {"GATEHOUSE_ROOM=x"}).complaints,
              UnorderedElementsAre(HasSubstr("--threads"), HasSubstr("--wait"), HasSubstr("GATEHOUSE_ROOM")));
}

}  // namespace
}  // namespace gatehouse::config
