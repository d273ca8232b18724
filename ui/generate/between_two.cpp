#include "ui/generate/between_two.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <utility>

#include "ui/fill_recipe.h"
#include "ui/generate/fill_scene.h"

namespace ui {

namespace {

constexpr int kIdle = 700; // milliseconds without a change, before a place is worked out

double product(const std::vector<float>& a, const std::vector<float>& b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
    }
    return sum;
}

std::int64_t bytesOf(const FillCandidate& candidate)
{
    std::int64_t out = 0;
    for (const core::Layer& layer : candidate.layers) {
        out += layer.pixels.size().area() * 5; // with its mask; half of what deep ones take
    }
    for (const PlacedPicture& picture : candidate.pictures) {
        out += picture.image.sizeInBytes();
    }
    return out;
}

/// What is shown and kept of one part's result.
struct Made {
    core::Layer layer;
    QImage picture;
    QImage thumbnail;
};

core::Result<Made> madeOf(const FillPart& part, const core::PixelBuffer& image,
                          const std::string& name, const std::string& recipe)
{
    core::Result<core::Layer> layer = finishPart(part, image, name);
    if (!layer) {
        return core::fail(layer.error());
    }
    layer->recipe = recipe;
    Made out{std::move(*layer), {}, {}};
    out.picture = layerPicture(out.layer);
    out.thumbnail = partThumbnail(part, out.layer, out.picture);
    return out;
}

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
struct BetweenTwo::Run {
    int place = 0;
    Detail wanted = Detail::Whole;
    FillCandidate candidate;
    std::size_t part = 0;
    diffusion::JobId id = 0;
    /// Asked for and told on two threads: whichever comes second calls the rest off.
    std::atomic<bool> pictured{false};
    std::atomic<bool> stale{false};
};

BetweenTwo::BetweenTwo(diffusion::FillService& service, Background& background, QObject* parent)
    : QObject(parent), m_service(service), m_background(background)
{
    m_idle.setSingleShot(true);
    m_idle.setInterval(kIdle);
    connect(&m_idle, &QTimer::timeout, this, [this] {
        const auto known = m_known.find(m_place);
        if (!m_run && known != m_known.end() && known->second.detail == Detail::Whole) {
            start(Detail::Refined);
        }
    });
}

BetweenTwo::~BetweenTwo()
{
    if (m_run) {
        m_service.cancel(m_run->id);
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

bool BetweenTwo::hasWords(const FillOutcome& outcome, int from)
{
    if (!outcome.parts || from < 0 || from >= static_cast<int>(outcome.candidates.size())) {
        return false;
    }
    const FillCandidate& one = outcome.candidates[static_cast<std::size_t>(from)];
    const bool local = !one.states.empty(); // servers take no two prompts, and give no latents
    return local && !one.copyOnly && !outcome.params.prompt.empty();
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
        m_known[0] = {outcome->candidates[static_cast<std::size_t>(from)], Detail::Refined};
        m_known[kPlaces] = {outcome->candidates[static_cast<std::size_t>(to)], Detail::Refined};
    }
}

void BetweenTwo::beginWords(const OutcomeRef& outcome, int from, const std::string& towards)
{
    if (outcome == m_outcome && from == m_from && m_to < 0 && towards == m_words) {
        return;
    }
    end();
    if (outcome && hasWords(*outcome, from) && !towards.empty()) {
        m_outcome = outcome;
        m_from = from;
        m_to = -1;
        m_words = towards;
        m_known[0] = {outcome->candidates[static_cast<std::size_t>(from)], Detail::Refined};
    }
}

void BetweenTwo::end()
{
    callOff();
    m_idle.stop();
    m_known.clear();
    m_shown.clear();
    m_shownPlace = -1;
    m_shownDetail = Detail::Nothing;
    m_place = 0;
    m_seen = true;
    if (std::exchange(m_outcome, nullptr)) {
        Q_EMIT changed();
    }
}

void BetweenTwo::callOff()
{
    if (const RunRef run = std::exchange(m_run, nullptr)) {
        m_service.cancel(run->id);
    }
}

void BetweenTwo::setPlace(int place)
{
    if (!m_outcome) {
        return;
    }
    const int wanted = std::clamp(place, 0, kPlaces);
    if (wanted != m_place && m_seen) {
        m_seen = false;
        m_sinceChange.start(); // the first change that no picture has answered yet
    }
    m_place = wanted;
    m_idle.stop();
    follow();
}

void BetweenTwo::setMoving(bool moving)
{
    m_moving = moving;
    if (moving) {
        m_idle.stop();
    } else {
        refineSoon();
    }
}

void BetweenTwo::setHeld(bool held)
{
    m_held = held;
    if (held && m_run && m_run->wanted == Detail::Refined) {
        callOff();
    } else if (!held) {
        refineSoon();
    }
}

void BetweenTwo::follow()
{
    if (m_run && m_run->place != m_place) {
        m_run->stale = true;
        if (m_run->pictured || m_run->wanted == Detail::Refined) {
            callOff();
        }
    }
    const auto known = m_known.find(m_place);
    if (known == m_known.end()) {
        if (!m_run) {
            start(Detail::Whole);
        }
        return;
    }
    m_shown = known->second.candidate.pictures;
    m_shownPlace = m_place;
    m_shownDetail = known->second.detail;
    pictured();
    refineSoon();
    Q_EMIT changed();
}

void BetweenTwo::pictured()
{
    if (!m_seen) {
        m_seen = true;
        m_firstPicture = m_sinceChange.elapsed();
    }
}

void BetweenTwo::refineSoon()
{
    const auto known = m_known.find(m_place);
    const bool wanted = m_outcome && known != m_known.end() &&
                        known->second.detail == Detail::Whole && !m_moving && !m_held;
    if (wanted) {
        m_idle.start();
    }
}

BetweenTwo::Detail BetweenTwo::detail() const
{
    return m_shownPlace == m_place ? m_shownDetail : Detail::Nothing;
}

std::optional<FillCandidate> BetweenTwo::candidate() const
{
    const auto found = m_known.find(m_place);
    return found == m_known.end() ? std::nullopt
                                  : std::optional<FillCandidate>(found->second.candidate);
}

void BetweenTwo::start(Detail wanted)
{
    m_run = std::make_shared<Run>();
    m_run->place = m_place;
    m_run->wanted = wanted;
    m_run->candidate.used = m_known[0].candidate.used;
    m_run->candidate.nearby = m_known[0].candidate.nearby;
    if (m_to < 0) {
        m_run->candidate.walk = {m_words, static_cast<float>(m_place) / kPlaces};
    }
    submitPart(m_run);
}

diffusion::FillRequest BetweenTwo::requestOf(const Run& run) const
{
    const FillCandidate& base = m_known.at(0).candidate;
    diffusion::FillRequest request = (*m_outcome->parts)[run.part].request;
    // That of the pre-fill too, which is so the same for every place.
    request.seed = base.used.seed + run.part;
    request.nearby = base.nearby;
    request.keepState = true;
    request.previews = run.wanted == Detail::Whole;
    if (m_to < 0) {
        request.walk = run.candidate.walk;
        if (run.wanted == Detail::Whole) {
            request.steps = std::min(kQuickSteps, base.used.steps);
        }
        return request;
    }
    const diffusion::GenerationStateRef& a = base.states[run.part];
    const diffusion::GenerationStateRef& b = m_known.at(kPlaces).candidate.states[run.part];
    auto state = std::make_shared<diffusion::GenerationState>();
    state->latents =
        latentsBetween(*a->latents, *b->latents, static_cast<double>(run.place) / kPlaces);
    request.state = std::move(state);
    request.moreSteps = run.wanted == Detail::Refined ? kRefineSteps : 0;
    return request;
}

void BetweenTwo::submitPart(const RunRef& run)
{
    const QPointer<BetweenTwo> guard(this);
    const auto post = [guard](auto call) {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard, call = std::move(call)]() mutable {
                if (guard) {
                    call(*guard);
                }
            },
            Qt::QueuedConnection);
    };
    diffusion::FillSink sink;
    sink.progress = [post, run, &service = m_service, parts = m_outcome->parts,
                     part = run->part](const diffusion::FillProgress& progress) {
        const bool begun = progress.stage == diffusion::Stage::Decoding || progress.step > 0;
        if (!progress.preview || !begun) {
            return;
        }
        post([run, picture = partPreview((*parts)[part], *progress.preview)](BetweenTwo& self) {
            self.previewed(run, picture);
        });
        run->pictured = true;
        if (run->stale) {
            service.cancel(progress.job);
        }
    };
    sink.done = [post, run](core::Result<diffusion::FillResult> result) {
        auto shared = std::make_shared<core::Result<diffusion::FillResult>>(std::move(result));
        post([run, shared](BetweenTwo& self) { self.partDone(run, std::move(*shared)); });
    };
    // Copying and checking the pictures takes a while for large ones.
    m_background.run(
        this,
        [&service = m_service, request = std::make_shared<diffusion::FillRequest>(requestOf(*run)),
         sink = std::move(sink)](const std::stop_token&) {
            return service.submit(std::move(*request), sink);
        },
        [this, run](core::Result<diffusion::JobId> id) {
            if (id) {
                run->id = *id;
                if (run != m_run) {
                    m_service.cancel(*id);
                }
            } else if (run == m_run) {
                partDone(run, core::fail(id.error()));
            }
        });
}

