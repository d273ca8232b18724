#pragma once

/// The words of the last prompt: over one of them the canvas shows where it acted, a click selects
/// that. GUI thread only.

#include <QImage>
#include <QWidget>

#include <vector>

#include "core/image/mask.h"
#include "ui/generate/fill_outcome.h"

namespace ui {

/// Where the map is at least half of its largest value, over `area` of a canvas, with a soft edge.
[[nodiscard]] core::Mask selectionOf(const diffusion::WordMap& map, const core::Rect& area,
                                     core::Size canvas);
/// From clear over blue and green to red, premultiplied.
[[nodiscard]] QImage heatOf(const diffusion::WordMap& map);

class WordBar final : public QWidget {
    Q_OBJECT

public:
    explicit WordBar(QWidget* parent = nullptr);

    /// Hidden where there are none.
    void setWords(const std::vector<diffusion::WordMap>& words, const core::Rect& area);
    [[nodiscard]] const std::vector<diffusion::WordMap>& words() const { return m_words; }
    [[nodiscard]] const core::Rect& area() const { return m_area; }

Q_SIGNALS:
    /// The pointer, or the focus, is over a word; -1 = over none.
    void hovered(int word);
    void chosen(int word);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void arrange();

    std::vector<diffusion::WordMap> m_words;
    core::Rect m_area;
    QWidget* m_title;
    std::vector<QWidget*> m_buttons;
};

} // namespace ui
