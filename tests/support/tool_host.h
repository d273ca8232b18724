#pragma once

/// A canvas for tools under test: a session and a view, nothing drawn.

#include <QtTest>

#include "support/documents.h"
#include "ui/document_jobs.h"
#include "ui/document_session.h"
#include "ui/tools/selection_jobs.h"
#include "ui/tools/selection_settings.h"
#include "ui/tools/tool.h"
#include "ui/tools/tool_settings.h"

namespace support {

inline constexpr core::Size kToolCanvas{400, 300};

class ToolHost final : public ui::ToolHost {
public:
    ToolHost()
        : m_session(
              core::Document::fromImage(
                  support::randomImage(kToolCanvas, core::PixelFormat::Rgba8, 3, true), "Photo"),
              QString(), QString())
    {
        m_viewport.setViewSize({800, 600});
        m_viewport.setImageSize(kToolCanvas);
        m_brush.setDiameter(40);
    }

    ui::DocumentSession* session() const override { return &m_session; }
    ui::Viewport& viewport() override { return m_viewport; }
    ui::BrushSettings& brush() override { return m_brush; }
    ui::SelectionSettings& selection() override { return m_selection; }
    ui::SelectionJobs& selectionJobs() override { return m_jobs; }
    ui::ToolSettings& settings() override { return m_settings; }
    ui::DocumentJobs& jobs() override { return m_edits; }
    void showInstead(std::optional<core::DocumentSnapshot>, const core::Rect&) override {}
    void complain(const QString& reason) override { complaints << reason; }
    QStringList complaints;
    void viewportChanged() override {}
    void overlayChanged() override {}

    bool waitForJobs()
    {
        return QTest::qWaitFor([this] { return !m_jobs.isRunning() && !m_edits.isRunning(); },
                               20000);
    }

    [[nodiscard]] ui::PointerEvent at(double x, double y,
                                      Qt::KeyboardModifiers modifiers = {}) const
    {
        ui::PointerEvent event;
        event.image = {x, y};
        event.view = m_viewport.toView(event.image);
        event.modifiers = modifiers;
        return event;
    }

    [[nodiscard]] int coverage(int x, int y) const { return m_session.document().mask().at(x, y); }

private:
    mutable ui::DocumentSession m_session;
    ui::Viewport m_viewport;
    ui::BrushSettings m_brush;
    ui::SelectionSettings m_selection;
    ui::SelectionJobs m_jobs;
    ui::ToolSettings m_settings;
    ui::DocumentJobs m_edits;
};

inline const ui::ToolEntry& toolEntry(const char* id)
{
    for (const ui::ToolEntry& tool : ui::tools()) {
        if (QLatin1String(tool.id) == QLatin1String(id)) {
            return tool;
        }
    }
    qFatal("no such tool");
}

inline void dragTool(ui::Tool& tool, const ToolHost& host, QPointF from, QPointF to,
                     Qt::KeyboardModifiers modifiers = {})
{
    tool.press(host.at(from.x(), from.y(), modifiers));
    tool.move(host.at((from.x() + to.x()) / 2, (from.y() + to.y()) / 2, modifiers));
    tool.move(host.at(to.x(), to.y(), modifiers));
    tool.release(host.at(to.x(), to.y(), modifiers));
}

} // namespace support
