#pragma once

/// The five tasks, one at a time with its own controls; what is going on, what came of it, the
/// model and its settings. Asks the queue for what the user wants. GUI thread only.

#include <QWidget>

#include "ui/fill_params.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui {

class AdvancedSection;
class CandidateExtras;
class CreateControls;
class ExpandControls;
class ProgressSection;
class PromptBox;
class SegmentedControl;
class SliderField;
class WordBar;
class Workspace;
struct Generation;

class GeneratePanel final : public QWidget {
    Q_OBJECT

public:
    GeneratePanel(Workspace& workspace, Generation& generation, QWidget* parent = nullptr);

    [[nodiscard]] Task task() const;
    void setTask(Task task);
    /// What the panel asks for now, with the seed that shows.
    [[nodiscard]] FillParams params() const;
    /// Shows all of it, to be changed and run again.
    void showParams(const FillParams& params);
    /// Empty when the task could begin now; else one sentence on what is missing.
    [[nodiscard]] QString obstacle() const;
    /// What the button does: into the queue with it.
    void generate();
    void setPrompt(const QString& prompt);
    /// What is offered with results to choose from, and the words of the last prompt.
    [[nodiscard]] CandidateExtras& extras() { return *m_extras; }
    [[nodiscard]] WordBar& words() { return *m_words; }
    void focusPrompt();

Q_SIGNALS:
    /// The focus had better go back to the picture.
    void focusReleased();
    void taskChanged();
    /// By the user, or by a style.
    void promptEdited();
    /// obstacle() may be another.
    void refreshed();
    /// A picture whose settings are to be read was dropped here.
    void pictureDropped(const QString& path);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void makeTaskControls(QVBoxLayout& layout);
    void makeRunControls(QVBoxLayout& layout);
    void connectSession();
    void showTask();
    void refresh();
    void refreshDefaults();
    void refreshEstimate();
    void stopAgain();

    Workspace& m_workspace;
    Generation& m_generation;
    SegmentedControl* m_tasks;
    PromptBox* m_prompt;
    ExpandControls* m_expand;
    CreateControls* m_create;
    SliderField* m_strength; ///< of Edit
    QLabel* m_scope;         ///< what Edit changes
    SegmentedControl* m_count;
    QCheckBox* m_copy;
    SegmentedControl* m_quality;
    QWidget* m_again; ///< says that a layer is being made again, or between two prompts
    QLabel* m_againText = nullptr;
    QPushButton* m_run;
    QLabel* m_hint;
    QLabel* m_estimate;
    ProgressSection* m_progress;
    AdvancedSection* m_advanced;
    CandidateExtras* m_extras;
    WordBar* m_words;
    FillParams m_base; ///< what has no control: the layer to make again
    bool m_strengthSet = false;
};

} // namespace ui