void BetweenTwo::previewed(const RunRef& run, const QImage& picture)
{
    if (run != m_run) {
        return;
    }
    if (m_shown.size() != m_outcome->parts->size()) {
        m_shown = m_known[0].candidate.pictures;
        m_shown.resize(m_outcome->parts->size());
    }
    const core::Rect& context = (*m_outcome->parts)[run->part].prepared.plan.context;
    m_shown[run->part] = {picture, context.translated(m_outcome->canvas.x, m_outcome->canvas.y)};
    m_shownPlace = run->place;
    m_shownDetail = Detail::Preview;
    pictured();
    if (run->place != m_place) {
        callOff();
        follow();
    }
    Q_EMIT changed();
}

void BetweenTwo::partDone(const RunRef& run, core::Result<diffusion::FillResult> result)
{
    if (run != m_run) {
        return;
    }
    if (!result) {
        m_run.reset();
        if (run->place != m_place || run->stale) {
            follow(); // there and back
        } else {
            fail(result.error());
        }
        return;
    }
    FillCandidate& candidate = run->candidate;
    const core::Layer& like = m_known[0].candidate.layers[run->part];
    std::string recipe = like.recipe;
    if (m_to < 0) {
        if (run->part == 0) {
            candidate.used = result->parameters;
        }
        FillParams params = m_outcome->params;
        params.nearby = candidate.nearby;
        params.walk = candidate.walk;
        const core::Size size = (*m_outcome->parts)[run->part].prepared.plan.imageSize;
        recipe = core::recipeToJson(recipeOf(params, result->parameters, size));
    }
    auto state = std::make_shared<diffusion::GenerationState>();
    state->latents = result->state ? result->state->latents : nullptr;
    candidate.states.push_back(std::move(state));
    m_background.run(
        this,
        [parts = m_outcome->parts, part = run->part, name = like.properties.name, recipe,
         image = std::make_shared<core::PixelBuffer>(std::move(result->image))](
            const std::stop_token&) { return madeOf((*parts)[part], *image, name, recipe); },
        [this, run](core::Result<Made> made) {
            if (run != m_run) {
                return;
            }
            if (!made) {
                m_run.reset();
                fail(made.error());
                return;
            }
            partFinished(run, std::move(made->layer), std::move(made->picture),
                         std::move(made->thumbnail));
        });
}

