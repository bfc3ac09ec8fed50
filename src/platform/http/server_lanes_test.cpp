#include "platform/http/testing_server.hpp"

// Requests on their way through lanes that are full, late or given up.

namespace gatehouse::http::testing {
namespace {

using namespace std::chrono_literals;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

class OnALane : public ServerTest {
 protected:
  /// A client whose request holds the only thread of the data lane.
  std::unique_ptr<RawClient> occupy() {
    auto client = std::make_unique<RawClient>(address());
    client->send(get("/held"));
    dispatcher_.barrier.wait_for(1);
    return client;
  }

  void wait_for_depth(std::size_t depth) {
    for (int tries = 0; tries < 20'000; ++tries) {
      if (data_->status().depth == depth) return;
      std::this_thread::sleep_for(1ms);
    }
    ADD_FAILURE() << "the depth of the lane is never " << depth;
  }

  /// A reply may arrive before the thread that made it is free again.
  void wait_until_free() {
    while (data_->status().running != 0) std::this_thread::sleep_for(1ms);
  }
};

TEST_F(OnALane, ThatIsFullARequestIsRefusedAtOnceAndTheConnectionKept) {
  data_options_.queue = 1;
  start();
  const auto holding = occupy();
  RawClient queued(address());
  queued.send(get("/data"));
  wait_for_depth(1);
  RawClient refused(address());
  refused.send(get("/data"));
  const std::string reply = refused.reply();
  EXPECT_THAT(reply, StartsWith("HTTP/1.1 503"));
  EXPECT_THAT(reply, HasSubstr("Retry-After: 1\r\n"));
  EXPECT_THAT(reply, EndsWith("overloaded"));
  refused.send(get("/echo"));
  EXPECT_THAT(refused.reply(), StartsWith("HTTP/1.1 200")) << "what needs no lane goes on";
  dispatcher_.barrier.open();
  EXPECT_THAT(holding->reply(), StartsWith("HTTP/1.1 200"));
  EXPECT_THAT(queued.reply(), StartsWith("HTTP/1.1 200"));
}

TEST_F(OnALane, ARequestThatWaitedTooLongIsRefused) {
  data_options_.deadline = 1ms;
  start();
  const auto hold = [this] { dispatcher_.barrier.pass(); };
  data_->submit({.run = hold, .refuse = hold});
  dispatcher_.barrier.wait_for(1);
  RawClient late(address());
  late.send(get("/data"));
  wait_for_depth(1);
  std::this_thread::sleep_for(5ms);
  dispatcher_.barrier.open();
  EXPECT_THAT(late.reply(), EndsWith("overloaded"));
}

TEST_F(OnALane, ARequestWhoseClientWasResetIsDropped) {
  std::atomic<int> answered = 0;
  options_.on_request = [&](const RequestReport&) { ++answered; };
  start();
  const auto holding = occupy();
  RawClient gone(address());
  gone.send(get("/data?gone"));
  wait_for_depth(1);
  gone.reset();
  dispatcher_.barrier.open();
  holding->reply();
  EXPECT_TRUE(server_->stop());
  EXPECT_EQ(answered, 1) << "the one that held the lane";
}

TEST_F(OnALane, ThatFollowsClientsARequestIsDroppedAtOnceWhenItsClientHangsUp) {
  std::atomic<int> answered = 0;
  options_.on_request = [&](const RequestReport&) { ++answered; };
  data_options_.follows_clients = true;
  start();
  const auto holding = occupy();
  auto gone = std::make_unique<RawClient>(address());
  gone->send(get("/data?gone"));
  wait_for_depth(1);
  gone.reset();
  wait_for_depth(0);  // while the lane is held
  dispatcher_.barrier.open();
  holding->reply();
  EXPECT_TRUE(server_->stop());
  EXPECT_EQ(answered, 1) << "the one that held the lane";
}

TEST_F(OnALane, ThatFollowsClientsAHalfClosedOneThatHasToWaitIsTakenForGone) {
  data_options_.follows_clients = true;
  start();
  const auto holding = occupy();
  RawClient queued(address());
  queued.send(get("/data"));
  queued.half_close();
  EXPECT_EQ(queued.rest(), "");
  dispatcher_.barrier.open();
}

TEST_F(OnALane, ThatFollowsClientsAHalfClosedOneThatNeedNotWaitIsServed) {
  data_options_.follows_clients = true;
  start();
  const auto holding = occupy();
  holding->half_close();
  dispatcher_.barrier.open();
  EXPECT_THAT(holding->rest(), EndsWith("GET /held? "));
  wait_until_free();
  RawClient later(address());
  later.send(get("/data"));
  later.half_close();
  EXPECT_THAT(later.rest(), EndsWith("GET /data? "));
}

TEST_F(OnALane, ThatFollowsClientsAConnectionGoesOn) {
  data_options_.follows_clients = true;
  start();
  RawClient client(address());
  for (int i = 0; i < 3; ++i) {
    client.send(get("/data"));
    EXPECT_THAT(client.reply(), EndsWith("GET /data? "));
  }
  const auto holding = occupy();
  client.send(get("/data?queued"));
  wait_for_depth(1);
  client.send(get("/echo?next"));
  dispatcher_.barrier.open();
  EXPECT_THAT(client.reply(), EndsWith("GET /data?queued "));
  EXPECT_THAT(client.reply(), EndsWith("GET /echo?next "));
}

TEST_F(OnALane, AReadWaitsForItsTurn) {
  start();
  const auto holding = occupy();
  RawClient reading(address());
  reading.send(get("/read"));
  wait_for_depth(1);
  dispatcher_.barrier.open();
  EXPECT_THAT(reading.reply(), EndsWith("GET /read? "));
  EXPECT_THAT(holding->reply(), StartsWith("HTTP/1.1 200"));
}

TEST_F(OnALane, AReadStaysOffItWhereReadsAreServedAtOnce) {
  reads_at_once_ = true;
  start();
  const auto holding = occupy();
  RawClient reading(address());
  reading.send(get("/read"));
  EXPECT_THAT(reading.reply(), EndsWith("GET /read? ")) << "while the lane is held";
  dispatcher_.barrier.open();
  EXPECT_THAT(holding->reply(), StartsWith("HTTP/1.1 200"));
}

TEST_F(OnALane, WhatIsSentMeanwhileIsAnsweredAfterwards) {
  start();
  const auto client = occupy();
  client->send(get("/echo?later"));
  dispatcher_.barrier.open();
  EXPECT_THAT(client->reply(), EndsWith("GET /held? "));
  EXPECT_THAT(client->reply(), EndsWith("GET /echo?later "));
}

TEST_F(OnALane, AJobMayOutliveTheServer) {
  start();
  const auto client = occupy();
  EXPECT_FALSE(server_->stop(1ms));
  server_.reset();
  dispatcher_.barrier.open();
  EXPECT_EQ(client->rest(), "");
  data_->stop();
}

}  // namespace
}  // namespace gatehouse::http::testing
