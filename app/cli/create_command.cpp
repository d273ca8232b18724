#include "app/cli/create_command.h"

#include "app/cli/generation_session.h"

namespace app {

namespace {

using diffusion::Action;

core::Status create(GenerationSession& session, const CreateArguments& arguments)
{
    const auto info = session.modelFor(Action::Create);
    if (!info) {
        return core::fail(info.error());
    }
    const core::Size size{arguments.width > 0 ? arguments.width : info->nativeSide,
                          arguments.height > 0 ? arguments.height : info->nativeSide};
    diffusion::FillRequest request = session.request(Action::Create);
    request.image = core::PixelBuffer(size.width, size.height, 3, 0.5F);
    request.modelSize = core::wholeModelSize(size, constraintsOf(*info, Action::Create));
    const auto result = session.generate(std::move(request));
    if (!result) {
        return core::fail(result.error());
    }
    auto document = std::make_unique<core::Document>(size);
    core::Layer layer =
        core::pictureLayer(result->image, {}, core::PixelFormat::Rgba8, actionName(Action::Create));
    layer.recipe = session.recipe(actionId(Action::Create), size);
    document->insertLayer(0, std::move(layer));
    session.setDocument(std::move(document));
    return {};
}

} // namespace

int runCreateCommand(const CreateArguments& arguments)
{
    GenerationSession session(arguments);
    return session.run([&] { return create(session, arguments); });
}

} // namespace app
