#include <boost/beast/http/basic_parser.hpp>

#include "platform/http/head_parser.hpp"
#include "platform/http/syntax.hpp"

namespace gatehouse::http {
namespace {

namespace beast = boost::beast;
using Code = beast::error_code;

// Takes the head only: where a body ends is decided by the gate, and bodies are read by us.
class HeadParser final : public beast::http::basic_parser<true> {
 public:
  explicit HeadParser(Request& request) : request_(request) { skip(true); }

  std::size_t fields() const { return fields_; }
  Version version() const { return version_; }

 private:
  void on_request_impl(beast::http::verb, beast::string_view method, beast::string_view target, int version,
                       Code&) override {
    request_.method.assign(method.data(), method.size());
    const auto question = target.find('?');
    const auto path = target.substr(0, question);
    request_.path.assign(path.data(), path.size());
    request_.query.clear();
    if (question != beast::string_view::npos)
      request_.query.assign(target.data() + question + 1, target.size() - question - 1);
    version_ = version == 11 ? Version::http_1_1 : Version::http_1_0;
  }

  void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value, Code&) override {
    if (fields_ == request_.headers.size()) request_.headers.emplace_back();
    auto& header = request_.headers[fields_++];
    header.first.resize(name.size());
    std::transform(name.begin(), name.end(), header.first.begin(), to_lower);
    header.second.assign(value.data(), value.size());
  }

  void on_response_impl(int, beast::string_view, int, Code&) override {}
  void on_header_impl(Code&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>&, Code&) override {}
  std::size_t on_body_impl(beast::string_view, Code&) override { return 0; }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, Code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view, Code&) override { return 0; }
  void on_finish_impl(Code&) override {}

  Request& request_;
  std::size_t fields_ = 0;
  Version version_ = Version::http_1_1;
};

}  // namespace

std::optional<Head> parse_head(std::string_view bytes, Request& request) {
  HeadParser parser(request);
  parser.header_limit(static_cast<std::uint32_t>(bytes.size() + 1));
  Code error;
  const std::size_t taken = parser.put(boost::asio::buffer(bytes), error);
  request.headers.resize(parser.fields());
  if (error || taken != bytes.size() || !parser.is_done()) return std::nullopt;
  return Head{parser.version(), parser.keep_alive()};
}

}  // namespace gatehouse::http
