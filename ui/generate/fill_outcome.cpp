#include "ui/generate/fill_outcome.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "core/commands/add_layer.h"
#include "core/commands/replace_layer.h"
#include "core/commands/resize_canvas.h"
#include "core/commands/set_mask.h"
#include "core/fill/refill.h"
#include "ui/fill_recipe.h"

namespace ui {

namespace {

/// How far the picture has moved on its canvas since `base`, as far as the lowest layer tells.
std::optional<core::Point> shiftSince(const core::DocumentSnapshot& base,
                                      const core::Document& document)
{
    if (base.layers.empty()) {
        return std::nullopt;
    }
    const core::LayerRef before = base.layers.front();
    const core::LayerRef now = document.layer(before->id);
    if (!now || now->pixels.size() != before->pixels.size()) {
        return std::nullopt;
    }
    return core::Point{now->offset.x - before->offset.x, now->offset.y - before->offset.y};
}

/// Above what was on top when the job began.
int indexFor(const core::DocumentSnapshot& base, const core::Document& document)
{
    const core::LayerId below = base.layers.empty() ? 0 : base.layers.back()->id;
    const int found = document.indexOf(below);
    return found < 0 ? static_cast<int>(document.layers().size()) : found + 1;
}

std::vector<core::Layer> layersOf(const FillOutcome& outcome, const std::vector<int>& candidates)
{
    std::vector<core::Layer> out;
    for (const int index : candidates) {
        const FillCandidate& one = outcome.candidates[static_cast<std::size_t>(index)];
        out.insert(out.end(), one.layers.begin(), one.layers.end());
    }
    return out;
}

/// The layers that the results replace, where all of them are still there.
std::vector<core::LayerId> placesOf(const FillOutcome& outcome, const core::Document& document)
{
    std::vector<core::LayerId> out = outcome.replaces;
    if (out.empty() && outcome.params.again != 0) {
        out.push_back(outcome.params.again);
    }
    const bool there = std::all_of(out.begin(), out.end(), [&](core::LayerId id) {
        return document.layer(id) != nullptr;
    });
    return there ? out : std::vector<core::LayerId>();
}

/// What is worked out further is the one that shows: the last of those that went in.
void rememberKept(FillOutcome& outcome, const std::vector<int>& candidates)
{
    if (candidates.empty() || candidates.back() < 0) {
        return;
    }
    const auto kept = static_cast<std::size_t>(candidates.back());
    const std::size_t count = outcome.candidates[kept].layers.size();
    if (outcome.layers.size() > count) {
        outcome.layers.erase(outcome.layers.begin(),
                             outcome.layers.end() - static_cast<std::ptrdiff_t>(count));
    }
    std::swap(outcome.candidates.front(), outcome.candidates[kept]);
}

void keepAside(const FillOutcome& outcome, std::vector<core::Layer>& layers,
               const core::Document& document)
{
    const std::optional<core::Point> shift = shiftSince(outcome.base, document);
    for (core::Layer& layer : layers) {
        layer.properties.visible = shift.has_value() && outcome.params.task != Task::Expand;
        const core::Point by = shift.value_or(core::Point{});
        layer.offset = {layer.offset.x + outcome.canvas.x + by.x,
                        layer.offset.y + outcome.canvas.y + by.y};
    }
}

void clearSelection(const FillOutcome& outcome, DocumentSession& session, const std::string& label)
{
    const core::Document& document = session.document();
    const bool used = outcome.params.again == 0 && outcome.replaces.empty() && outcome.params.task != Task::Expand;
    if (used && !outcome.base.mask.isEmpty() && document.mask().samePixels(outcome.base.mask)) {
        session.history().push(
            std::make_unique<core::SetMask>(document.mask(), core::Mask(document.size()), label));
    }
}

} // namespace

Applied applyOutcome(FillOutcome& outcome, const std::vector<int>& candidates)
{
    DocumentSession* session = outcome.session.data();
    if (session == nullptr) {
        return Applied::NoDocument;
    }
    core::Document& document = session->document();
    const std::string label = taskName(outcome.params.task).toStdString();
    std::vector<core::Layer> layers = layersOf(outcome, candidates);
    const bool fits = document.size() == outcome.base.size;
    int index = indexFor(outcome.base, document);
    const core::UndoGroup group(session->history(), label);
    outcome.layers.clear();
    const std::vector<core::LayerId> replaced = placesOf(outcome, document);
    if (fits && !replaced.empty() && replaced.size() <= layers.size()) {
        for (const core::LayerId id : replaced) {
            session->history().push(std::make_unique<core::ReplaceLayer>(
                core::inPlaceOf(*document.layer(id), std::move(layers.front())), label));
            layers.erase(layers.begin());
            outcome.layers.push_back(id);
            index = document.indexOf(id) + 1;
        }
    } else if (fits && outcome.canvas != document.rect()) {
        session->history().push(std::make_unique<core::ResizeCanvas>(outcome.canvas));
    } else if (!fits) {
        keepAside(outcome, layers, document);
    }
    for (core::Layer& layer : layers) {
        auto command = std::make_unique<core::AddLayer>(std::move(layer), index++, label);
        const core::AddLayer& added = *command; // the history keeps it
        session->history().push(std::move(command));
        outcome.layers.push_back(added.layerId());
    }
    if (fits) {
        clearSelection(outcome, *session, label);
    }
    rememberKept(outcome, candidates);
    return fits ? Applied::Done : Applied::KeptAside;
}

void keepHidden(const FillOutcome& outcome, DocumentSession& session)
{
    const std::string label = taskName(outcome.params.task).toStdString();
    const core::UndoGroup group(session.history(), label);
    for (const FillCandidate& candidate : outcome.candidates) {
        for (core::Layer layer : candidate.layers) {
            layer.properties.visible = false;
            const auto top = static_cast<int>(session.document().layers().size());
            session.history().push(
                std::make_unique<core::AddLayer>(std::move(layer), top, label));
        }
    }
}

std::unique_ptr<DocumentSession> documentOf(const FillOutcome& outcome,
                                            const std::vector<int>& candidates)
{
    std::vector<core::Layer> layers = layersOf(outcome, candidates);
    auto document = std::make_unique<core::Document>(outcome.params.size);
    for (std::size_t i = layers.size(); i-- > 0;) {
        layers[i].properties.visible = i == 0;
        document->insertLayer(static_cast<int>(document->layers().size()), std::move(layers[i]));
    }
    const QString name = layerName(outcome.params, outcome.params.seed);
    return std::make_unique<DocumentSession>(std::move(document), QString(), name);
}

} // namespace ui
