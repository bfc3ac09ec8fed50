#include "server/wiring/service_words.hpp"

#include <gmock/gmock.h>

namespace gatehouse::server {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(TheWordsOfTheService, AreThoseOfTheOperatorAndTheHostsOfItsAddresses) {
  Settings settings;
  settings.password_words = {"Acme", "Road Runner"};
  settings.issuer = "https://Id.Acme.example:8443/members";
  settings.public_url = "https://[2001:db8::7]/";
  const user::ServiceWords words = service_words(settings);
  EXPECT_THAT(words.words, ElementsAre("Acme", "Road Runner"));
  EXPECT_THAT(words.hosts, ElementsAre("id.acme.example", "2001:db8::7"));
}

TEST(TheWordsOfTheService, AreItsHostWhereNothingElseIsSaid) {
  Loaded loaded;
  loaded.load({}, {});
  const user::ServiceWords words = service_words(loaded.settings);
  EXPECT_THAT(words.words, IsEmpty());
  EXPECT_THAT(words.hosts, ElementsAre("localhost", "localhost"));
}

}  // namespace
}  // namespace gatehouse::server
