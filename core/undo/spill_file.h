#pragma once

/// A nameless file on the disk that holds tiles which only the history still knows. A tile that was
/// put there is mapped: who reads it gets its samples as before, and the system fetches them from
/// the disk. Its space is used again when the tile goes.

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/image/tiled_image.h"

namespace core {

class SpillFile final : public TileStore, public std::enable_shared_from_this<SpillFile> {
public:
    /// In `folder`, which is made if it is not there. Null when that cannot be.
    [[nodiscard]] static std::shared_ptr<SpillFile> create(const std::string& folder);
    /// $XDG_CACHE_HOME/stillwater, or ~/.cache/stillwater.
    [[nodiscard]] static std::string defaultFolder();

    explicit SpillFile(int file) : m_file(file) {}
    ~SpillFile() override;
    SpillFile(const SpillFile&) = delete;
    SpillFile& operator=(const SpillFile&) = delete;

    /// Moves the samples of `tile` into the file. Nobody else may read it meanwhile. False when the
    /// disk does not take them: the tile stays as it was.
    [[nodiscard]] bool take(Tile& tile);
    void release(std::byte* memory, std::size_t bytes, std::int64_t place) noexcept override;

    /// Bytes in use.
    [[nodiscard]] std::int64_t usedBytes() const;

private:
    struct Gap {
        std::int64_t place;
        std::size_t bytes;
    };
    /// Where `bytes` fit.
    [[nodiscard]] std::int64_t reserve(std::size_t bytes);

    int m_file;
    mutable std::mutex m_placesMutex; ///< of what follows
    std::vector<Gap> m_gaps;
    std::int64_t m_end = 0;
    std::int64_t m_used = 0;
};

} // namespace core
