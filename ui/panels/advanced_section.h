#pragma once

/// Steps, guidance, strength, step cache, clip skip, sampler and seed. What the user has not touched is the business of
/// the quality and the model: it shows their value. GUI thread only.

#include <QWidget>

#include <cstdint>
#include <vector>

#include "ui/fill_params.h"

class QComboBox;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace ui {

class SliderField;

class AdvancedSection final : public QWidget {
    Q_OBJECT

public:
    explicit AdvancedSection(QWidget* parent = nullptr);

    void setSchedulers(const std::vector<diffusion::SchedulerInfo>& schedulers);
    /// What untouched fields show.
    void setDefaults(const diffusion::ActionDefaults& defaults);
    /// Whether strength is asked for here; Edit has it in plain view.
    void setStrengthVisible(bool visible);
    /// Puts what the user has set into `params`.
    void fillIn(FillParams& params) const;
    /// The seed for the next run: without a lock a new one each time.
    [[nodiscard]] std::uint64_t takeSeed();
    /// Shows all of `params` as if the user had set it, the seed locked.
    void showParams(const FillParams& params);
    /// All back to the model's and the quality's values, the seed unlocked.
    void forget();
    /// The steps that a run would take now.
    [[nodiscard]] int steps() const;

Q_SIGNALS:
    void changed();

private:
    void resetToDefaults();
    void showDefaults();
    [[nodiscard]] QWidget* makeSeedRow();

    diffusion::ActionDefaults m_defaults;
    SliderField* m_steps;
    SliderField* m_guidance;
    SliderField* m_strength;
    SliderField* m_stepCache;
    SliderField* m_clipSkip;
    QComboBox* m_scheduler;
    QLineEdit* m_seed;
    QToolButton* m_dice;
    QToolButton* m_lock;
    QPushButton* m_reset;
    bool m_stepsSet = false;
    bool m_guidanceSet = false;
    bool m_strengthSet = false;
};

} // namespace ui
