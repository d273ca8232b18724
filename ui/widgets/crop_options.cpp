#include "ui/widgets/crop_options.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "ui/theme/theme.h"
#include "ui/tools/crop_settings.h"
#include "ui/widgets/apply_buttons.h"
#include "ui/widgets/slider_field.h"

namespace ui {

namespace {

constexpr int kSliderWidth = 220;

struct Ratio {
    int width; ///< 0 = free, -1 = that of the picture
    int height;
};

constexpr Ratio kRatios[] = {{0, 0}, {-1, -1}, {1, 1},  {3, 2}, {2, 3}, {4, 3},
                             {3, 4}, {16, 9},  {9, 16}, {5, 4}, {4, 5}};

} // namespace

CropOptions::CropOptions(CropSettings& settings, QWidget* parent)
    : QWidget(parent), m_settings(settings), m_ratio(new QComboBox(this)),
      m_angle(new SliderField(
          tr("Straighten"),
          {-CropSettings::kMostDegrees, CropSettings::kMostDegrees, 0.1, 1, 0, tr("°")}, this)),
      m_delete(new QCheckBox(tr("Delete what is cut off"), this))
{
    for (const Ratio& ratio : kRatios) {
        m_ratio->addItem(ratio.width == 0  ? tr("Any ratio")
                         : ratio.width < 0 ? tr("As it is")
                                           : tr("%1 : %2").arg(ratio.width).arg(ratio.height));
    }
    m_ratio->setObjectName(QStringLiteral("cropRatio"));
    m_ratio->setAccessibleName(tr("Ratio of the sides"));
    m_ratio->setToolTip(tr("Ratio of the sides"));
    m_angle->setObjectName(QStringLiteral("cropAngle"));
    m_angle->setFixedWidth(kSliderWidth);
    m_angle->setToolTipText(tr("Turns the frame; the picture is made upright by it"));
    m_delete->setToolTip(tr("Otherwise layers keep it out of sight"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2 * kGap);
    layout->addWidget(m_ratio);
    layout->addWidget(m_angle);
    layout->addWidget(m_delete);
    layout->addWidget(new ApplyButtons(
        tr("Crop"), [this] { Q_EMIT applied(); }, [this] { Q_EMIT cancelled(); }, this));
    connect(m_ratio, &QComboBox::activated, this, &CropOptions::chooseRatio);
    connect(m_angle, &SliderField::edited, &m_settings, &CropSettings::setAngle);
    connect(m_delete, &QCheckBox::toggled, &m_settings, &CropSettings::setDeletesOutside);
    connect(&m_settings, &CropSettings::changed, this, &CropOptions::refresh);
    refresh();
}

void CropOptions::setPictureSize(QSizeF size)
{
    m_picture = size;
}

void CropOptions::chooseRatio(int row)
{
    const Ratio ratio = kRatios[row];
    m_settings.setRatio(ratio.width < 0 ? m_picture : QSizeF(ratio.width, ratio.height));
}

void CropOptions::refresh()
{
    m_angle->setValue(m_settings.angle());
    m_delete->setChecked(m_settings.deletesOutside());
}

} // namespace ui
