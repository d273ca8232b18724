#pragma once

/// The C functions of the module stillwater_sentencepiece.so. The library behind it carries its own
/// protobuf, whose symbols clash with the one libtorch brings; opened with RTLD_LOCAL and
/// RTLD_DEEPBIND, and with nothing but C across the border, both live in one process.

#include <cstddef>
#include <cstdint>

extern "C" {

struct StillwaterSpmFunctions {
    std::int32_t version; ///< kSentencePieceAbiVersion
    /// Null on failure, with one line in `error` (always terminated).
    void* (*open)(const char* file, char* error, std::size_t errorSize);
    void (*close)(void* model);
    /// Returns the number of ids of `text` and writes at most `capacity` of them; -1 on failure.
    std::int64_t (*encode)(const void* model, const char* text, std::size_t size,
                           std::int32_t* ids, std::size_t capacity);
    /// Id of an exact piece; -1 if the vocabulary has none.
    std::int32_t (*pieceId)(const void* model, const char* piece);
    std::int32_t (*vocabularySize)(const void* model);
};

using StillwaterSpmEntry = const StillwaterSpmFunctions* (*)();
}

namespace diffusion {
inline constexpr std::int32_t kSentencePieceAbiVersion = 1;
inline constexpr const char* kSentencePieceEntry = "stillwater_sentencepiece_functions";
inline constexpr const char* kSentencePieceModule = "stillwater_sentencepiece.so";
} // namespace diffusion
