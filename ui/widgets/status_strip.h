#pragma once

/// The line at the bottom: what the tool does, where the pointer is, size, zoom, memory, engine.
/// GUI thread only.

#include <QPoint>
#include <QStatusBar>

class QLabel;

namespace ui {

class StatusStrip final : public QStatusBar {
    Q_OBJECT

public:
    explicit StatusStrip(QWidget* parent = nullptr);

    void setHint(const QString& text);
    /// Negative coordinates: outside of the picture.
    void setPointer(QPoint pixel);
    /// Empty size: nothing is open.
    void setPicture(QSize size, double zoom);
    void setEngine(const QString& text);

private:
    void showMemory();

    QLabel* m_hint;
    QLabel* m_pointer;
    QLabel* m_size;
    QLabel* m_zoom;
    QLabel* m_memory;
    QLabel* m_engine;
};

/// Resident memory of this process in bytes; 0 where it is not known.
[[nodiscard]] qint64 residentBytes();

} // namespace ui
