#pragma once

/// All shards of one size in memory, handed out in batches. The order depends on a seed and the
/// batch's number only, so a resumed run sees what an uninterrupted one would have seen.
/// Immutable after loading; any thread.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "diffusion/training/pair_shard.h"

namespace diffusion::training {

using TokenIds = std::vector<std::int64_t>;

/// Which pair lies where.
struct PairPlace {
    std::size_t shard = 0;
    std::int64_t index = 0;
};

class PairSet {
public:
    /// Every *.safetensors of the folders, in order of their names, at most `maxShards` of each.
    /// Errors: those of readPairShard, NotFound when a folder has none, InvalidArgument when sizes
    /// differ.
    [[nodiscard]] static core::Result<PairSet> load(const std::vector<std::string>& folders,
                                                    int maxShards);

    [[nodiscard]] static core::Result<PairSet> fromShards(std::vector<PairShard> shards);

    [[nodiscard]] std::int64_t count() const { return static_cast<std::int64_t>(m_places.size()); }
    [[nodiscard]] int channels() const { return m_shards.front().channels; }
    [[nodiscard]] int side() const { return m_shards.front().side; }
    [[nodiscard]] const PairShard& shard(std::size_t i) const { return m_shards[i]; }
    [[nodiscard]] const PairPlace& place(std::int64_t i) const
    {
        return m_places[static_cast<std::size_t>(i)];
    }
    [[nodiscard]] const std::string& caption(std::int64_t i) const;

    /// Numbers of the pairs in batch `batch`: each pass over the set is shuffled anew.
    [[nodiscard]] std::vector<std::int64_t> batch(std::int64_t batch, int size,
                                                  std::uint64_t seed) const;

private:
    std::vector<PairShard> m_shards;
    std::vector<PairPlace> m_places;
};

/// Token ids of captions, made beforehand by the tokenizer: one "caption<TAB>id id id" a line.
class CaptionTable {
public:
    /// Errors: NotFound, Unreadable.
    [[nodiscard]] static core::Result<CaptionTable> load(const std::string& path);

    void add(const std::string& caption, TokenIds ids) { m_ids[caption] = std::move(ids); }

    /// [bos] text [eos], cut and padded to `length`. Captions not in the table count as empty.
    [[nodiscard]] TokenIds encode(const std::string& caption, int length) const;

    static constexpr std::int64_t kPad = 0;
    static constexpr std::int64_t kUnknown = 1;
    static constexpr std::int64_t kBegin = 2;
    static constexpr std::int64_t kEnd = 3;

private:
    std::map<std::string, TokenIds> m_ids;
};

} // namespace diffusion::training
