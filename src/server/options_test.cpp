#include "server/options.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "server/values.hpp"

namespace gatehouse::server {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

std::vector<config::Given> flags(const std::vector<std::pair<std::string, std::string>>& given) {
  Settings settings;
  const config::SettingTable table = declare(settings);
  std::vector<config::Given> all;
  for (const auto& [name, text] : given) {
    all.push_back({name, text, {config::Source::flag, table.find(name)->flag()}});
  }
  return all;
}

TEST(Options, StartWithDefaultsThatGoTogether) {
  Loaded loaded;
  loaded.load({}, {});
  EXPECT_THAT(loaded.resolved.complaints, IsEmpty());
  EXPECT_EQ(http::to_text(loaded.settings.listen), "127.0.0.1:8080");
  EXPECT_EQ(loaded.settings.database.url, "sqlite:./data/gatehouse.db");
  EXPECT_EQ(loaded.settings.master_key_file, "./data/master.key");
  EXPECT_TRUE(loaded.settings.admin_listen_is_default);
}

std::vector<std::string> complaints_of_file(const std::string& content) {
  const std::string path =
      testing::TempDir() + "gatehouse_options_test_" + std::to_string(::getpid()) + ".toml";
  std::ofstream(path) << content;
  Loaded loaded;
  loaded.load(flags({{"config", path}}), {});
  std::filesystem::remove(path);
  return loaded.resolved.complaints;
}

TEST(Options, TellThatAFileHasRoomForOneThingCalledLimits) {
  EXPECT_THAT(complaints_of_file("[limits]\naccount_free = 20\n"), IsEmpty());
  EXPECT_THAT(complaints_of_file("limits = \"off\"\nlimits.account_free = 20\n"),
              ElementsAre(HasSubstr(".toml:2: this is not TOML")));
  for (const std::string header : {"[limits]", "  [limits]  # all of them"}) {
    EXPECT_THAT(complaints_of_file("limits = \"on\"\n\n" + header + "\naccount_free = 20\n"),
                ElementsAre(HasSubstr(".toml:3: [limits] cannot stand in one file with limits = …: give that "
                                      "one by --limits or GATEHOUSE_LIMITS")));
  }
  EXPECT_THAT(complaints_of_file("audience = \"a\"\n[audience]\n"),
              ElementsAre(HasSubstr(".toml:2: this is not TOML")));
}

TEST(Options, ListenOnThisMachineAlone) {
  Loaded loaded;
  loaded.load({}, {});
  EXPECT_TRUE(http::is_loopback(loaded.settings.listen));
  EXPECT_TRUE(http::is_loopback(loaded.settings.admin_listen.value()));
}

TEST(Options, KeepTheDataTogether) {
  Loaded loaded;
  loaded.load(flags({{"data_dir", "/srv/gatehouse"}}), {});
  EXPECT_EQ(loaded.settings.database.url, "sqlite:/srv/gatehouse/gatehouse.db");
  EXPECT_EQ(loaded.settings.master_key_file, "/srv/gatehouse/master.key");
}

TEST(Options, TakeEveryDefaultAsAValue) {
  Loaded plain;
  plain.load({}, {});
  std::vector<std::pair<std::string, std::string>> all;
  for (const config::InForce& value : plain.resolved.values) {
    if (!value.text.empty()) all.emplace_back(value.setting->name, value.text);
  }
  Loaded again;
  again.load(flags(all), {});
  EXPECT_THAT(again.resolved.complaints, IsEmpty());
}

TEST(Options, HaveANameAndAHelpTextEach) {
  Settings settings;
  std::set<std::string> names;
  for (const config::Setting& setting : declare(settings)) {
    EXPECT_TRUE(names.insert(setting.name).second) << setting.name;
    EXPECT_THAT(setting.help, testing::EndsWith(".")) << setting.name;
  }
}

TEST(Options, KnowAnAdminListenerThatSomebodyChose) {
  Loaded loaded;
  loaded.load({}, {"GATEHOUSE_ADMIN_LISTEN=127.0.0.1:9090"});
  EXPECT_FALSE(loaded.settings.admin_listen_is_default);
}

TEST(Options, NameTheProxiesThatAreTrusted) {
  Loaded loaded;
  loaded.load(flags({{"trusted_proxies", "10.0.0.0/8,192.0.2.1,2001:db8::/32"}}), {});
  EXPECT_THAT(loaded.resolved.complaints, IsEmpty());
  EXPECT_EQ(loaded.settings.trusted_proxies.size(), 3u);
}

TEST(Options, TrustNoProxyUnlessOneIsNamed) {
  Loaded loaded;
  loaded.load(flags({{"trusted_proxies", ""}}), {});
  EXPECT_THAT(loaded.resolved.complaints, IsEmpty());
  EXPECT_TRUE(loaded.settings.trusted_proxies.empty());
}

TEST(Options, RefuseToTrustEverybodyOrWhatIsNoRange) {
  for (const char* text :
       {"0.0.0.0/0", "::/0", "10.0.0.0/8,::/0", "10.0.0.1/8", "10.0.0.0/8,", ",", "10.0.0.0/8, ::1", "all"}) {
    Loaded loaded;
    loaded.load(flags({{"trusted_proxies", text}}), {});
    ASSERT_EQ(loaded.resolved.complaints.size(), 1u) << text;
    EXPECT_TRUE(loaded.settings.trusted_proxies.empty()) << text;
  }
  Loaded loaded;
  loaded.load(flags({{"trusted_proxies", "0.0.0.0/0"}}), {});
  EXPECT_THAT(loaded.resolved.complaints,
              ElementsAre(AllOf(HasSubstr("--trusted-proxies"), HasSubstr("'0.0.0.0/0' is everybody"))));
}

TEST(Options, NameTheWordsOfTheService) {
  Loaded loaded;
  loaded.load(flags({{"password_words", "Acme,Road Runner,문지기"}}), {});
  EXPECT_THAT(loaded.resolved.complaints, IsEmpty());
  EXPECT_THAT(loaded.settings.password_words, ElementsAre("Acme", "Road Runner", "문지기"));
  Loaded none;
  none.load(flags({{"password_words", ""}}), {});
  EXPECT_THAT(none.resolved.complaints, IsEmpty());
  EXPECT_THAT(none.settings.password_words, IsEmpty());
}

std::string repeated(const std::string& text, int times) {
  std::string all;
  for (int time = 0; time < times; ++time) all += text;
  return all;
}

TEST(Options, TakeFiftyWordsOfSixtyFourCharactersAndNoMore) {
  const std::string longest = repeated("é", 64);
  for (const auto& [text, complaint] : std::vector<std::pair<std::string, std::string>>{
           {repeated(longest + ',', 49) + longest, ""},
           {repeated(longest + ',', 50) + longest, "--password-words: must be at most 50 words"},
           {"acme," + longest + 'e', "--password-words: word 2 is longer than 64 characters"},
           {"acme,-a-", "--password-words: word 2 has less than two letters or digits"},
           {"acme,", "--password-words: word 2 has less than two letters or digits"},
           {",acme", "--password-words: word 1 has less than two letters or digits"},
           {"acm\xFF", "--password-words: word 1 is no text in UTF-8"}}) {
    Loaded loaded;
    loaded.load(flags({{"password_words", text}}), {});
    if (complaint.empty()) {
      EXPECT_THAT(loaded.resolved.complaints, IsEmpty());
      EXPECT_EQ(loaded.settings.password_words.size(), 50U);
    } else {
      EXPECT_THAT(loaded.resolved.complaints, ElementsAre(HasSubstr(complaint)));
      EXPECT_THAT(loaded.settings.password_words, IsEmpty());
    }
  }
}

TEST(Options, SwitchTheRotationOfKeysOff) {
  for (const auto* never : {"off", "0"}) {
    Loaded loaded;
    loaded.load(flags({{"key_rotation", never}}), {});
    EXPECT_TRUE(loaded.resolved.complaints.empty());
    EXPECT_FALSE(loaded.settings.key_rotation) << never;
  }
}

TEST(Options, SwitchTheAdminListenerOff) {
  Loaded loaded;
  loaded.load(flags({{"admin_listen", "off"}}), {});
  EXPECT_THAT(loaded.resolved.complaints, IsEmpty());
  EXPECT_FALSE(loaded.settings.admin_listen);
}

TEST(Options, LetADefaultGiveWayToALifetimeThatWasChosen) {
  Loaded loaded;
  loaded.load(flags({{"refresh_idle_lifetime", "3s"}, {"refresh_absolute_lifetime", "90"}}), {});
  EXPECT_THAT(loaded.resolved.complaints, IsEmpty());
  EXPECT_EQ(loaded.settings.sessions.idle, std::chrono::seconds{3});
  EXPECT_EQ(loaded.settings.sessions.absolute, std::chrono::seconds{90});
}

struct Bad {
  std::string title;
  std::vector<std::pair<std::string, std::string>> given;
  std::string complaint;
};

TEST(Options, LetLinksBeginWithTheIssuerUnlessToldOtherwise) {
  const auto public_url = [](const std::vector<std::pair<std::string, std::string>>& given) {
    Loaded loaded;
    loaded.load(flags(given), {});
    EXPECT_THAT(loaded.resolved.complaints, IsEmpty());
    return loaded.settings.public_url;
  };
  EXPECT_EQ(public_url({}), "http://localhost:8080");
  EXPECT_EQ(public_url({{"issuer", "https://id.example.com/"}}), "https://id.example.com");
  EXPECT_EQ(public_url({{"public_url", "https://example.com/auth/"}}), "https://example.com/auth");
}

class OptionsRefuse : public testing::TestWithParam<Bad> {};

TEST_P(OptionsRefuse, NamingTheFlagAndNoSecret) {
  Loaded loaded;
  loaded.load(flags(GetParam().given), {});
  EXPECT_THAT(loaded.resolved.complaints,
              ElementsAre(AllOf(HasSubstr(GetParam().complaint), Not(HasSubstr("hunter2")))));
}

INSTANTIATE_TEST_SUITE_P(
    Options, OptionsRefuse,
    testing::Values(
        Bad{"NoPort", {{"listen", "127.0.0.1"}}, "--listen: "},
        Bad{"NoHost", {{"listen", ":80"}}, "--listen: "},
        Bad{"PortTooHigh", {{"listen", "127.0.0.1:65536"}}, "--listen: "},
        Bad{"ListenOff", {{"listen", "off"}}, "--listen: "},
        Bad{"AdminListener", {{"admin_listen", "on"}}, "--admin-listen: "},
        Bad{"OtherDatabase", {{"database", "mysql://kim:hunter2@host/db"}}, "--database: "},
        Bad{"DatabaseWithoutScheme", {{"database", "hunter2"}}, "--database: "},
        Bad{"UnreadableDatabase", {{"database", "postgresql://kim:hunter2%zz@host/db"}}, "--database: "},
        Bad{"NoDatabaseFile", {{"database", "sqlite:"}}, "--database: "},
        Bad{"NoDataDir", {{"data_dir", ""}}, "--data-dir: must not be empty"},
        Bad{"IssuerWithoutScheme", {{"issuer", "auth.example.com"}}, "--issuer: must be"},
        Bad{"IssuerWithoutHost", {{"issuer", "https:///x"}}, "--issuer: must be"},
        Bad{"IssuerWithQuery", {{"issuer", "https://a/?b"}}, "--issuer: must be"},
        Bad{"IssuerWithSpace", {{"issuer", "https://a b"}}, "--issuer: must be"},
        Bad{"PublicUrlWithoutScheme", {{"public_url", "auth.example.com"}}, "--public-url: must be"},
        Bad{"AudienceWithSpace", {{"audience", "a b"}}, "--audience: must be"},
        Bad{"NoAudience", {{"audience", ""}}, "--audience: must be"},
        Bad{"TokenForNoTime", {{"access_token_lifetime", "0"}}, "--access-token-lifetime: must be"},
        Bad{"TokenForever", {{"access_token_lifetime", "25h"}}, "--access-token-lifetime: must be"},
        Bad{"SessionShorterThanItsTokens",
            {{"refresh_idle_lifetime", "5m"}, {"access_token_lifetime", "10m"}},
            "--refresh-idle-lifetime and --access-token-lifetime: "},
        Bad{"SessionIdleForLongerThanItLives",
            {{"refresh_idle_lifetime", "15d"}, {"refresh_absolute_lifetime", "14d"}},
            "--refresh-absolute-lifetime and --refresh-idle-lifetime: "},
        Bad{"GraceLongerThanTheSession",
            {{"refresh_idle_lifetime", "5s"}, {"refresh_grace", "6s"}},
            "--refresh-idle-lifetime and --refresh-grace: "},
        Bad{"NoGrace", {{"refresh_grace", "0"}}, "--refresh-grace: must be"},
        Bad{"NoSessions", {{"max_sessions", "0"}}, "--max-sessions: must be"},
        Bad{"SessionForNoTime", {{"refresh_idle_lifetime", "0s"}}, "--refresh-idle-lifetime: must be"},
        Bad{"AlgorithmOfAnotherName",
            {{"signing_algorithm", "es256"}},
            "--signing-algorithm: must be one of ES256, EdDSA, RS256"},
        Bad{"AlgorithmThatIsSymmetric", {{"signing_algorithm", "HS256"}}, "--signing-algorithm: must be"},
        Bad{"KeysForAnInstant", {{"key_rotation", "10m"}}, "--key-rotation: must be a duration"},
        Bad{"LogLevel", {{"log_level", "INFO"}}, "--log-level: must be one of debug, info, warn, error"},
        Bad{"NoConnections", {{"max_connections", "0"}}, "--max-connections: must be"},
        Bad{"CertificateWithoutKey", {{"tls_cert", "a.pem"}}, "--tls-cert and --tls-key"},
        Bad{"HashWithMoreMemoryThanIsVerified", {{"hash_memory", "257MiB"}}, "--hash-memory: must be"},
        Bad{"HashWithMorePassesThanAreVerified", {{"hash_iterations", "11"}}, "--hash-iterations: must be"},
        Bad{"HashWithTooLittleMemory", {{"hash_memory", "6MiB"}}, "--hash-memory: must be"},
        Bad{"LimitsNeitherOnNorOff", {{"limits", "maybe"}}, "--limits: must be one of on, off"},
        Bad{"LimitsOffInPublic", {{"limits", "off"}, {"listen", "0.0.0.0:80"}}, "--limits off: refused"},
        Bad{"LimitsOffInPublicForOperators",
            {{"limits", "off"}, {"admin_listen", "192.0.2.1:80"}},
            "--limits off: refused"},
        Bad{"LimitThatIsNoNumber",
            {{"limit.account_free", "1s"}},
            "--limit account_free: must be a whole number from 0 to"},
        Bad{"LimitThatIsNoDuration",
            {{"limit.account_wait", "x"}},
            "--limit account_wait: must be a duration as in 10s, 15m, 2h or 14d, from 1s to 1h"},
        Bad{"LimitBelowTheLeast", {{"limit.account_cap", "0"}}, "--limit account_cap: must be"},
        Bad{"FirstWaitThatIsLongerThanTheLongest",
            {{"limit.account_wait", "10m"}, {"limit.account_longest_wait", "5m"}},
            "--limit account_wait and --limit account_longest_wait"},
        Bad{"HashTooWeak", {{"hash_memory", "18MiB"}}, "--hash-memory and --hash-iterations: weaker"},
        Bad{"HashWithTooFewIterations",
            {{"hash_iterations", "1"}},
            "--hash-memory and --hash-iterations: weaker"}),
    [](const auto& row) { return row.param.title; });

TEST(Options, TakeAHashThatTradesMemoryForIterations) {
  Loaded loaded;
  loaded.load(flags({{"hash_memory", "7MiB"}, {"hash_iterations", "5"}}), {});
  EXPECT_THAT(loaded.resolved.complaints, IsEmpty());
}

TEST(Options, HashOnAsManyThreadsAsCoresAndMemoryAllow) {
  const HashSettings hashing;
  const std::uint64_t gib = std::uint64_t{1} << 30U;
  EXPECT_EQ(fitting_threads(hashing, 4, 16 * gib), 4U);
  EXPECT_EQ(fitting_threads(hashing, 64, gib / 4), 10U);
  EXPECT_EQ(fitting_threads(hashing, 2, gib / 128), 0U);
  Loaded loaded;
  loaded.load({}, {}, gib / 128);
  EXPECT_THAT(loaded.resolved.complaints, ElementsAre(HasSubstr("--hash-memory and --hash-threads")));
  EXPECT_EQ(loaded.settings.hashing.threads, 1U);
}

TEST(Options, RefuseMoreHashesAtOnceThanFitIntoMemory) {
  Loaded loaded;
  loaded.load(flags({{"hash_threads", "8"}}), {}, 8 * 19 * 1024 * 1024);
  EXPECT_THAT(loaded.resolved.complaints, ElementsAre(HasSubstr("--hash-memory and --hash-threads")));
}

TEST(Options, TakeEachLimitByItsName) {
  Loaded loaded;
  loaded.load(flags({{"limit.account_free", "3"}, {"limit.account_wait", "2m"}}),
              {"GATEHOUSE_LIMIT_ROWS=5000"});
  EXPECT_THAT(loaded.resolved.complaints, IsEmpty());
  EXPECT_EQ(loaded.settings.attempt_limits[auth::LimitName::account_free], 3);
  EXPECT_EQ(loaded.settings.attempt_limits.duration(auth::LimitName::account_wait), std::chrono::minutes{2});
  EXPECT_EQ(loaded.settings.attempt_limits[auth::LimitName::rows], 5000);
  EXPECT_EQ(loaded.settings.attempt_limits[auth::LimitName::account_cap], 100);
}

TEST(Options, SwitchLimitsOffWhereNobodyElseCanReachTheServer) {
  Loaded loaded;
  EXPECT_TRUE(loaded.settings.attempt_limits.enforced);
  loaded.load(flags({{"limits", "off"}, {"listen", "[::1]:0"}}), {});
  EXPECT_THAT(loaded.resolved.complaints, IsEmpty());
  EXPECT_FALSE(loaded.settings.attempt_limits.enforced);
}

TEST(Options, KnowWhenPlainHttpIsExposed) {
  const auto exposed = [](const std::vector<std::pair<std::string, std::string>>& given) {
    Loaded loaded;
    loaded.load(flags(given), {});
    return exposes_plain_http(loaded.settings);
  };
  EXPECT_FALSE(exposed({}));
  EXPECT_TRUE(exposed({{"listen", "0.0.0.0:8080"}}));
  EXPECT_FALSE(exposed({{"listen", "0.0.0.0:8080"}, {"behind_tls_proxy", "true"}}));
  EXPECT_FALSE(exposed({{"listen", "0.0.0.0:8080"}, {"tls_cert", "a"}, {"tls_key", "b"}}));
}

TEST(DataThreads, FitTheDatabase) {
  const auto threads = [](std::vector<config::Given> given) {
    Loaded loaded;
    loaded.load(std::move(given), {});
    return loaded.settings.data_threads;
  };
  EXPECT_EQ(threads({}), 8U);
  EXPECT_EQ(threads(flags({{"database", "postgresql://host/name"}})), 32U);
  EXPECT_EQ(threads(flags({{"database", "postgresql://host/name"}, {"database_pool", "5"}})), 10U);
  EXPECT_EQ(threads(flags({{"database", "postgresql://host/name"}, {"data_threads", "3"}})), 3U);
}

}  // namespace
}  // namespace gatehouse::server
