#include "ui/generate/fill_scene.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

#include "core/fill/refill.h"
#include "core/fill/whole_picture.h"
#include "core/selection/combine.h"
#include "diffusion/least_context.h"
#include "ui/image_conversion.h"

namespace ui {

namespace {

constexpr int kPreviewAlphaSide = 512; // previews are no larger; the alpha need not be either
constexpr double kMostPicturePixels = 8e6;
constexpr int kThumbnailSide = 128;

/// Every so many pixels of (h, w, 3), about `scale` times as large; good enough to shrink further.
QImage reducedPicture(const core::PixelBuffer& pixels, double scale)
{
    const int step = std::max(1, static_cast<int>(0.5 / std::max(scale, 1e-3)));
    QImage out(std::max(1, pixels.width() / step), std::max(1, pixels.height() / step),
               QImage::Format_RGB32);
    const auto byte = [](float v) { return static_cast<int>(std::clamp(v, 0.0F, 1.0F) * 255.0F); };
    for (int y = 0; y < out.height(); ++y) {
        auto* row = reinterpret_cast<QRgb*>(out.scanLine(y));
        for (int x = 0; x < out.width(); ++x) {
            const float* from = pixels.at(x * step, y * step);
            row[x] = qRgb(byte(from[0]), byte(from[1]), byte(from[2]));
        }
    }
    return out;
}

core::FillConstraints constraintsOf(const diffusion::ModelInfo& model, diffusion::Action action)
{
    core::FillConstraints out;
    out.sizeMultiple = model.sizeMultiple;
    out.nativeSide = model.nativeSide;
    out.maxSide = model.maxSide;
    out.padding = model.contextPadding(action);
    out.minContext = diffusion::leastContext(model, action);
    return out;
}

QImage previewAlpha(const core::PixelBuffer& composite)
{
    const QImage whole = coverageImage(composite);
    const QSize most(kPreviewAlphaSide, kPreviewAlphaSide);
    const QSize size = whole.size().scaled(most, Qt::KeepAspectRatio);
    return size.width() < whole.width()
               ? whole.scaled(size, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
               : whole;
}

/// What every request of the scene says.
diffusion::FillRequest requestFor(const FillScene& scene)
{
    const FillParams& params = scene.params;
    diffusion::FillRequest out;
    out.model = params.model;
    out.action = actionOf(params);
    out.growsPicture = params.task == Task::Expand;
    out.prompt = params.prompt;
    out.negativePrompt = params.negativePrompt;
    out.scheduler = params.scheduler;
    out.steps = params.steps;
    out.guidanceScale = params.guidanceScale;
    out.strength = params.strength;
    out.stepCache = params.stepCache;
    out.clipSkip = params.clipSkip;
    out.walk = params.walk;
    out.seed = params.seed;
    return out;
}

FillPart patchPart(const FillScene& scene, core::PreparedFill prepared, const core::Mask& selection)
{
    FillPart part;
    part.request = requestFor(scene);
    part.request.image = std::move(prepared.image);
    part.request.mask = prepared.mask;
    part.request.modelSize = prepared.plan.modelSize;
    if (scene.params.task == Task::Edit && scene.model.softMasks && scene.params.again == 0) {
        core::PixelBuffer shades = core::selectionShades(selection, prepared.plan);
        if (!shades.isEmpty()) {
            part.request.mask = std::move(shades);
        }
    }
    part.alpha = previewAlpha(prepared.compositeMask);
    prepared.image = part.request.image; // finishing needs it after the engine has had it
    part.prepared = std::move(prepared);
    return part;
}

/// A picture that fills `area` of the canvas.
FillPart wholePart(const FillScene& scene, core::PixelBuffer image, const core::Rect& area)
{
    FillPart part;
    part.kind = FillPart::Kind::Whole;
    part.request = requestFor(scene);
    part.request.modelSize =
        core::wholeModelSize(image.size(), constraintsOf(scene.model, part.request.action));
    part.request.image = std::move(image);
    part.prepared.plan.context = area;
    part.prepared.plan.maskBounds = area;
    part.prepared.plan.imageSize = area.size();
    part.prepared.plan.modelSize = part.request.modelSize;
    part.prepared.format = scene.snapshot.format;
    part.alpha = QImage(8, 8, QImage::Format_Grayscale8);
    part.alpha.fill(255);
    return part;
}

core::PixelBuffer blank(core::Size size)
{
    return core::PixelBuffer(size.width, size.height, 3, 0.5F);
}

FillPart createPart(const FillScene& scene)
{
    const FillParams& params = scene.params;
    if (params.target == CreateTarget::Selection) {
        const core::Rect box = scene.snapshot.mask.bounds();
        FillPart part = wholePart(scene, blank(box.size()), box);
        part.kind = FillPart::Kind::Shape;
        part.prepared.compositeMask = scene.snapshot.mask.toBuffer(box);
        part.alpha = previewAlpha(part.prepared.compositeMask);
        return part;
    }
    const core::Size canvas = scene.snapshot.size;
    const core::Point corner = params.target == CreateTarget::NewLayer
                                   ? core::Point{(canvas.width - params.size.width) / 2,
                                                 (canvas.height - params.size.height) / 2}
                                   : core::Point{};
    return wholePart(scene, blank(params.size),
                     {corner.x, corner.y, params.size.width, params.size.height});
}

/// The layer to make again, where it filled its place without a mask.
core::LayerRef wholeLayer(const FillScene& scene)
{
    for (const core::LayerRef& layer : scene.snapshot.layers) {
        if (layer->id == scene.params.again && !layer->mask) {
            return layer;
        }
    }
    return {};
}

core::Result<std::vector<FillPart>> againParts(const FillScene& scene)
{
    std::vector<FillPart> out;
    if (const core::LayerRef layer = wholeLayer(scene)) {
        core::PixelBuffer image = blank(layer->pixels.size());
        if (scene.params.task == Task::Edit) {
            core::DocumentSnapshot below = scene.snapshot;
            std::erase_if(below.layers, [&](const core::LayerRef& one) { return one == layer; });
            below.size = layer->pixels.size();
            for (core::LayerRef& one : below.layers) {
                auto moved = std::make_shared<core::Layer>(*one);
                moved->offset = {one->offset.x - layer->offset.x, one->offset.y - layer->offset.y};
                one = std::move(moved);
            }
            image = core::visiblePicture(below);
        }
        out.push_back(wholePart(scene, std::move(image), layer->bounds()));
        return out;
    }
    core::Result<core::PreparedFill> prepared = core::prepareRefill(
        scene.snapshot, scene.params.again, constraintsOf(scene.model, actionOf(scene.params)));
    if (!prepared) {
        return core::fail(prepared.error());
    }
    out.push_back(patchPart(scene, std::move(*prepared), {}));
    return out;
}

} // namespace

core::Result<FillScene> makeScene(const diffusion::FillService& service, const FillParams& params,
                                  core::DocumentSnapshot snapshot)
{
    core::Result<diffusion::ModelInfo> model = service.modelInfo(params.model);
    if (!model) {
        return core::fail(model.error());
    }
    if (!model->can(actionOf(params))) {
        return core::fail(core::ErrorCode::Unsupported,
                          "The model \"" + model->title + "\" is not made for this.");
    }
    FillScene out;
    out.params = params;
    out.model = std::move(*model);
    out.picture = snapshot.size;
    out.canvas = core::Rect::fromSize(snapshot.size);
    if (params.task == Task::Expand && params.again == 0) {
        if (core::Status status = core::checkExpansion(snapshot.size, params.canvas); !status) {
            return core::fail(status.error());
        }
        out.canvas = params.canvas;
        out.passes = core::expansionPasses(
            snapshot.size, params.canvas, core::expansionStep(snapshot.size, out.model.nativeSide));
        snapshot = core::expandedSnapshot(snapshot, params.canvas);
    }
    out.snapshot = std::move(snapshot);
    return out;
}

core::Result<std::vector<FillPart>> makeParts(const FillScene& scene, std::size_t pass,
                                              const std::vector<core::Layer>& before)
{
    const FillParams& params = scene.params;
    if (params.again != 0) {
        return againParts(scene);
    }
    std::vector<FillPart> out;
    if (params.task == Task::Create) {
        out.push_back(createPart(scene));
        return out;
    }
    core::DocumentSnapshot snapshot = scene.snapshot;
    core::FillOptions options;
    if (params.task == Task::Expand) {
        snapshot.mask = core::passSelection(scene.picture, scene.canvas, scene.passes, pass);
        options = core::expansionOptions(scene.picture);
        for (const core::Layer& layer : before) {
            snapshot.layers.push_back(std::make_shared<core::Layer>(layer));
        }
    } else if (params.task == Task::Edit && snapshot.mask.isEmpty()) {
        out.push_back(wholePart(scene, core::visiblePicture(snapshot), snapshot.rect()));
        return out;
    }
    core::Result<std::vector<core::PreparedFill>> fills =
        core::prepareFills(snapshot, constraintsOf(scene.model, actionOf(params)), options);
    if (!fills) {
        return core::fail(fills.error());
    }
    for (core::PreparedFill& fill : *fills) {
        out.push_back(patchPart(scene, std::move(fill), snapshot.mask));
    }
    return out;
}

core::Result<core::Layer> finishPart(const FillPart& part, const core::PixelBuffer& image,
                                     std::string name)
{
    if (part.kind == FillPart::Kind::Patch) {
        return core::finishFill(part.prepared, image, std::move(name));
    }
    const core::Rect& area = part.prepared.plan.context;
    if (image.size() != area.size() || image.channels() != 3) {
        return core::fail(core::ErrorCode::InvalidArgument,
                          "the generated picture has another size than was asked for");
    }
    core::Layer out =
        core::pictureLayer(image, {area.x, area.y}, part.prepared.format, std::move(name));
    if (part.kind == FillPart::Kind::Shape) {
        out.mask = core::Mask::fromBuffer(part.prepared.compositeMask);
    }
    return out;
}

QImage partPreview(const FillPart& part, const core::PixelBuffer& preview)
{
    // The rest is what a small canvas was padded by.
    const core::FillPlan& plan = part.prepared.plan;
    const core::Size visible{
        preview.width() * plan.context.width / std::max(1, plan.imageSize.width),
        preview.height() * plan.context.height / std::max(1, plan.imageSize.height)};
    return previewImage(preview, visible, part.alpha);
}

QImage partThumbnail(const FillPart& part, const core::Layer& layer, const QImage& layerPicture)
{
    const core::Rect& context = part.prepared.plan.context;
    // Around what was made, for a small hole in a large context would hardly be seen.
    const core::Rect made = layer.bounds();
    const int side = std::max(made.width, made.height);
    const core::Rect seen = made.expanded(side / 3).intersected(context);
    const double scale =
        static_cast<double>(kThumbnailSide) / std::max({1, seen.width, seen.height});
    QImage out(std::max(1, static_cast<int>(seen.width * scale)),
               std::max(1, static_cast<int>(seen.height * scale)), QImage::Format_RGB32);
    out.fill(Qt::gray);
    QPainter painter(&out);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.scale(scale, scale);
    painter.translate(-seen.x, -seen.y);
    if (part.kind == FillPart::Kind::Patch) {
        const QImage photo = reducedPicture(part.prepared.image, scale);
        painter.drawImage(
            QRectF(context.x, context.y, part.prepared.image.width(), part.prepared.image.height()),
            photo);
    }
    painter.drawImage(QRectF(made.x, made.y, made.width, made.height), layerPicture);
    return out;
}

QImage layerPicture(const core::Layer& layer)
{
    QImage out(layer.pixels.size().width, layer.pixels.size().height,
               QImage::Format_RGBA8888_Premultiplied);
    layer.pixels.readRgba8(layer.pixels.rect(), out.bits(), out.bytesPerLine(),
                           core::AlphaMode::Premultiplied);
    if (layer.mask) {
        for (int y = 0; y < out.height(); ++y) {
            std::vector<std::uint8_t> covered(static_cast<std::size_t>(out.width()));
            layer.mask->readGray8({0, y, out.width(), 1}, covered.data(), out.width());
            uchar* row = out.scanLine(y);
            for (int x = 0; x < out.width() * 4; ++x) {
                row[x] =
                    static_cast<uchar>(row[x] * covered[static_cast<std::size_t>(x / 4)] / 255);
            }
        }
    }
    const double pixels = static_cast<double>(out.width()) * out.height();
    if (pixels > kMostPicturePixels) {
        out = out.scaled(out.size() * std::sqrt(kMostPicturePixels / pixels), Qt::KeepAspectRatio,
                         Qt::SmoothTransformation);
    }
    return out.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

} // namespace ui
