#pragma once

/// A walk from one candidate to another through the latents, decoded as one goes; what was decoded is
/// kept. No widgets. GUI thread only.

#include <QObject>

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
    static constexpr int kPlaces = 20; ///< from one to the other, whose pictures are kept

    BetweenTwo(diffusion::FillService& service, Background& background,
               QObject* parent = nullptr);
    ~BetweenTwo() override;

    /// Whether there is a way between these two.
    [[nodiscard]] static bool isPossible(const FillOutcome& outcome, int from, int to);
    void begin(const OutcomeRef& outcome, int from, int to);
    void end();
    [[nodiscard]] bool isActive() const { return m_outcome != nullptr; }

    /// [0, kPlaces]. The picture follows; of several asked for meanwhile the last one.
    void setPlace(int place);
    [[nodiscard]] int place() const { return m_place; }
    /// Of the place that was reached last; empty before the first.
    [[nodiscard]] const std::vector<PlacedPicture>& pictures() const { return m_shown; }
    /// The candidate at the place, once its picture is there.
    [[nodiscard]] std::optional<FillCandidate> candidate() const;
    /// How many places the engine has decoded.
    [[nodiscard]] int decoded() const { return m_decoded; }

Q_SIGNALS:
    void changed();
    void failed(const QString& message);

private:
    struct Walk;

    void decodeNext();
    void submitPart(const std::shared_ptr<Walk>& walk);
    void partDone(const std::shared_ptr<Walk>& walk, core::Result<diffusion::FillResult> result);
    void show(int place);

    diffusion::FillService& m_service;
    Background& m_background;
    OutcomeRef m_outcome;
    int m_from = 0;
    int m_to = 0;
    int m_place = 0;
    int m_decoded = 0;
    std::shared_ptr<Walk> m_walk; ///< the place being decoded; null while none is
    std::map<int, FillCandidate> m_known;
    std::vector<PlacedPicture> m_shown;
};

} // namespace ui
