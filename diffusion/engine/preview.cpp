#include "diffusion/engine/preview.h"

#include "diffusion/engine/image_tensor.h"
#include "diffusion/engine/noise.h"

namespace diffusion {
namespace {

constexpr std::int64_t kProbeCells = 16; // latents each way; 256 equations for a handful of unknowns
constexpr std::int64_t kPatchCells = 2;  // one colour covers 2 x 2 latents
constexpr double kRidge = 1e-4;          // keeps the equations solvable for idle channels
constexpr std::uint64_t kProbeSeed = 1;

} // namespace

LinearPreview::LinearPreview(const Autoencoder& vae, const RunContext& context)
{
    const std::int64_t patches = kProbeCells / kPatchCells;
    const at::Tensor colours = // (1, 3, patches, patches) in (0, 1)
        at::sigmoid(SeededNoise(kProbeSeed).normal({1, 3, patches, patches}));
    const std::int64_t side = kProbeCells * vae.downscaleFactor();
    const at::Tensor latents = vae.scaleLatents(
        vae.encode(toSigned(at::upsample_nearest2d(colours, {side, side})), context).mean);
    const std::int64_t channels = latents.size(1);

    const at::Tensor columns = latents[0].reshape({channels, -1}).t(); // (N, C)
    const at::Tensor inputs =
        at::cat({columns, at::ones({columns.size(0), 1})}, 1).to(at::kDouble); // (N, C + 1)
    const at::Tensor targets = at::upsample_nearest2d(colours, {latents.size(2), latents.size(3)})[0]
                                   .reshape({3, -1})
                                   .t()
                                   .to(at::kDouble); // (N, 3)
    const at::Tensor normal =
        inputs.t().matmul(inputs) + at::eye(channels + 1, at::kDouble) * kRidge;
    m_weights = at::linalg_solve(normal, inputs.t().matmul(targets)).to(at::kFloat);
}

at::Tensor LinearPreview::operator()(const at::Tensor& latents) const
{
    const std::int64_t channels = latents.size(1);
    const at::Tensor columns = latents[0].reshape({channels, -1}); // (C, h w)
    const at::Tensor rgb = m_weights.slice(0, 0, channels).t().matmul(columns) +
                           m_weights[channels].unsqueeze(1); // (3, h w)
    return rgb.reshape({1, 3, latents.size(2), latents.size(3)});
}

PreviewMaker::PreviewMaker(const LoadedModel& model, std::optional<LinearPreview>& linear,
                           at::Tensor base, at::Tensor mask)
    : m_model(model), m_linear(linear), m_base(std::move(base)), m_mask(std::move(mask))
{
}

std::shared_ptr<const core::PixelBuffer> PreviewMaker::base() const
{
    return shown(m_base);
}

std::shared_ptr<const core::PixelBuffer> PreviewMaker::operator()(const at::Tensor& latents,
                                                                  const RunContext& context)
{
    const core::Size size{static_cast<int>(m_base.size(3)), static_cast<int>(m_base.size(2))};
    at::Tensor inside;
    if (m_model.previewVae != nullptr) {
        const Autoencoder& tiny = *m_model.previewVae;
        inside = resized(toUnit(tiny.decode(tiny.unscaleLatents(latents), context)), size);
    } else if (m_model.decodesPreviews) {
        return of(toUnit(m_model.vae->decode(m_model.vae->unscaleLatents(latents), context)));
    } else {
        if (!m_linear) {
            m_linear.emplace(*m_model.vae, context);
        }
        inside = resized((*m_linear)(latents), size);
    }
    return inHole(inside);
}

std::shared_ptr<const core::PixelBuffer> PreviewMaker::of(const at::Tensor& decoded) const
{
    return inHole(m_reconstruction.defined() ? m_base + decoded - m_reconstruction : decoded);
}

std::shared_ptr<const core::PixelBuffer> PreviewMaker::inHole(const at::Tensor& inside) const
{
    return shown(m_base * (1.0 - m_mask) + inside.clamp(0.0, 1.0) * m_mask);
}

std::shared_ptr<const core::PixelBuffer> PreviewMaker::shown(const at::Tensor& picture) const
{
    return std::make_shared<const core::PixelBuffer>(
        toPixels(m_shape.isEmpty() ? picture : middlePart(picture, m_shape)));
}

} // namespace diffusion
