#include "platform/transfer/content.hpp"

#include "platform/crypto/sha256.hpp"

namespace gatehouse::transfer {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

/// Each value says its kind and where it ends: no two rows are written alike.
void write(std::string& octets, const sql::Value& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    octets += 'i' + std::to_string(*number) + ';';
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    octets += 't' + std::to_string(text->size()) + ':' + *text;
  } else {
    octets += 'n';
  }
}

std::uint64_t word(std::string_view octets) {
  std::uint64_t number = 0;
  for (const char octet : octets) number = number << 8U | static_cast<unsigned char>(octet);
  return number;
}

}  // namespace

void ContentHash::add(const sql::Row& row) {
  octets_.clear();
  for (const sql::Value& value : row.columns()) write(octets_, value);
  const std::string digest = crypto::sha256(octets_);
  for (std::size_t i = 0; i < sums_.size(); ++i) {
    sums_[i] += word(std::string_view(digest).substr(i * sizeof(std::uint64_t), sizeof(std::uint64_t)));
  }
  ++rows_;
}

TableContent ContentHash::of(std::string_view table) const {
  TableContent content{.table = std::string(table), .rows = rows_};
  for (const std::uint64_t sum : sums_) {
    for (int shift = 60; shift >= 0; shift -= 4)
      content.hash += digits[sum >> static_cast<unsigned>(shift) & 0xFU];
  }
  return content;
}

}  // namespace gatehouse::transfer
