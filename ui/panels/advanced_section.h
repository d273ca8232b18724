#pragma once

/// Steps, guidance, strength, sampler, seed and negative prompt. What the user has not touched is
/// the model's business: it shows the model's default and is not part of the request.
/// GUI thread only.

#include <QWidget>

#include <cstdint>
#include <vector>

#include "ui/fill_params.h"

class QComboBox;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace ui {

class PromptEdit;
class SliderField;

class AdvancedSection final : public QWidget {
    Q_OBJECT

public:
    explicit AdvancedSection(QWidget* parent = nullptr);

    void setSchedulers(const std::vector<diffusion::SchedulerInfo>& schedulers);
    /// What untouched fields show.
    void setDefaults(const diffusion::ActionDefaults& defaults);
    /// Puts this section's part into `params`; without a lock the seed is a new one each time.
    void fillIn(FillParams& params);

private:
    void resetToDefaults();
    void showDefaults();
    [[nodiscard]] QWidget* makeSeedRow();

    diffusion::ActionDefaults m_defaults;
    SliderField* m_steps;
    SliderField* m_guidance;
    SliderField* m_strength;
    QComboBox* m_scheduler;
    QLineEdit* m_seed;
    QToolButton* m_dice;
    QToolButton* m_lock;
    PromptEdit* m_negative;
    QPushButton* m_reset;
    bool m_stepsSet = false;
    bool m_guidanceSet = false;
    bool m_strengthSet = false;
};

} // namespace ui
