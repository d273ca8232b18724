#pragma once

/// Fusion with the sizes and timings of this program. GUI thread only.

#include <QProxyStyle>

namespace ui {

class Style final : public QProxyStyle {
    Q_OBJECT

public:
    Style();
    int pixelMetric(PixelMetric metric, const QStyleOption* option,
                    const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returnData) const override;
};

} // namespace ui
