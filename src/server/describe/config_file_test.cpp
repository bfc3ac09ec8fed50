#include "server/describe/config_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "server/options.hpp"

namespace gatehouse::server {
namespace {

using testing::HasSubstr;

/// The text with the prose of its comments on one line each, so that it can be looked for.
std::string unwrapped(std::string text) {
  for (std::size_t at = 0; (at = text.find("\n# ", at)) != text.npos;) text.replace(at, 3, " ");
  return text;
}

/// What a server makes of a file that holds `line` alone.
std::string value_read(const std::string& line, const std::string& name) {
  const std::string path = testing::TempDir() + "gatehouse-config-file-test.toml";
  std::ofstream(path) << line << '\n';
  Loaded loaded;
  loaded.load({{"config", path, {config::Source::flag, "--config"}}}, {});
  std::remove(path.c_str());
  EXPECT_THAT(loaded.resolved.complaints, testing::IsEmpty()) << line;
  const config::InForce& value = loaded.resolved.value(name);
  EXPECT_EQ(value.origin.source, config::Source::file) << line;
  return value.text;
}

/// `name = value` of the line that sets it, without its #.
std::string line_of(const std::string& text, const config::Setting& setting) {
  const std::string key = setting.family().empty()
                              ? setting.name
                              : std::string(setting.family()) + "s." + std::string(setting.member());
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("#" + key + " = ")) return line.substr(1);
  }
  ADD_FAILURE() << "no line for " << setting.name;
  return {};
}

TEST(ConfigFile, TellsOfEachSettingItsPurposeItsGoodValuesAndItsDefault) {
  const std::string text = config_file({});
  const std::string prose = unwrapped(text);
  Loaded loaded;
  loaded.load({}, {});
  for (const config::Setting& setting : loaded.table) {
    if (!setting.in_file) continue;
    EXPECT_THAT(prose, HasSubstr(setting.help));
    if (!setting.binding.bounds.empty())
      EXPECT_THAT(prose, HasSubstr(setting.help + " Takes values " + setting.binding.bounds));
    for (const std::string& choice : setting.binding.choices) EXPECT_THAT(prose, HasSubstr(choice));
    EXPECT_EQ(value_read(line_of(text, setting), setting.name), loaded.resolved.value(setting.name).text);
  }
}

TEST(ConfigFile, IsAFileThatChangesNothing) {
  const std::string path = testing::TempDir() + "gatehouse-config-file-test.toml";
  std::ofstream(path) << config_file({});
  Loaded loaded;
  loaded.load({{"config", path, {config::Source::flag, "--config"}}}, {});
  std::remove(path.c_str());
  EXPECT_THAT(loaded.resolved.complaints, testing::IsEmpty());
  for (const config::InForce& value : loaded.resolved.values)
    EXPECT_NE(value.origin.source, config::Source::file);
}

TEST(ConfigFile, HoldsWhatWasChosenAndTheDefaultsThatFollow) {
  const std::string text = config_file({{"data_dir", "/srv/\"quoted\"", {config::Source::file, "x"}}});
  EXPECT_THAT(text, HasSubstr("\ndata_dir = \"/srv/\\\"quoted\\\"\"\n"));
  EXPECT_THAT(text, HasSubstr("The default is ./data."));
  EXPECT_THAT(text, HasSubstr("\n#master_key_file = \"/srv/\\\"quoted\\\"/master.key\"\n"));
}

TEST(ConfigFile, FitsAnOrdinaryEditor) {
  std::istringstream lines(config_file({}));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 120U) << line;
}

TEST(ConfigFile, RefusesAChoiceThatNoServerWouldTake) {
  EXPECT_THROW(config_file({{"listen", "nowhere", {config::Source::file, "x"}}}), std::invalid_argument);
}

}  // namespace
}  // namespace gatehouse::server
