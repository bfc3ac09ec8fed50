#include "tests/power_loss/disk.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace gatehouse::testing {
namespace {

using Kind = FileStep::Kind;

constexpr std::size_t sector = 512;

bool by_chance(Random& random, double of_one) {
  return std::uniform_real_distribution(0.0, 1.0)(random) < of_one;
}

/// Losses differ in kind: nothing of what was not synced arrives, all of it, or some.
double share_that_arrives(Random& random) {
  switch (random() % 4) {
    case 0:
      return 0;
    case 1:
      return 1;
    default:
      return std::uniform_real_distribution(0.0, 1.0)(random);
  }
}

/// A file that grows over what was never written shows zeros, or what lay on the disk before.
void grow(std::string& content, std::size_t size, bool zeros, Random& random) {
  const std::size_t from = content.size();
  if (size <= from) return;
  content.resize(size);
  for (std::size_t at = from; !zeros && at < size; ++at) content[at] = static_cast<char>(random());
}

void put(std::string& content, std::size_t at, std::string_view bytes) {
  std::ranges::copy(bytes, content.begin() + static_cast<std::ptrdiff_t>(at));
}

/// The pieces of a write between the borders of sectors, each of which arrives, or not, or in part.
void arrive(std::string& content, const FileStep& write, double share, bool torn, bool zeros,
            Random& random) {
  const auto start = static_cast<std::size_t>(write.offset);
  for (std::size_t at = 0; at < write.bytes.size();) {
    const std::size_t length = std::min(write.bytes.size() - at, sector - (start + at) % sector);
    std::string_view piece(write.bytes.data() + at, length);
    if (by_chance(random, share)) {
      grow(content, start + at + length, zeros, random);
      std::size_t skipped = 0;
      if (torn && by_chance(random, 0.1)) {
        const std::size_t kept = random() % length;
        skipped = random() % 2 == 0 ? 0 : length - kept;
        piece = piece.substr(skipped, kept);
      }
      put(content, start + at + skipped, piece);
    }
    at += length;
  }
}

}  // namespace

Disk::Disk(const DiskImage& synced, bool honest) : honest_(honest) {
  for (const auto& [name, content] : synced) names_[name].now = File{.synced = content};
}

void Disk::take(const FileStep& step) {
  if (step.kind == Kind::acknowledge) return;
  if (step.kind == Kind::sync_names) {
    for (auto& [text, each] : names_) each.sure |= honest_;
    return;
  }
  Name& name = names_[step.file];
  if (step.kind == Kind::create || step.kind == Kind::remove) {
    if (name.sure) name.before = name.now;
    name.sure = false;
    name.now.reset();
    if (step.kind == Kind::create) name.now.emplace();
  } else if (step.kind == Kind::sync) {
    sync(*name.now);
  } else {
    name.now->unsynced.push_back(step);
  }
}

void Disk::sync(File& file) const {
  if (!honest_) return;
  Random unused;
  for (const FileStep& step : std::exchange(file.unsynced, {})) {
    if (step.kind == Kind::write) {
      arrive(file.synced, step, 1, false, true, unused);
    } else {
      file.synced.resize(static_cast<std::size_t>(step.offset));
    }
  }
}

DiskImage Disk::lose_power(Random& random) const {
  DiskImage image;
  for (const auto& [text, name] : names_) {
    const std::optional<File>& found = name.sure || random() % 2 == 0 ? name.now : name.before;
    if (found) image[text] = remains(*found, random);
  }
  return image;
}

std::string Disk::remains(const File& file, Random& random) {
  std::string content = file.synced;
  const double share = share_that_arrives(random);
  const bool torn = random() % 2 == 0;
  const bool zeros = random() % 2 == 0;
  for (const FileStep& step : file.unsynced) {
    if (step.kind == Kind::write) {
      arrive(content, step, share, torn, zeros, random);
    } else if (by_chance(random, share)) {
      content.resize(static_cast<std::size_t>(step.offset));
    }
  }
  return content;
}

}  // namespace gatehouse::testing
