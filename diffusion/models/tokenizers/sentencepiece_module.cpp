// The whole module: nothing of the rest of the program is linked into it.

#include <algorithm>
#include <cstdio>
#include <exception>
#include <memory>
#include <string>
#include <vector>

#include <sentencepiece_processor.h>

#include "diffusion/models/tokenizers/sentencepiece_abi.h"

namespace {

using sentencepiece::SentencePieceProcessor;

void* openModel(const char* file, char* error, std::size_t errorSize)
{
    try {
        auto model = std::make_unique<SentencePieceProcessor>();
        const auto status = model->Load(file);
        if (status.ok()) {
            return model.release();
        }
        std::snprintf(error, errorSize, "%s", status.ToString().c_str());
    } catch (const std::exception& exception) {
        std::snprintf(error, errorSize, "%s", exception.what());
    }
    return nullptr;
}

void closeModel(void* model)
{
    delete static_cast<SentencePieceProcessor*>(model);
}

std::int64_t encode(const void* model, const char* text, std::size_t size, std::int32_t* ids,
                    std::size_t capacity)
{
    try {
        std::vector<int> all;
        const auto status =
            static_cast<const SentencePieceProcessor*>(model)->Encode({text, size}, &all);
        if (!status.ok()) {
            return -1;
        }
        std::copy_n(all.begin(), std::min(capacity, all.size()), ids);
        return static_cast<std::int64_t>(all.size());
    } catch (const std::exception&) {
        return -1;
    }
}

std::int32_t pieceId(const void* model, const char* piece)
{
    try {
        const auto* processor = static_cast<const SentencePieceProcessor*>(model);
        const int id = processor->PieceToId(piece);
        return processor->IdToPiece(id) == piece ? id : -1; // an unknown piece gives <unk>'s id
    } catch (const std::exception&) {
        return -1;
    }
}

std::int32_t vocabularySize(const void* model)
{
    return static_cast<const SentencePieceProcessor*>(model)->GetPieceSize();
}

} // namespace

extern "C" __attribute__((visibility("default"))) const StillwaterSpmFunctions*
stillwater_sentencepiece_functions()
{
    static const StillwaterSpmFunctions kFunctions{diffusion::kSentencePieceAbiVersion,
                                                   &openModel,
                                                   &closeModel,
                                                   &encode,
                                                   &pieceId,
                                                   &vocabularySize};
    return &kFunctions;
}
