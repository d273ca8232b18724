#include "diffusion/training/pair_shard.h"

#include <cstring>

#include <nlohmann/json.hpp>

#include "diffusion/models/load_error.h"
#include "diffusion/models/tensor.h"
#include "diffusion/models/weights/safetensors.h"

namespace diffusion::training {

namespace {

template <class T>
at::Tensor tensorOf(const std::vector<T>& values, at::IntArrayRef shape, at::ScalarType type)
{
    return at::from_blob(const_cast<T*>(values.data()), shape, at::TensorOptions().dtype(type));
}

template <class T> std::vector<T> valuesOf(const at::Tensor& tensor, at::ScalarType type)
{
    const at::Tensor dense = tensor.to(type).contiguous();
    std::vector<T> values(static_cast<std::size_t>(dense.numel()));
    std::memcpy(values.data(), dense.data_ptr(), values.size() * sizeof(T));
    return values;
}

} // namespace

core::Status writePairShard(const std::string& path, const PairShard& shard)
{
    const std::int64_t n = shard.count();
    const std::int64_t s = shard.side;
    const at::Tensor truth = tensorOf(shard.truth, {n, shard.channels, s, s}, at::kFloat);
    const at::Tensor prefilled = tensorOf(shard.prefilled, {n, shard.channels, s, s}, at::kFloat);
    try {
        writeSafetensors(path,
                         {{"truth", truth.to(at::kHalf)},
                          {"prefilled", prefilled.to(at::kHalf)},
                          {"mask", tensorOf(shard.mask, {n, s, s}, at::kByte)},
                          {"caption", tensorOf(shard.caption, {n}, at::kInt)}},
                         {{"captions", nlohmann::json(shard.captions).dump()}});
    } catch (const LoadError& error) {
        return core::fail(error.error());
    }
    return {};
}

core::Result<PairShard> readPairShard(const std::string& path)
{
    try {
        const auto source = openSafetensors(path);
        const at::Tensor truth = source->read("truth", {});
        const at::Tensor prefilled = source->read("prefilled", {});
        const at::Tensor mask = source->read("mask", {});
        const at::Tensor caption = source->read("caption", {});
        if (truth.dim() != 4 || truth.sizes() != prefilled.sizes() || mask.dim() != 3 ||
            mask.size(0) != truth.size(0) || mask.size(1) != truth.size(2) ||
            mask.size(2) != truth.size(2) || truth.size(2) != truth.size(3) ||
            caption.numel() != truth.size(0)) {
            return core::fail(core::ErrorCode::BadWeights, path + ": sizes do not fit together");
        }
        PairShard shard;
        shard.channels = static_cast<int>(truth.size(1));
        shard.side = static_cast<int>(truth.size(2));
        shard.truth = valuesOf<float>(truth, at::kFloat);
        shard.prefilled = valuesOf<float>(prefilled, at::kFloat);
        shard.mask = valuesOf<std::uint8_t>(mask, at::kByte);
        shard.caption = valuesOf<std::int32_t>(caption, at::kInt);
        shard.captions = nlohmann::json::parse(readSafetensorsMetadata(path)["captions"]);
        for (const std::int32_t index : shard.caption) {
            if (index < 0 || index >= static_cast<std::int32_t>(shard.captions.size())) {
                return core::fail(core::ErrorCode::BadWeights, path + ": a caption is missing");
            }
        }
        return shard;
    } catch (const LoadError& error) {
        return core::fail(error.error());
    } catch (const std::exception& error) {
        return core::fail(core::ErrorCode::Unreadable, path + ": " + error.what());
    }
}

} // namespace diffusion::training
