#pragma once

/// What a press on the canvas does. One tool is active at a time; a stroke is press, moves, release
/// or, instead of the release, cancel. GUI thread only.

#include <QCursor>
#include <QPointF>
#include <QString>
#include <Qt>

#include <memory>
#include <optional>
#include <span>

#include "core/document/document.h"
#include "ui/canvas/viewport.h"
#include "ui/tools/brush_settings.h"

class QPainter;

namespace ui {

class DocumentJobs;
class DocumentSession;
class SelectionJobs;
class SelectionSettings;
struct ToolSettings;

struct PointerEvent {
    QPointF view;           ///< logical pixels of the canvas
    QPointF image;          ///< pixels of the document
    double pressure = 1.0;  ///< (0, 1]; 1 for a mouse
    bool eraserEnd = false; ///< the back of a tablet's pen
    Qt::KeyboardModifiers modifiers;
};

/// What the canvas lends to its tools.
class ToolHost {
public:
    virtual ~ToolHost() = default;
    /// Null while nothing is open; tools are not called then.
    [[nodiscard]] virtual DocumentSession* session() const = 0;
    [[nodiscard]] virtual Viewport& viewport() = 0;
    [[nodiscard]] virtual BrushSettings& brush() = 0;
    [[nodiscard]] virtual SelectionSettings& selection() = 0;
    [[nodiscard]] virtual SelectionJobs& selectionJobs() = 0;
    [[nodiscard]] virtual ToolSettings& settings() = 0;
    /// Edits that are worked out in the background.
    [[nodiscard]] virtual DocumentJobs& jobs() = 0;
    /// What is drawn instead of the document (same size), which differs from it in `area`; nothing
    /// = the document again.
    virtual void showInstead(std::optional<core::DocumentSnapshot> snapshot,
                             const core::Rect& area) = 0;
    /// Why a press did nothing; one sentence.
    virtual void complain(const QString& reason) = 0;
    /// The view moved: everything is drawn anew.
    virtual void viewportChanged() = 0;
    /// What the tool draws over the picture changed.
    virtual void overlayChanged() = 0;
};

/// Which fields the line above the canvas shows for a tool.
enum class ToolOptions {
    None,
    Brush, ///< of the selection
    Selection,
    ColorSelection,
    ObjectSelection,
    Paint,
    Erase,
    Clone,
    Heal,
    Bucket,
    Gradient,
    Crop,
    Transform
};

class Tool {
public:
    explicit Tool(ToolHost& host) : m_host(host) {}
    virtual ~Tool() = default;
    Tool(const Tool&) = delete;
    Tool& operator=(const Tool&) = delete;

    virtual void press(const PointerEvent& event) = 0;
    virtual void move(const PointerEvent& event) = 0;
    virtual void release(const PointerEvent& event) = 0;
    /// The stroke is called off (Esc, another document): nothing of it stays.
    virtual void cancel() = 0;
    /// The pointer moved without a press, or modifiers changed.
    virtual void hover(const PointerEvent& event) { static_cast<void>(event); }
    /// Over the picture, in logical pixels of the view.
    virtual void paint(QPainter& painter) { static_cast<void>(painter); }
    [[nodiscard]] virtual QCursor cursor() const { return QCursor(Qt::ArrowCursor); }
    /// A key that no shortcut took; false = not for this tool.
    virtual bool key(int key)
    {
        static_cast<void>(key);
        return false;
    }
    /// Between presses something is begun that cancel() would call off.
    [[nodiscard]] virtual bool isPending() const { return false; }
    /// Carries out what is pending (Enter, the button in the line above).
    virtual void apply() {}
    /// Another tool takes its place.
    virtual void leave() { cancel(); }
    /// Layers or canvas are not what they were.
    virtual void documentChanged() {}
    /// paint() is wanted also while the pointer is elsewhere.
    [[nodiscard]] virtual bool paintsAlways() const { return isPending(); }
    [[nodiscard]] virtual ToolOptions options() const { return ToolOptions::None; }
    /// What it draws over the picture is the brush's outline at the pointer and nothing else.
    [[nodiscard]] virtual bool usesBrush() const { return options() == ToolOptions::Brush; }

protected:
    [[nodiscard]] ToolHost& host() const { return m_host; }

private:
    ToolHost& m_host;
};

/// A row of the table of tools.
struct ToolEntry {
    const char* id;
    const char* title; ///< English, translated in context "Tools"
    const char* hint;  ///< one sentence for the status bar, translated likewise
    const char* icon;  ///< of resources/icons
    const char* shortcut;
    std::unique_ptr<Tool> (*create)(ToolHost& host);
};

/// All tools, in the order the tool strip shows them.
[[nodiscard]] std::span<const ToolEntry> tools();

} // namespace ui
