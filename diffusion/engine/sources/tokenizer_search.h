#pragma once

/// CLIP's vocabulary for checkpoints, which come without one. It is the same for all of them, so any
/// model on this machine that has it will do; the program may not carry it itself.

#include <filesystem>
#include <memory>

#include "diffusion/models/tokenizer.h"

namespace diffusion {

/// What pads a prompt: CLIP repeats the end, OpenCLIP was trained with "!" (id 0).
enum class PromptPadding { EndOfText, ExclamationMark };

/// Looks for vocab.json and merges.txt beside `checkpoint`, in `tokenizer` folders near it, in the
/// program folders above it, and in the known model folders. Only a vocabulary of exactly
/// `vocabularySize` tokens is taken. Throws LoadError(NotFound) saying what to put where.
[[nodiscard]] std::shared_ptr<const Tokenizer>
findClipTokenizer(const std::filesystem::path& checkpoint, std::int64_t vocabularySize,
                  PromptPadding padding);

} // namespace diffusion
