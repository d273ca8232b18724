#pragma once

/// Prompt, Remove, Fill, what is going on, the model and its settings. Emits what the user wants;
/// knows nothing of engines. GUI thread only.

#include <QWidget>

#include "ui/fill_params.h"

class QLabel;
class QPushButton;

namespace ui {

class AdvancedSection;
class FillController;
class ModelSelection;
class ProgressSection;
class PromptEdit;
class Workspace;

class GeneratePanel final : public QWidget {
    Q_OBJECT

public:
    GeneratePanel(Workspace& workspace, FillController& fills, ModelSelection& models,
                  QWidget* parent = nullptr);

    /// Remove without a prompt, Fill with one.
    [[nodiscard]] diffusion::Action fittingAction() const;
    /// What pressing the button of `action` does.
    void generate(diffusion::Action action);
    void focusPrompt();

Q_SIGNALS:
    /// The focus had better go back to the picture.
    void focusReleased();

private:
    void refresh();
    void connectSession();
    void setPrimaryButton(diffusion::Action action);

    Workspace& m_workspace;
    FillController& m_fills;
    ModelSelection& m_models;
    PromptEdit* m_prompt;
    QPushButton* m_remove;
    QPushButton* m_fill;
    QLabel* m_hint;
    ProgressSection* m_progress;
    AdvancedSection* m_advanced;
};

} // namespace ui
