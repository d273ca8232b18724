#include "diffusion/models/layers/pack_budget.h"

#include <atomic>
#include <fstream>
#include <string>

namespace diffusion {
namespace {

std::int64_t halfOfTheFree()
{
    constexpr std::int64_t kWithoutProc = std::int64_t(1) << 30;
    std::ifstream in("/proc/meminfo");
    for (std::string word; in >> word;) {
        std::int64_t kilobytes = 0;
        if (word == "MemAvailable:" && in >> kilobytes) {
            return kilobytes * 1024 / 2;
        }
    }
    return kWithoutProc;
}

std::atomic<std::int64_t>& left()
{
    static std::atomic<std::int64_t> bytes{halfOfTheFree()};
    return bytes;
}

} // namespace

bool takePackMemory(std::int64_t bytes, std::int64_t reserve)
{
    if (left().fetch_sub(bytes) >= bytes + reserve) {
        return true;
    }
    left().fetch_add(bytes);
    return false;
}

void giveBackPackMemory(std::int64_t bytes)
{
    left().fetch_add(bytes);
}

std::int64_t packMemoryLeft()
{
    return left().load();
}

} // namespace diffusion
