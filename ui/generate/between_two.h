#pragma once

/// A walk from one candidate to another through the latents, or from a candidate's words to others,
/// in pictures that follow the hand: first what a cheap decoder or a few steps show, the whole
/// picture when the hand rests, and that worked out further when it rests longer. The last place
/// asked for wins; what an earlier one still costs is called off. No widgets. GUI thread only.

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "diffusion/fill_service.h"
#include "ui/background.h"
#include "ui/generate/fill_outcome.h"

namespace ui {

/// From `a` (t = 0) to `b` (t = 1) along the great circle, with lengths between those of both
/// (Shoemake 1985). Null where the two are of different sizes.
[[nodiscard]] diffusion::LatentRef latentsBetween(const diffusion::LatentPicture& a,
                                                  const diffusion::LatentPicture& b, double t);

class BetweenTwo final : public QObject {
    Q_OBJECT

public:
    static constexpr int kPlaces = 40;      ///< from one to the other
    static constexpr int kQuickSteps = 4;   ///< between words, before the place is worked out
    static constexpr int kRefineSteps = 4;  ///< of a place in the latents, at the schedule's end
    static constexpr std::int64_t kMostBytes = std::int64_t{96} << 20; ///< of places remembered

    /// How much of a place has been made.
    enum class Detail { Nothing, Preview, Whole, Refined };

    BetweenTwo(diffusion::FillService& service, Background& background,
               QObject* parent = nullptr);
    ~BetweenTwo() override;

    /// Whether there is a way between these two.
    [[nodiscard]] static bool isPossible(const FillOutcome& outcome, int from, int to);
    /// Whether there is a way from this one's words to others.
    [[nodiscard]] static bool hasWords(const FillOutcome& outcome, int from);
    void begin(const OutcomeRef& outcome, int from, int to);
    void beginWords(const OutcomeRef& outcome, int from, const std::string& towards);
    void end();
    [[nodiscard]] bool isActive() const { return m_outcome != nullptr; }

    /// [0, kPlaces]. The picture follows.
    void setPlace(int place);
    [[nodiscard]] int place() const { return m_place; }
    /// While the hand is on the slider nothing is worked out further.
    void setMoving(bool moving);
    /// Nor while other generations have the engine.
    void setHeld(bool held);

    /// Of the place that was reached last; empty before the first.
    [[nodiscard]] const std::vector<PlacedPicture>& pictures() const { return m_shown; }
    /// What pictures() are of the place that is asked for.
    [[nodiscard]] Detail detail() const;
    /// The candidate at the place, once it is whole.
    [[nodiscard]] std::optional<FillCandidate> candidate() const;
    /// How many whole places came from the engine.
    [[nodiscard]] int decoded() const { return m_decoded; }
    /// From a change of place to the first picture after it, milliseconds; negative before one.
    [[nodiscard]] qint64 firstPictureAfter() const { return m_firstPicture; }

Q_SIGNALS:
    void changed();
    void failed(const QString& message);

private:
    struct Run;
    using RunRef = std::shared_ptr<Run>;
    struct Known {
        FillCandidate candidate;
        Detail detail = Detail::Whole;
    };

    void follow();
    void start(Detail wanted);
    void callOff();
    void submitPart(const RunRef& run);
    [[nodiscard]] diffusion::FillRequest requestOf(const Run& run) const;
    void previewed(const RunRef& run, const QImage& picture);
    void partDone(const RunRef& run, core::Result<diffusion::FillResult> result);
    void partFinished(const RunRef& run, core::Layer layer, QImage picture, QImage thumbnail);
    void refineSoon();
    void forgetFarOnes();
    void fail(const core::Error& error);
    void pictured();

    diffusion::FillService& m_service;
    Background& m_background;
    OutcomeRef m_outcome;
    int m_from = 0;
    int m_to = -1; ///< negative: towards words
    std::string m_words;
    int m_place = 0;
    int m_shownPlace = -1;
    Detail m_shownDetail = Detail::Nothing;
    int m_decoded = 0;
    bool m_moving = false;
    bool m_held = false;
    RunRef m_run; ///< the place being made; null while none is
    std::map<int, Known> m_known;
    std::vector<PlacedPicture> m_shown;
    QTimer m_idle;
    QElapsedTimer m_sinceChange;
    bool m_seen = true; ///< a picture has come since the change
    qint64 m_firstPicture = -1;
};

} // namespace ui
