#pragma once

/// Where the samples of a tile lie: on the heap, or somewhere that a store lends (the history puts
/// tiles it does not need for now on the disk). Any thread.

#include <cstddef>
#include <cstdint>
#include <memory>

namespace core {

class TileStore {
public:
    virtual ~TileStore() = default;
    /// Takes back `bytes` at `memory`, which it had lent from `place`. Any thread.
    virtual void release(std::byte* memory, std::size_t bytes, std::int64_t place) noexcept = 0;
};

/// The deleter of a tile's samples.
struct TileMemory {
    std::shared_ptr<TileStore> store; ///< null = heap
    std::size_t bytes = 0;
    std::int64_t place = 0; ///< the store's own

    void operator()(std::byte* memory) const noexcept
    {
        if (store) {
            store->release(memory, bytes, place);
        } else {
            delete[] memory;
        }
    }
};

} // namespace core
