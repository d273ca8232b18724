#include "ui/export_dialog.h"

#include <QCheckBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/io/flat_formats.h"
#include "ui/theme/theme.h"
#include "ui/widgets/slider_field.h"

namespace ui {

ExportDialog::ExportDialog(const QString& path, const core::ExportOptions& proposed,
                           QWidget* parent)
    : QDialog(parent), m_proposed(proposed),
      m_quality(new SliderField(tr("Quality"), {1, 100, 1, 0, 0, {}}, this)),
      m_strip(new QCheckBox(tr("Leave out camera data, place and captions"), this))
{
    setWindowTitle(tr("Export"));
    setObjectName(QStringLiteral("exportDialog"));
    const core::FlatFormat* format =
        core::flatFormatForExtension(core::extensionOf(path.toStdString()));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * kGap, 3 * kGap, 3 * kGap, 2 * kGap);
    layout->setSpacing(2 * kGap);
    auto* name = new QLabel(QFileInfo(path).fileName(), this);
    setTextRole(*name, TextRole::Heading);
    layout->addWidget(name);
    m_quality->setValue(proposed.quality);
    m_quality->setToolTipText(tr("Higher keeps more detail and makes a larger file"));
    m_quality->setVisible(format != nullptr && format->hasQuality);
    layout->addWidget(m_quality);
    m_strip->setChecked(proposed.stripMetadata);
    m_strip->setToolTip(tr("The colour profile is always kept"));
    layout->addWidget(m_strip);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* write = buttons->addButton(tr("Export"), QDialogButtonBox::AcceptRole);
    write->setDefault(true);
    setPrimary(*write);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    setMinimumWidth(360);
}

core::ExportOptions ExportDialog::options() const
{
    core::ExportOptions options = m_proposed;
    options.quality = static_cast<int>(m_quality->value());
    options.stripMetadata = m_strip->isChecked();
    return options;
}

} // namespace ui
