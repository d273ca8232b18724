#pragma once

/// A small bar on the canvas beside what is selected: words, Remove, Fill, Expand. It goes while
/// something is pressed, runs or is being chosen, so that it never lies over what is looked at.
/// GUI thread only.

#include <QFrame>

#include <cstdint>

#include "core/base/geometry.h"
#include "core/image/mask.h"

class QLineEdit;
class QPushButton;
class QTimer;

namespace ui {

class CanvasView;
class GeneratePanel;
class Workspace;
struct Generation;

class SelectionBar final : public QFrame {
    Q_OBJECT

public:
    SelectionBar(CanvasView& canvas, GeneratePanel& panel, Generation& generation,
                 Workspace& workspace);

    /// By the user's choice.
    void setWanted(bool wanted);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void connectSession();
    void findSelection();
    void place();
    [[nodiscard]] bool mayShow() const;
    /// Whether a shadow or a reflection belongs to what is selected; offers to take it in.
    void lookForCompanion();
    void takeIn();
    void remove();
    void fill();
    void expand();

    CanvasView& m_canvas;
    GeneratePanel& m_panel;
    Generation& m_generation;
    Workspace& m_workspace;
    QLineEdit* m_prompt;
    QPushButton* m_remove;
    QPushButton* m_fill;
    QPushButton* m_takeIn; ///< a shadow or a reflection that was found
    core::Mask m_companion;
    core::Mask m_taken; ///< the selection after it was taken in: no more is offered for it
    std::uint64_t m_looked = 0; ///< which search is the last
    QTimer* m_pause; ///< the selection's box is found once it rests
    core::Rect m_box;
    bool m_wanted = true;
    bool m_pressed = false;
};

} // namespace ui
