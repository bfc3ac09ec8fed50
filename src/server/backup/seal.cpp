#include "server/backup/seal.hpp"

#include <algorithm>
#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <string>

#include "platform/crypto/keyed_hash.hpp"

namespace gatehouse::server {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view begin = "\ngatehouse backup, sealed: ";
constexpr std::size_t line_size = begin.size() + 43 + 1;  // an HMAC as base64url, and the end of the line
constexpr std::uint64_t piece_size = std::uint64_t{1} << 20U;

std::string read(std::ifstream& source, std::uint64_t size) {
  std::string octets(size, '\0');
  if (!source.read(octets.data(), static_cast<std::streamsize>(size)))
    throw std::runtime_error("the file cannot be read");
  return octets;
}

/// Each piece is hashed with what came before it, so that a file of any size passes through little memory.
std::string line_for(std::ifstream& source, std::uint64_t size, const crypto::MasterKey& master_key) {
  const crypto::SecretBytes key = master_key.derive(crypto::KeyUse::backups);
  std::string hash;
  while (size > 0) {
    const std::string piece = read(source, std::min(size, piece_size));
    hash = crypto::keyed_hash(key, {"piece", hash, piece});
    size -= piece.size();
  }
  return std::string(begin) + crypto::keyed_hash(key, {"whole", hash}) + '\n';
}

}  // namespace

void seal(const fs::path& file, const crypto::MasterKey& master_key) {
  std::ifstream source(file, std::ios::binary);
  const std::string line = line_for(source, fs::file_size(file), master_key);
  std::ofstream target(file, std::ios::binary | std::ios::app);
  if (!(target << line << std::flush)) throw std::runtime_error("cannot write " + file.string());
}

std::uint64_t expect_seal(const fs::path& file, const crypto::MasterKey& master_key) {
  const std::uint64_t whole = fs::file_size(file);
  const std::uint64_t size = whole - std::min<std::uint64_t>(whole, line_size);
  std::ifstream source(file, std::ios::binary);
  const std::string expected = line_for(source, size, master_key);
  const std::string found = read(source, whole - size);
  if (!found.starts_with(begin)) {
    throw std::runtime_error("it has no seal: it is none that `gatehouse backup` has made, or it was cut");
  }
  if (!crypto::equal_in_constant_time(found, expected)) {
    throw std::runtime_error(
        "its seal does not fit: the file was changed since it was made, or this is not the master key of "
        "then");
  }
  return size;
}

void break_seal(const fs::path& file, const crypto::MasterKey& master_key) {
  fs::resize_file(file, expect_seal(file, master_key));
}

}  // namespace gatehouse::server
