#include "diffusion/models/memory/tensor_memory.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <new>

#include <sys/mman.h>

#include <c10/core/Allocator.h>

namespace diffusion {
namespace {

constexpr std::size_t kLarge = 256 << 10;
constexpr std::size_t kGrain = 64 << 10; // sizes of large blocks are multiples of this
constexpr std::size_t kHugePage = 2 << 20;
constexpr std::size_t kHeader = 64; // before the data; keeps it aligned to a cache line
constexpr std::size_t kKeptAtMost = std::size_t(3) << 30;

/// Stands before the data of every block.
struct Header {
    std::size_t bytes = 0; ///< of the whole mapping; 0 = from malloc
};

/// Blocks that nobody uses, by size.
class KeptBlocks {
public:
    /// The smallest kept block that holds `bytes` and wastes at most a quarter; null without one.
    void* take(std::size_t bytes)
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_blocks.lower_bound(bytes);
        if (found == m_blocks.end() || found->first > bytes + bytes / 4) {
            holds(bytes);
            return nullptr;
        }
        void* block = found->second;
        m_use.kept -= found->first;
        holds(found->first);
        m_blocks.erase(found);
        return block;
    }

    /// False if so much is kept already that the block should go.
    bool keep(void* block, std::size_t bytes)
    {
        const std::lock_guard lock(m_mutex);
        m_use.held -= bytes;
        if (m_use.kept + bytes > kKeptAtMost) {
            return false;
        }
        m_blocks.emplace(bytes, block);
        m_use.kept += bytes;
        return true;
    }

    void failed(std::size_t bytes)
    {
        const std::lock_guard lock(m_mutex);
        m_use.held -= bytes;
    }

    void release()
    {
        std::multimap<std::size_t, void*> blocks;
        {
            const std::lock_guard lock(m_mutex);
            blocks.swap(m_blocks);
            m_use.kept = 0;
        }
        for (const auto& [bytes, block] : blocks) {
            munmap(block, bytes);
        }
    }

    TensorMemoryUse use() const
    {
        const std::lock_guard lock(m_mutex);
        return m_use;
    }

    void forgetPeak()
    {
        const std::lock_guard lock(m_mutex);
        m_use.peak = m_use.held;
    }

private:
    void holds(std::size_t bytes)
    {
        m_use.held += bytes;
        m_use.peak = std::max(m_use.peak, m_use.held);
    }

    mutable std::mutex m_mutex; ///< guards the two below
    std::multimap<std::size_t, void*> m_blocks;
    TensorMemoryUse m_use;
};

KeptBlocks& keptBlocks()
{
    static auto* blocks = new KeptBlocks; // tensors may be freed after static objects are gone
    return *blocks;
}

/// A new mapping, aligned to huge pages where it has any. Null when the system refuses.
void* mapBlock(std::size_t bytes)
{
    constexpr int kProtection = PROT_READ | PROT_WRITE;
    constexpr int kFlags = MAP_PRIVATE | MAP_ANONYMOUS;
    const std::size_t slack = bytes >= kHugePage ? kHugePage : 0;
    void* mapping = mmap(nullptr, bytes + slack, kProtection, kFlags, -1, 0);
    if (mapping == MAP_FAILED) {
        return nullptr;
    }
    if (slack == 0) {
        return mapping;
    }
    auto* start = static_cast<std::byte*>(mapping);
    const auto misfit = reinterpret_cast<std::uintptr_t>(start) % kHugePage;
    const std::size_t before = misfit == 0 ? 0 : kHugePage - misfit;
    if (before > 0) {
        munmap(start, before);
    }
    if (slack > before) {
        munmap(start + before + bytes, slack - before);
    }
    madvise(start + before, bytes, MADV_HUGEPAGE);
    return start + before;
}

std::byte* allocateSmall(std::size_t bytes)
{
    const std::size_t rounded = (bytes + 2 * kHeader - 1) / kHeader * kHeader;
    return static_cast<std::byte*>(std::aligned_alloc(kHeader, rounded));
}

std::byte* allocateLarge(std::size_t bytes)
{
    void* block = keptBlocks().take(bytes);
    if (block == nullptr) {
        block = mapBlock(bytes);
    }
    if (block == nullptr) {
        keptBlocks().release();
        block = mapBlock(bytes);
    }
    if (block == nullptr) {
        keptBlocks().failed(bytes);
    }
    return static_cast<std::byte*>(block);
}

void* allocateBlock(std::size_t bytes)
{
    if (bytes == 0) {
        return nullptr;
    }
    if (bytes > SIZE_MAX - kHeader - kGrain - kHugePage) {
        throw std::bad_alloc();
    }
    const bool large = bytes >= kLarge;
    const std::size_t whole = (bytes + kHeader + kGrain - 1) / kGrain * kGrain;
    std::byte* block = large ? allocateLarge(whole) : allocateSmall(bytes);
    if (block == nullptr) {
        throw std::bad_alloc();
    }
    if (large) {
        auto* header = reinterpret_cast<Header*>(block);
        header->bytes =
            header->bytes > whole ? header->bytes : whole; // kept blocks know their size
    } else {
        new (block) Header{};
    }
    return block + kHeader;
}

void freeBlock(void* data)
{
    if (data == nullptr) {
        return;
    }
    std::byte* block = static_cast<std::byte*>(data) - kHeader;
    const std::size_t bytes = reinterpret_cast<const Header*>(block)->bytes;
    if (bytes == 0) {
        std::free(block);
    } else if (!keptBlocks().keep(block, bytes)) {
        munmap(block, bytes);
    }
}

/// Two forms of allocate, because libtorch 2.3 took the const away; one of them overrides.
class TensorMemory final : public c10::Allocator {
public:
    c10::DataPtr allocate(std::size_t bytes) const { return pointerTo(bytes); }
    c10::DataPtr allocate(std::size_t bytes) { return pointerTo(bytes); }
    c10::DeleterFnPtr raw_deleter() const override { return &freeBlock; }
    void copy_data(void* to, const void* from, std::size_t bytes) const
    {
        std::memcpy(to, from, bytes);
    }

private:
    static c10::DataPtr pointerTo(std::size_t bytes)
    {
        void* data = allocateBlock(bytes);
        return {data, data, &freeBlock, c10::Device(c10::DeviceType::CPU)};
    }
};

} // namespace

void installTensorMemory()
{
    static TensorMemory* memory = [] {
        constexpr std::uint8_t kBeforeTheDefault = 1;
        auto* made = new TensorMemory; // lives as long as the process: libtorch keeps the pointer
        c10::SetAllocator(c10::DeviceType::CPU, made, kBeforeTheDefault);
        return made;
    }();
    static_cast<void>(memory);
}

void releaseTensorMemory()
{
    keptBlocks().release();
}

TensorMemoryUse tensorMemoryUse()
{
    return keptBlocks().use();
}

void forgetTensorMemoryPeak()
{
    keptBlocks().forgetPeak();
}

} // namespace diffusion