void BetweenTwo::partFinished(const RunRef& run, core::Layer layer, QImage picture,
                              QImage thumbnail)
{
    FillCandidate& out = run->candidate;
    const core::Rect& canvas = m_outcome->canvas;
    out.pictures.push_back({std::move(picture), layer.bounds().translated(canvas.x, canvas.y)});
    out.layers.push_back(std::move(layer));
    if (out.thumbnail.isNull()) {
        out.thumbnail = std::move(thumbnail);
    }
    if (++run->part < m_outcome->parts->size()) {
        submitPart(run);
        return;
    }
    ++m_decoded;
    m_known[run->place] = {std::move(out), run->wanted};
    m_run.reset();
    forgetFarOnes();
    follow();
}

void BetweenTwo::forgetFarOnes()
{
    const auto isEnd = [this](int place) { return place == 0 || (place == kPlaces && m_to >= 0); };
    std::int64_t bytes = 0;
    for (const auto& [place, known] : m_known) {
        bytes += isEnd(place) ? 0 : bytesOf(known.candidate);
    }
    while (bytes > kMostBytes) {
        auto farthest = m_known.end();
        for (auto one = m_known.begin(); one != m_known.end(); ++one) {
            const bool farther = farthest == m_known.end() || std::abs(one->first - m_place) >
                                                                  std::abs(farthest->first - m_place);
            farthest = !isEnd(one->first) && one->first != m_place && farther ? one : farthest;
        }
        if (farthest == m_known.end()) {
            return;
        }
        bytes -= bytesOf(farthest->second.candidate);
        m_known.erase(farthest);
    }
}

void BetweenTwo::fail(const core::Error& error)
{
    if (error.code != core::ErrorCode::Cancelled) {
        Q_EMIT failed(QString::fromStdString(error.message));
    }
}

} // namespace ui
