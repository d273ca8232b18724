#include "diffusion/training/pair_set.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <sstream>

namespace diffusion::training {

namespace {

namespace fs = std::filesystem;
using core::ErrorCode;

/// SplitMix64 (Steele, Lea, Flood 2014).
std::uint64_t mixed(std::uint64_t z)
{
    z += 0x9E3779B97F4A7C15ULL;
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
}

/// Fisher and Yates's shuffle of 0 .. count - 1.
std::vector<std::int64_t> permutation(std::int64_t count, std::uint64_t seed)
{
    std::vector<std::int64_t> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), std::int64_t{0});
    for (std::size_t i = order.size(); i > 1; --i) {
        seed = mixed(seed);
        std::swap(order[i - 1], order[seed % i]);
    }
    return order;
}

} // namespace

core::Result<PairSet> PairSet::fromShards(std::vector<PairShard> shards)
{
    PairSet set;
    for (std::size_t s = 0; s < shards.size(); ++s) {
        if (shards[s].channels != shards.front().channels ||
            shards[s].side != shards.front().side) {
            return core::fail(ErrorCode::InvalidArgument, "training pairs of different sizes");
        }
        for (std::int64_t i = 0; i < shards[s].count(); ++i) {
            set.m_places.push_back({s, i});
        }
    }
    if (set.m_places.empty()) {
        return core::fail(ErrorCode::NotFound, "no training pairs");
    }
    set.m_shards = std::move(shards);
    return set;
}

core::Result<PairSet> PairSet::load(const std::vector<std::string>& folders, int maxShards)
{
    std::vector<PairShard> shards;
    for (const std::string& folder : folders) {
        std::vector<fs::path> files;
        std::error_code error;
        for (const fs::directory_entry& entry : fs::directory_iterator(folder, error)) {
            if (entry.path().extension() == ".safetensors") {
                files.push_back(entry.path());
            }
        }
        if (files.empty()) {
            return core::fail(ErrorCode::NotFound, folder + ": no training pairs in this folder");
        }
        std::sort(files.begin(), files.end());
        files.resize(std::min(files.size(), static_cast<std::size_t>(std::max(0, maxShards))));
        for (const fs::path& file : files) {
            core::Result<PairShard> shard = readPairShard(file.string());
            if (!shard) {
                return core::fail(shard.error());
            }
            shards.push_back(std::move(*shard));
        }
    }
    return fromShards(std::move(shards));
}

const std::string& PairSet::caption(std::int64_t i) const
{
    const PairPlace& at = place(i);
    const PairShard& from = m_shards[at.shard];
    return from
        .captions[static_cast<std::size_t>(from.caption[static_cast<std::size_t>(at.index)])];
}

std::vector<std::int64_t> PairSet::batch(std::int64_t batch, int size, std::uint64_t seed) const
{
    const std::int64_t first = batch * size;
    std::vector<std::int64_t> chosen;
    std::int64_t pass = -1;
    std::vector<std::int64_t> order;
    for (std::int64_t i = first; i < first + size; ++i) {
        if (i / count() != pass) {
            pass = i / count();
            order = permutation(count(), mixed(seed) ^ mixed(static_cast<std::uint64_t>(pass)));
        }
        chosen.push_back(order[static_cast<std::size_t>(i % count())]);
    }
    return chosen;
}

core::Result<CaptionTable> CaptionTable::load(const std::string& path)
{
    std::ifstream file(path);
    if (!file) {
        return core::fail(ErrorCode::NotFound, path + ": no such file");
    }
    CaptionTable table;
    std::string line;
    while (std::getline(file, line)) {
        const std::size_t tab = line.find('\t');
        if (tab == std::string::npos) {
            return core::fail(ErrorCode::Unreadable, path + ": a line has no tab");
        }
        TokenIds ids;
        std::istringstream numbers(line.substr(tab + 1));
        for (std::int64_t id = 0; numbers >> id;) {
            ids.push_back(id);
        }
        table.add(line.substr(0, tab), std::move(ids));
    }
    return table;
}

TokenIds CaptionTable::encode(const std::string& caption, int length) const
{
    TokenIds ids{kBegin};
    if (const auto found = m_ids.find(caption); found != m_ids.end()) {
        const auto room = static_cast<std::size_t>(std::max(0, length - 2));
        ids.insert(ids.end(), found->second.begin(),
                   found->second.begin() +
                       static_cast<std::ptrdiff_t>(std::min(room, found->second.size())));
    }
    ids.push_back(kEnd);
    ids.resize(static_cast<std::size_t>(length), kPad);
    return ids;
}

} // namespace diffusion::training
