#pragma once

// Measures the machine that this runs on, as the server would use it.

#include <chrono>
#include <filesystem>
#include <optional>

#include "server/tuning/machine.hpp"

namespace gatehouse::server {

using Seconds = std::chrono::duration<double>;

/// Hashes for about that long, alone and on all cores: at least once each.
HashTime measure_hash(const HashCost& cost, std::size_t cores, Seconds budget);

/// The median time of a durable write of 4 KiB on the disk of `folder`, or of the nearest folder above that
/// is there. Leaves nothing behind. Nothing where that cannot be measured.
std::optional<double> measure_disk(const std::filesystem::path& folder, Seconds budget);

/// All of it, within about `budget`.
Machine measure_machine(const std::filesystem::path& data_folder, double target, Seconds budget);

}  // namespace gatehouse::server
