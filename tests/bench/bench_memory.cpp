/// Memory of a whole job at the size of Stable Diffusion 1.5, stage by stage. Not run by CTest.
///
///     bench_memory [SIDE [STEPS [float16|float32 [PRECISION]]]]     512 2 float16 float32
///     bench_memory autoencoder SIDE...                              its decoder and encoder alone
///
/// Makes a model folder with random weights in the temporary folder, stored as the third argument
/// says (2 or 4 GB on the disk, removed at the end), and creates a picture with guidance. PRECISION
/// is what the engine computes in. "private" is what the system cannot take back, "file" what it
/// can read again from the model's files. Peaks are those of the kernel (VmHWM), set back between
/// the stages.

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <future>
#include <string>

#include <ATen/Parallel.h>
#include <nlohmann/json.hpp>

#include "diffusion/engine.h"
#include "diffusion/models/autoencoder.h"
#include "diffusion/models/memory/tensor_memory.h"
#include "diffusion/models/text_encoder.h"
#include "diffusion/models/unet_2d_condition.h"
#include "diffusion/models/weights/safetensors.h"

using namespace diffusion;
namespace fs = std::filesystem;

namespace {

const char* const kUNet = R"({"in_channels": 4, "cross_attention_dim": 768,
    "attention_head_dim": 8, "sample_size": 64})";
const char* const kVae = R"({"_class_name": "AutoencoderKL", "latent_channels": 4,
    "block_out_channels": [128, 256, 512, 512], "layers_per_block": 2, "sample_size": 512})";
const char* const kText = R"({"architectures": ["CLIPTextModel"], "hidden_size": 768,
    "intermediate_size": 3072, "num_hidden_layers": 12, "num_attention_heads": 12,
    "max_position_embeddings": 77, "vocab_size": 49408, "hidden_act": "quick_gelu"})";

void writeText(const fs::path& file, const std::string& text)
{
    fs::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
}

void writeWeights(const fs::path& file, const Weights& weights, at::ScalarType stored)
{
    std::vector<std::pair<std::string, at::Tensor>> out;
    for (const auto& [name, tensor] : weights.parameters()) {
        out.emplace_back(name, tensor.to(stored));
    }
    writeSafetensors(file, out);
}

void makeModel(const fs::path& folder, at::ScalarType stored)
{
    const at::NoGradGuard inference;
    fs::remove_all(folder);
    writeText(folder / "model_index.json", R"({"_class_name": "StableDiffusionPipeline"})");
    writeText(folder / "scheduler" / "scheduler_config.json",
              R"({"_class_name": "DDIMScheduler", "beta_start": 0.00085, "beta_end": 0.012,
                  "beta_schedule": "scaled_linear", "clip_sample": false,
                  "set_alpha_to_one": false, "steps_offset": 1, "prediction_type": "epsilon"})");
    writeText(folder / "unet" / "config.json", kUNet);
    writeText(folder / "vae" / "config.json", kVae);
    writeText(folder / "text_encoder" / "config.json", kText);
    fs::copy(fs::path(STILLWATER_FIXTURES) / "tokenizers" / "bpe", folder / "tokenizer",
             fs::copy_options::recursive);
    {
        const Weights weights = Weights::random(1);
        const UNet2DConditionModel made(UNet2DConditionConfig::parse(nlohmann::json::parse(kUNet)),
                                        weights);
        writeWeights(folder / "unet" / "diffusion_pytorch_model.safetensors", weights, stored);
    }
    {
        const Weights weights = Weights::random(2);
        static_cast<void>(
            makeAutoencoderKL(AutoencoderKLConfig::parse(nlohmann::json::parse(kVae)), weights));
        writeWeights(folder / "vae" / "diffusion_pytorch_model.safetensors", weights, stored);
    }
    {
        const Weights weights = Weights::random(3);
        static_cast<void>(
            makeCLIPTextModel(CLIPTextConfig::parse(nlohmann::json::parse(kText)), weights));
        writeWeights(folder / "text_encoder" / "model.safetensors", weights, stored);
    }
    releaseTensorMemory();
}

/// Megabytes of a line of /proc/self/status.
double megabytesOf(const char* key)
{
    std::ifstream in("/proc/self/status");
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with(key)) {
            return std::atof(line.c_str() + std::string(key).size() + 1) * 1024 / 1e6;
        }
    }
    return -1;
}

void forgetPeak()
{
    std::ofstream("/proc/self/clear_refs") << "5";
}

double wholePeak = 0;

