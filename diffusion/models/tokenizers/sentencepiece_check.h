#pragma once

/// Looks through the bytes of a SentencePiece model before the library behind the module sees them:
/// that library follows indices in the file without a look at where they lead. std only. Any
/// thread.

#include <string>
#include <string_view>

namespace diffusion {

/// Files larger than this are refused; those of the largest vocabularies have some 6 MB.
inline constexpr std::size_t kLargestSentencePieceModel = std::size_t{64} << 20;

/// Empty where `model` is well formed: messages of protobuf within their bounds, pieces that are
/// short words of UTF-8 with finite scores and known kinds, normalisation tables whose every index
/// stays inside. Else what is wrong, one line.
[[nodiscard]] std::string faultOfSentencePieceModel(std::string_view model);

/// The same of one table of normalisation ("precompiled_charsmap"): four bytes of length, a double
/// array trie (Aoe 1989, as Darts-clone lays it out) of so many bytes, and texts that end with a
/// zero each.
[[nodiscard]] std::string faultOfCharacterMap(std::string_view table);

} // namespace diffusion
