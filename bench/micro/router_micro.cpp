// Finding the endpoint of a request, among those that the server has.

#include <benchmark/benchmark.h>

#include <string>

#include "platform/http/endpoint.hpp"
#include "platform/http/router.hpp"

namespace gatehouse::http {
namespace {

template <class Declared>
Endpoint answering(Declared declaration, const std::string& id) {
  return std::move(declaration.id(id).summary(id).answers_raw(200, "Nothing", "text/plain"))
      .handle([](const Call<>&) -> Result<Raw> { return Raw{}; });
}

Router routes() {
  Router router;
  int number = 0;
  const auto add = [&](auto declaration) {
    router.add(answering(std::move(declaration), "endpoint" + std::to_string(++number)));
  };
  for (const char* path : {"/healthz", "/readyz", "/openapi.json", "/docs", "/.well-known/jwks.json",
                           "/.well-known/revocations", "/api/user/v1/user/{user_id}",
                           "/api/user/v1/user/{user_id}/activity", "/api/auth/v1/user/{user_id}/sessions"}) {
    add(get(path));
  }
  for (const char* path :
       {"/api/user/v1/signup", "/api/user/v1/signin", "/api/user/v1/password/reset",
        "/api/auth/v1/token/refresh", "/api/auth/v1/signout", "/oauth/introspect", "/oauth/revoke"}) {
    add(post(path));
  }
  add(put("/api/user/v1/user/{user_id}"));
  add(delete_("/api/user/v1/user/{user_id}"));
  add(get("/undo/{token}").path_text(43, 43, std::string(43, 'a')));
  return router;
}

void match(benchmark::State& state, const std::string& method, const std::string& path) {
  const Router router = routes();
  Request head;
  head.method = method;
  head.path = path;
  for (auto _ : state) benchmark::DoNotOptimize(router.match(head));
}
BENCHMARK_CAPTURE(match, exact_path, "POST", "/api/user/v1/signin");
BENCHMARK_CAPTURE(match, path_with_id, "GET", "/api/user/v1/user/1234567");
BENCHMARK_CAPTURE(match, last_pattern, "GET", "/undo/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
BENCHMARK_CAPTURE(match, unknown_path, "GET", "/api/user/v2/signin");
BENCHMARK_CAPTURE(match, wrong_method, "PATCH", "/api/user/v1/user/1234567");

}  // namespace
}  // namespace gatehouse::http
