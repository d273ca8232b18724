// A SentencePiece model: what the check lets through, the library must load, and encode with, or
// refuse. The library itself is not instrumented, so a fault of its shows as a signal or as a word
// of its allocator.

#include <array>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <string>
#include <string_view>

#include <unistd.h>

#include "diffusion/models/tokenizers/sentencepiece_abi.h"
#include "diffusion/models/tokenizers/sentencepiece_check.h"

extern "C" const StillwaterSpmFunctions* stillwater_sentencepiece_functions();

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const std::string file = "/dev/shm/fuzz_sentencepiece_" + std::to_string(getpid());
    static const StillwaterSpmFunctions& functions = *stillwater_sentencepiece_functions();
    if (!diffusion::faultOfSentencePieceModel({reinterpret_cast<const char*>(data), size})
             .empty()) {
        return 0;
    }
    std::FILE* out = std::fopen(file.c_str(), "wb");
    std::fwrite(data, 1, size, out);
    std::fclose(out);
    std::array<char, 400> error{};
    void* model = functions.open(file.c_str(), error.data(), error.size());
    std::filesystem::remove(file);
    if (model == nullptr) {
        if (error[0] == '\0') {
            __builtin_trap(); // refused without a word
        }
        return 0;
    }
    const std::int32_t pieces = functions.vocabularySize(model);
    using namespace std::string_view_literals;
    for (const std::string_view text :
         {"a boat on a lake"sv, "\xEF\xBD\x81 \xEF\xBC\xA2 \xC2\xBD e\xCC\x81"sv, ""sv,
          "\xFF\xFE\0 broken \xE2\x82"sv}) {
        std::array<std::int32_t, 64> ids{};
        const std::int64_t count =
            functions.encode(model, text.data(), text.size(), ids.data(), ids.size());
        for (std::int64_t i = 0; i < count && i < 64; ++i) {
            if (ids[static_cast<std::size_t>(i)] < 0 ||
                ids[static_cast<std::size_t>(i)] >= pieces) {
                __builtin_trap(); // a row that the text encoder's embedding does not have
            }
        }
    }
    static_cast<void>(functions.pieceId(model, "</s>"));
    functions.close(model);
    return 0;
}
