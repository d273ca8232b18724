#include "ui/generate/between_two.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/generate/fill_scene.h"

namespace ui {

namespace {

double product(const std::vector<float>& a, const std::vector<float>& b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    }
    return sum;
}

struct Made {
    core::Layer layer;
    QImage picture;
    QImage thumbnail;
    diffusion::LatentRef latents;
};

} // namespace

diffusion::LatentRef latentsBetween(const diffusion::LatentPicture& a,
                                    const diffusion::LatentPicture& b, double t)
{
    const bool alike = a.channels == b.channels && a.height == b.height && a.width == b.width &&
                       a.values.size() == b.values.size() && !a.values.empty();
    if (!alike) {
        return nullptr;
    }
    const double lengths = std::sqrt(product(a.values, a.values) * product(b.values, b.values));
    const double cosine = product(a.values, b.values) / std::max(lengths, 1e-12);
    const double angle = std::acos(std::clamp(cosine, -1.0, 1.0));
    const bool turns = std::sin(angle) > 1e-4;
    const double wa = turns ? std::sin((1 - t) * angle) / std::sin(angle) : 1 - t;
    const double wb = turns ? std::sin(t * angle) / std::sin(angle) : t;
    auto out = std::make_shared<diffusion::LatentPicture>(a);
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        out->values[i] = static_cast<float>(wa * static_cast<double>(a.values[i]) +
                                            wb * static_cast<double>(b.values[i]));
    }
    return out;
}

/// One place on its way.
struct BetweenTwo::Walk {
    int place = 0;
    FillCandidate candidate;
    std::size_t part = 0;
    diffusion::JobId id = 0;
};

BetweenTwo::BetweenTwo(diffusion::FillService& service, Background& background, QObject* parent)
    : QObject(parent), m_service(service), m_background(background)
{
}

BetweenTwo::~BetweenTwo()
{
    if (m_walk) {
        m_service.cancel(m_walk->id);
    }
}

bool BetweenTwo::isPossible(const FillOutcome& outcome, int from, int to)
{
    const auto count = static_cast<int>(outcome.candidates.size());
    if (from == to || std::min(from, to) < 0 || std::max(from, to) >= count || !outcome.parts) {
        return false;
    }
    const FillCandidate& a = outcome.candidates[static_cast<std::size_t>(from)];
    const FillCandidate& b = outcome.candidates[static_cast<std::size_t>(to)];
    const std::size_t parts = outcome.parts->size();
    if (a.states.size() != parts || b.states.size() != parts) {
        return false;
    }
    for (std::size_t i = 0; i < parts; ++i) {
        const bool there = a.states[i] && b.states[i] && a.states[i]->latents && b.states[i]->latents;
        if (!there || !latentsBetween(*a.states[i]->latents, *b.states[i]->latents, 0.5)) {
            return false;
        }
    }
    return true;
}

void BetweenTwo::begin(const OutcomeRef& outcome, int from, int to)
{
    if (outcome == m_outcome && from == m_from && to == m_to) {
        return;
    }
    end();
    if (outcome && isPossible(*outcome, from, to)) {
        m_outcome = outcome;
        m_from = from;
        m_to = to;
        m_known[0] = outcome->candidates[static_cast<std::size_t>(from)];
        m_known[kPlaces] = outcome->candidates[static_cast<std::size_t>(to)];
    }
}

void BetweenTwo::end()
{
    if (const auto walk = std::exchange(m_walk, nullptr)) {
        m_service.cancel(walk->id);
    }
    m_known.clear();
    m_shown.clear();
    m_place = 0;
    if (std::exchange(m_outcome, nullptr)) {
        Q_EMIT changed();
    }
}

void BetweenTwo::setPlace(int place)
{
    if (!m_outcome) {
        return;
    }
    m_place = std::clamp(place, 0, kPlaces);
    if (m_known.count(m_place) > 0) {
        show(m_place);
    } else if (!m_walk) {
        decodeNext();
    }
}

std::optional<FillCandidate> BetweenTwo::candidate() const
{
    const auto found = m_known.find(m_place);
    return found == m_known.end() ? std::nullopt : std::optional<FillCandidate>(found->second);
}

