#pragma once

/// The new canvas of Expand, which the panel and the tool on the canvas both change. GUI thread
/// only.

#include <QObject>

#include "core/fill/expansion.h"

namespace ui {

class ExpandSettings final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// In pixels of the picture; the picture itself while nothing is added.
    [[nodiscard]] core::Rect canvas() const { return m_canvas; }
    [[nodiscard]] core::Size picture() const { return m_picture; }
    [[nodiscard]] core::Margins margins() const;
    /// Another picture: nothing is added any more.
    void setPicture(core::Size size);
    /// Cut so that it holds the picture and no side is too long.
    void setCanvas(const core::Rect& canvas);

Q_SIGNALS:
    void changed();
    /// Begin (Enter on the canvas).
    void wanted();

private:
    core::Size m_picture;
    core::Rect m_canvas;
};

} // namespace ui
