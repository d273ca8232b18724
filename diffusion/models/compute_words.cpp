#include "diffusion/models/compute_words.h"

#include <ATen/Context.h>

#include "diffusion/models/load_error.h"

namespace diffusion {
namespace {

constexpr std::size_t kShown = 40; // of a stranger's word

const char* nameOf(at::ScalarType dtype)
{
    return dtype == at::kHalf ? "float16" : dtype == at::kBFloat16 ? "bfloat16" : "float32";
}

} // namespace

at::Device deviceNamed(const std::string& word)
{
    if (word == "cpu" || (word == "auto" && !at::hasCUDA())) {
        return at::kCPU;
    }
    if (word != "auto" && word != "cuda") {
        throw LoadError(core::ErrorCode::InvalidArgument,
                        "\"" + word.substr(0, kShown) +
                            "\" is no device; choose auto, cpu or cuda");
    }
    if (!at::hasCUDA()) {
        throw LoadError(core::ErrorCode::InvalidArgument,
                        "this build of libtorch finds no CUDA device; choose auto or cpu");
    }
    return at::kCUDA;
}

std::optional<at::ScalarType> precisionNamed(const std::string& word,
                                             std::initializer_list<at::ScalarType> known)
{
    if (word == "auto") {
        return std::nullopt;
    }
    std::string names = "auto";
    for (const at::ScalarType dtype : known) {
        if (word == nameOf(dtype)) {
            return dtype;
        }
        names += std::string(", ") + nameOf(dtype);
    }
    throw LoadError(core::ErrorCode::InvalidArgument, "there is no precision \"" +
                                                          word.substr(0, kShown) +
                                                          "\" here; choose one of " + names);
}

} // namespace diffusion