void BetweenTwo::show(int place)
{
    m_shown = m_known[place].pictures;
    Q_EMIT changed();
}

void BetweenTwo::decodeNext()
{
    m_walk = std::make_shared<Walk>();
    m_walk->place = m_place;
    m_walk->candidate.used = m_known[0].used;
    submitPart(m_walk);
}

void BetweenTwo::submitPart(const std::shared_ptr<Walk>& walk)
{
    const double t = static_cast<double>(walk->place) / kPlaces;
    auto state = std::make_shared<diffusion::GenerationState>();
    state->latents = latentsBetween(*m_known[0].states[walk->part]->latents,
                                    *m_known[kPlaces].states[walk->part]->latents, t);
    const QPointer<BetweenTwo> guard(this);
    diffusion::FillSink sink;
    sink.done = [guard, walk](core::Result<diffusion::FillResult> result) {
        auto shared = std::make_shared<core::Result<diffusion::FillResult>>(std::move(result));
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard, walk, shared] {
                if (guard) {
                    guard->partDone(walk, std::move(*shared));
                }
            },
            Qt::QueuedConnection);
    };
    const std::uint64_t seed = m_known[0].used.seed + walk->part;
    m_background.run(
        this,
        [&service = m_service, parts = m_outcome->parts, part = walk->part, seed, state,
         sink = std::move(sink)](const std::stop_token&) {
            diffusion::FillRequest request = (*parts)[part].request;
            request.seed = seed; // of the pre-fill, which is so the same for every place
            request.state = state;
            request.moreSteps = 0;
            request.keepState = true;
            request.previews = false;
            return service.submit(std::move(request), sink);
        },
        [this, walk](core::Result<diffusion::JobId> id) {
            if (id) {
                walk->id = *id;
                if (walk != m_walk) {
                    m_service.cancel(*id);
                }
            } else if (walk == m_walk) {
                partDone(walk, core::fail(id.error()));
            }
        });
}

void BetweenTwo::partDone(const std::shared_ptr<Walk>& walk,
                          core::Result<diffusion::FillResult> result)
{
    if (walk != m_walk) {
        return;
    }
    if (!result) {
        m_walk.reset();
        if (result.error().code != core::ErrorCode::Cancelled) {
            Q_EMIT failed(QString::fromStdString(result.error().message));
        }
        return;
    }
    const FillCandidate& base = m_known[0];
    const std::string name = base.layers[walk->part].properties.name;
    m_background.run(
        this,
        [parts = m_outcome->parts, part = walk->part, name, recipe = base.layers[walk->part].recipe,
         result = std::make_shared<diffusion::FillResult>(std::move(*result))](
            const std::stop_token&) -> core::Result<Made> {
            core::Result<core::Layer> layer = finishPart((*parts)[part], result->image, name);
            if (!layer) {
                return core::fail(layer.error());
            }
            layer->recipe = recipe;
            Made out{std::move(*layer), {}, {}, result->state ? result->state->latents : nullptr};
            out.picture = layerPicture(out.layer);
            out.thumbnail = partThumbnail((*parts)[part], out.layer, out.picture);
            return out;
        },
        [this, walk](core::Result<Made> made) {
            if (walk != m_walk) {
                return;
            }
            if (!made) {
                m_walk.reset();
                Q_EMIT failed(QString::fromStdString(made.error().message));
                return;
            }
            FillCandidate& out = walk->candidate;
            const core::Rect& canvas = m_outcome->canvas;
            out.pictures.push_back(
                {std::move(made->picture), made->layer.bounds().translated(canvas.x, canvas.y)});
            out.layers.push_back(std::move(made->layer));
            if (out.thumbnail.isNull()) {
                out.thumbnail = std::move(made->thumbnail);
            }
            auto state = std::make_shared<diffusion::GenerationState>();
            state->latents = std::move(made->latents);
            out.states.push_back(std::move(state));
            if (++walk->part < m_outcome->parts->size()) {
                submitPart(walk);
                return;
            }
            ++m_decoded;
            const int place = walk->place;
            m_known[place] = std::move(walk->candidate);
            m_walk.reset();
            show(place);
            if (m_place != place) {
                setPlace(m_place);
            }
        });
}

} // namespace ui
