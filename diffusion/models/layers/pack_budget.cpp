#include "diffusion/models/layers/pack_budget.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <string>

namespace diffusion {
namespace {

/// 2 GiB where the system does not say.
std::int64_t freeMemory()
{
    constexpr std::int64_t kWithoutProc = std::int64_t(2) << 30;
    std::ifstream in("/proc/meminfo");
    for (std::string word; in >> word;) {
        std::int64_t kilobytes = 0;
        if (word == "MemAvailable:" && in >> kilobytes) {
            return kilobytes * 1024;
        }
    }
    return kWithoutProc;
}

/// Bytes that may still be taken.
class Budget {
public:
    explicit Budget(std::int64_t bytes) : m_left(bytes) {}

    bool take(std::int64_t bytes)
    {
        if (m_left.fetch_sub(bytes) >= bytes) {
            return true;
        }
        m_left.fetch_add(bytes);
        return false;
    }
    void giveBack(std::int64_t bytes) { m_left.fetch_add(bytes); }

private:
    std::atomic<std::int64_t> m_left;
};

Budget& packs()
{
    static Budget budget(freeMemory() / 2);
    return budget;
}

Budget& transforms()
{
    static Budget budget(transformMemory());
    return budget;
}

} // namespace

bool takePackMemory(std::int64_t bytes)
{
    return packs().take(bytes);
}

void giveBackPackMemory(std::int64_t bytes)
{
    packs().giveBack(bytes);
}

std::int64_t transformMemory()
{
    constexpr std::int64_t kLeast = std::int64_t(256) << 20;
    constexpr std::int64_t kForOthers = std::int64_t(8) << 30;
    static const std::int64_t bytes = std::max(kLeast, (freeMemory() - kForOthers) / 2);
    return bytes;
}

bool takeTransformMemory(std::int64_t bytes)
{
    return transforms().take(bytes);
}

void giveBackTransformMemory(std::int64_t bytes)
{
    transforms().giveBack(bytes);
}

} // namespace diffusion
