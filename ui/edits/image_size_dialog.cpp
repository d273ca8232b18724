#include "ui/edits/image_size_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QVBoxLayout>

#include <cmath>

#include "ui/theme/theme.h"

namespace ui {

namespace {
constexpr int kMostSide = 60000;

QSpinBox* pixelField(int value, QWidget* parent)
{
    auto* out = new QSpinBox(parent);
    out->setRange(1, kMostSide);
    out->setValue(value);
    out->setSuffix(ImageSizeDialog::tr(" px"));
    out->setMinimumWidth(112);
    return out;
}
} // namespace

ImageSizeDialog::ImageSizeDialog(core::Size size, QWidget* parent)
    : QDialog(parent), m_before(size), m_width(pixelField(size.width, this)),
      m_height(pixelField(size.height, this)), m_linked(new QCheckBox(tr("Keep the ratio"), this)),
      m_filter(new QComboBox(this)), m_result(new QLabel(this))
{
    setWindowTitle(tr("Image Size"));
    setObjectName(QStringLiteral("imageSizeDialog"));
    m_width->setObjectName(QStringLiteral("imageWidth"));
    m_height->setObjectName(QStringLiteral("imageHeight"));
    m_linked->setChecked(true);
    m_filter->addItem(tr("Lanczos: sharpest"), static_cast<int>(core::ResampleFilter::Lanczos));
    m_filter->addItem(tr("Cubic: softer"), static_cast<int>(core::ResampleFilter::Bicubic));
    m_filter->addItem(tr("Linear"), static_cast<int>(core::ResampleFilter::Bilinear));
    m_filter->addItem(tr("Nearest: for pixel art"),
                      static_cast<int>(core::ResampleFilter::Nearest));
    setTextRole(*m_result, TextRole::Secondary);

    auto* form = new QFormLayout;
    form->setHorizontalSpacing(2 * kGap);
    form->setVerticalSpacing(kGap);
    form->addRow(tr("Width"), m_width);
    form->addRow(tr("Height"), m_height);
    form->addRow(QString(), m_linked);
    form->addRow(tr("Filter"), m_filter);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* scale = buttons->addButton(tr("Scale"), QDialogButtonBox::AcceptRole);
    scale->setDefault(true);
    setPrimary(*scale);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * kGap, 3 * kGap, 3 * kGap, 2 * kGap);
    layout->setSpacing(2 * kGap);
    layout->addLayout(form);
    layout->addWidget(m_result);
    layout->addWidget(buttons);
    const double ratio = size.width / static_cast<double>(size.height);
    connect(m_width, &QSpinBox::valueChanged, this,
            [this, ratio](int value) { follow(*m_height, 1 / ratio, value); });
    connect(m_height, &QSpinBox::valueChanged, this,
            [this, ratio](int value) { follow(*m_width, ratio, value); });
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    showResult();
    m_width->selectAll();
}

void ImageSizeDialog::follow(QSpinBox& other, double factor, int value)
{
    if (m_linked->isChecked()) {
        const QSignalBlocker block(other);
        other.setValue(static_cast<int>(std::lround(value * factor)));
    }
    showResult();
}

void ImageSizeDialog::showResult()
{
    const core::Size size = imageSize();
    m_result->setText(
        tr("%1 megapixels, %2 % of the area")
            .arg(static_cast<double>(size.area()) / 1e6, 0, 'f', 1)
            .arg(100.0 * static_cast<double>(size.area()) / static_cast<double>(m_before.area()), 0,
                 'f', 0));
}

core::Size ImageSizeDialog::imageSize() const
{
    return {m_width->value(), m_height->value()};
}

core::ResampleFilter ImageSizeDialog::filter() const
{
    return static_cast<core::ResampleFilter>(m_filter->currentData().toInt());
}

} // namespace ui
