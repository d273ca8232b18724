// The files of a CLIP tokenizer, and words through what they make: vocab.json, merges.txt,
// special_tokens_map.json and the prompt, with a byte 1 between them.

#include <array>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <unistd.h>

#include "diffusion/models/load_error.h"
#include "diffusion/models/tokenizers/clip_bpe_tokenizer.h"
#include "diffusion/models/tokenizers/special_tokens.h"

namespace {

/// A folder of this process in memory, removed at the end.
struct Folder {
    std::filesystem::path path =
        std::filesystem::path("/dev/shm") / ("fuzz_tokenizer_" + std::to_string(getpid()));
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
};

constexpr std::array kFiles{"vocab.json", "merges.txt", "special_tokens_map.json"};

std::string_view cutAtMark(std::string_view& rest)
{
    const std::size_t end = rest.find('\x01');
    const std::string_view part = rest.substr(0, end);
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
    return part;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const Folder folder;
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    for (const char* name : kFiles) {
        std::ofstream(folder.path / name, std::ios::binary) << cutAtMark(rest);
    }
    try {
        const diffusion::ClipBpeTokenizer tokenizer(folder.path,
                                                    diffusion::readSpecialTokens(folder.path));
        for (const std::int64_t length : {0, 3, 77}) {
            const auto ids = tokenizer.encode(rest, length);
            if (length > 0 && ids.size() != static_cast<std::size_t>(length)) {
                __builtin_trap(); // what the text encoder's shapes rely on
            }
        }
    } catch (const diffusion::LoadError&) {
    }
    return 0;
}
