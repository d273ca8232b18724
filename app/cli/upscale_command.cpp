#include "app/cli/upscale_command.h"

#include "app/cli/generation_session.h"

namespace app {

namespace {

using diffusion::Action;

core::Status upscale(GenerationSession& session, const UpscaleArguments& arguments)
{
    const auto info = session.modelFor(Action::Upscale);
    if (!info) {
        return core::fail(info.error());
    }
    if (core::Status status = session.open(arguments.input); !status) {
        return status;
    }
    diffusion::FillRequest request = session.request(Action::Upscale);
    request.image = core::visiblePicture(session.document().snapshot());
    request.noiseLevel = arguments.noiseLevel;
    const auto result = session.generate(std::move(request));
    if (!result) {
        return core::fail(result.error());
    }
    auto large = std::make_unique<core::Document>(result->image.size());
    large->setInfo(session.document().info());
    core::Layer layer = core::pictureLayer(result->image, {}, core::PixelFormat::Rgba8,
                                           actionName(Action::Upscale));
    layer.recipe = session.recipe(actionId(Action::Upscale), session.document().size());
    large->insertLayer(0, std::move(layer));
    session.setDocument(std::move(large));
    return {};
}

} // namespace

int runUpscaleCommand(const UpscaleArguments& arguments)
{
    GenerationSession session(arguments);
    return session.run([&] { return upscale(session, arguments); });
}

} // namespace app
