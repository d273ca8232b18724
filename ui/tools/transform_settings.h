#pragma once

/// The numbers of the free transform, which its handles and the line above the canvas both change.
/// GUI thread only.

#include <QObject>
#include <QPointF>

namespace ui {

/// Scale, then turn, both about the middle of the layer, then move.
struct TransformNumbers {
    double scaleX = 1; ///< negative = flipped
    double scaleY = 1;
    double degrees = 0; ///< clockwise
    QPointF shift;      ///< of the middle, pixels of the document
    friend bool operator==(const TransformNumbers&, const TransformNumbers&) = default;
};

class TransformSettings final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] const TransformNumbers& numbers() const { return m_numbers; }
    void setNumbers(const TransformNumbers& numbers)
    {
        if (!(numbers == m_numbers)) {
            m_numbers = numbers;
            Q_EMIT changed();
        }
    }

Q_SIGNALS:
    void changed();

private:
    TransformNumbers m_numbers;
};

} // namespace ui
