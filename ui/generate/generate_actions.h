#pragma once

/// Connects the commands of the Generate menu, the canvas and the panel with the generating side.
/// GUI thread only.

#include <QObject>

#include "ui/generate/fill_outcome.h"

namespace ui {

class ActionSet;
class CanvasView;
class FileCommands;
class GeneratePanel;
class MessageBar;
class StatusStrip;
class Workspace;
enum class Task;
struct Generation;

/// What is connected; everything must outlive the connection.
struct GenerateParts {
    ActionSet& actions;
    CanvasView& canvas;
    GeneratePanel& panel;
    Generation& generation;
    MessageBar& messages;
    StatusStrip& status;
    Workspace& workspace;
    FileCommands& files;
};

class GenerateActions final : public QObject {
    Q_OBJECT

public:
    GenerateActions(const GenerateParts& parts, QObject* parent);

    /// Which commands can be given now.
    void refresh();

private:
    void connectCommands();
    void connectRuns();
    void connectCandidates();
    void connectExpand();
    void connectLive();
    void connectWords();
    void connectHistory();
    void moreSteps();
    void startMix();
    void openCreated(const OutcomeRef& outcome);
    void run(Task task);
    void editRecipe();
    void askForSettings();
    void readSettings(const QString& path);
    void showCandidate();
    void showChoices();

    GenerateParts m_parts;
    QString m_toolBefore;    ///< the one in use before Expand's
    bool m_choosing = false; ///< the canvas shows a candidate
    OutcomeRef m_last;       ///< the last one that went into the document
};

} // namespace ui
