#include "diffusion/check/check_sections.h"

namespace diffusion::check {
namespace {

constexpr Section kSections[] = {
    {"tokenizer", &checkTokenizer},
    {"text", &checkText},
    {"unet", &checkUNet},
    {"transformer", &checkTransformer},
    {"vae", &checkVae},
    {"sched", &checkSchedulers},
    {"pipe", &checkPipelines},
};

} // namespace

std::span<const Section> sections() { return kSections; }

} // namespace diffusion::check