void reportStage(const char* name)
{
    const double peak = megabytesOf("VmHWM");
    wholePeak = std::max(wholePeak, peak);
    const TensorMemoryUse use = tensorMemoryUse();
    std::printf("%-22s peak %6.0f MB, now %6.0f (private %6.0f, file %6.0f); tensors %6.0f, kept "
                "%5.0f\n",
                name, peak, megabytesOf("VmRSS"), megabytesOf("RssAnon"), megabytesOf("RssFile"),
                static_cast<double>(use.held) / 1e6, static_cast<double>(use.kept) / 1e6);
    std::fflush(stdout);
    forgetPeak();
}

void measureJob(const fs::path& model, int side, int steps, const std::string& precision)
{
    forgetPeak();
    reportStage("before");
    EngineOptions options;
    options.moduleFolder = STILLWATER_MODULE_FOLDER;
    options.precision = precision;
    const auto engine = createEngine(options);
    if (const auto info = engine->modelInfo(model.string()); info.has_value()) {
        std::printf("files %.0f MB, and %.0f MB in faster layouts foretold for %d px\n",
                    static_cast<double>(info->weightBytes) / 1e6,
                    static_cast<double>(info->keptBytes) / 1e6, info->nativeSide);
    }
    for (int job = 0; job < 2; ++job) {
        FillRequest request;
        request.model = model.string();
        request.action = Action::Create;
        request.image = core::PixelBuffer(side, side, 3, 0.5F);
        request.prompt = "a meadow at sunset";
        request.guidanceScale = 7.5F;
        request.steps = steps;
        std::promise<core::Result<FillResult>> promise;
        auto last = std::chrono::steady_clock::now();
        const auto watch = [&](const FillProgress& p) {
            const auto now = std::chrono::steady_clock::now();
            const double seconds = std::chrono::duration<double>(now - last).count();
            last = now;
            const std::string name = p.stage == Stage::Denoising  ? "step " + std::to_string(p.step)
                                     : p.stage == Stage::Decoding ? "denoised"
                                                                  : "loaded";
            std::printf("%6.2f s  ", seconds);
            reportStage(name.c_str());
        };
        const auto id = engine->submit(std::move(request),
                                       {watch, [&](auto r) { promise.set_value(std::move(r)); }});
        if (!id) {
            std::printf("%s\n", id.error().message.c_str());
            return;
        }
        const auto result = promise.get_future().get();
        const auto now = std::chrono::steady_clock::now();
        std::printf("%6.2f s  ", std::chrono::duration<double>(now - last).count());
        reportStage(result ? "decoded" : result.error().message.c_str());
    }
    std::printf("peak of the whole: %.0f MB\n", wholePeak);
}

/// What tensors take at most, and how long it lasts, to decode and encode a picture of SIDE
/// squared.
void measureAutoencoder(std::int64_t side)
{
    const at::NoGradGuard inference;
    const auto vae = makeAutoencoderKL(AutoencoderKLConfig::parse(nlohmann::json::parse(kVae)),
                                       Weights::random(2));
    const auto measured = [side](const char* name, const std::function<void()>& work) {
        releaseTensorMemory();
        forgetTensorMemoryPeak();
        const std::size_t before = tensorMemoryUse().held;
        const auto start = std::chrono::steady_clock::now();
        work();
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
        std::printf("%s %5lld px  %7.2f s, tensors %6.0f MB\n", name, static_cast<long long>(side),
                    seconds.count(), static_cast<double>(tensorMemoryUse().peak - before) / 1e6);
        std::fflush(stdout);
    };
    const at::Tensor latents = at::randn({1, 4, side / 8, side / 8});
    at::Tensor picture;
    measured("decode", [&] { picture = vae->decode(latents, RunContext{}); });
    measured("encode", [&] { static_cast<void>(vae->encode(picture, RunContext{})); });
}

} // namespace

int main(int argc, char** argv)
{
    if (argc > 2 && std::string(argv[1]) == "autoencoder") {
        installTensorMemory();
        for (int i = 2; i < argc; ++i) {
            measureAutoencoder(std::atoi(argv[i]));
        }
        return 0;
    }
    const int side = argc > 1 ? std::atoi(argv[1]) : 512;
    const int steps = argc > 2 ? std::atoi(argv[2]) : 2;
    const bool whole = argc > 3 && std::string(argv[3]) == "float32";
    installTensorMemory();
    const fs::path model = fs::temp_directory_path() / "stillwater_bench_memory";
    makeModel(model, whole ? at::kFloat : at::kHalf);
    measureJob(model, side, steps, argc > 4 ? argv[4] : "float32");
    fs::remove_all(model);
    return 0;
}
