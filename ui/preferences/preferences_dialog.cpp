#include "ui/preferences/preferences_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

#include "ui/preferences/shortcut_presets.h"
#include "ui/preferences/shortcut_table.h"

namespace ui {

PreferencesDialog::PreferencesDialog(const Preferences& preferences, const QList<QAction*>& actions,
                                     const QMap<QString, QString>& defaultKeys, QWidget* parent)
    : QDialog(parent), m_before(preferences)
{
    setWindowTitle(tr("Preferences"));
    setObjectName(QStringLiteral("preferencesDialog"));
    auto* tabs = new QTabWidget(this);
    tabs->setDocumentMode(true);
    tabs->addTab(makeGeneral(), tr("General"));
    tabs->addTab(makeKeyboard(actions, defaultKeys), tr("Keyboard"));

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton* save = buttons->addButton(tr("Save"), QDialogButtonBox::AcceptRole);
    setPrimary(*save);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, kGap, 0, 2 * kGap);
    layout->setSpacing(2 * kGap);
    layout->addWidget(tabs, 1);
    auto* bottom = new QVBoxLayout;
    bottom->setContentsMargins(2 * kGap, 0, 2 * kGap, 0);
    bottom->addWidget(buttons);
    layout->addLayout(bottom);
    resize(560, 520);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

QWidget* PreferencesDialog::makeKeyboard(const QList<QAction*>& actions,
                                         const QMap<QString, QString>& defaultKeys)
{
    auto* page = new QWidget(this);
    m_shortcuts = new ShortcutTable(actions, defaultKeys, m_before.shortcuts, page);
    auto* preset = new QComboBox(page);
    preset->setObjectName(QStringLiteral("shortcutPreset"));
    preset->setAccessibleName(tr("Keys of a program you know"));
    preset->addItem(tr("Keys as in…"));
    for (const ShortcutPreset& known : shortcutPresets()) {
        preset->addItem(QLatin1String(known.name));
    }
    connect(preset, &QComboBox::activated, this, [this, preset](int row) {
        if (row > 0) {
            m_shortcuts->apply(shortcutPresets()[static_cast<std::size_t>(row - 1)]);
            preset->setCurrentIndex(0);
        }
    });
    auto* top = new QHBoxLayout;
    top->addWidget(new QLabel(tr("Preset"), page));
    top->addWidget(preset, 1);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(2 * kGap, 2 * kGap, 2 * kGap, 0);
    layout->addLayout(top);
    layout->addWidget(m_shortcuts);
    return page;
}

QWidget* PreferencesDialog::makeProfileField()
{
    auto* field = new QWidget(this);
    m_display = new QLineEdit(m_before.displayProfile, field);
    m_display->setObjectName(QStringLiteral("displayProfile"));
    m_display->setPlaceholderText(tr("sRGB"));
    m_display->setToolTip(tr("The ICC file that describes your screen; empty means sRGB"));
    auto* choose = new QPushButton(tr("Choose…"), field);
    connect(choose, &QPushButton::clicked, this, [this] {
        const QString path = QFileDialog::getOpenFileName(this, tr("Profile of the Screen"),
                                                          QStringLiteral("/usr/share/color/icc"),
                                                          tr("Colour profiles (*.icc *.icm)"));
        if (!path.isEmpty()) {
            m_display->setText(path);
        }
    });
    auto* layout = new QHBoxLayout(field);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_display, 1);
    layout->addWidget(choose);
    return field;
}

QWidget* PreferencesDialog::makeGeneral()
{
    auto* page = new QWidget(this);
    m_theme = new QComboBox(page);
    m_theme->setObjectName(QStringLiteral("theme"));
    m_theme->addItems({tr("Dark"), tr("Light"), tr("As the desktop")});
    m_theme->setCurrentIndex(static_cast<int>(m_before.theme));
    m_undo = new QSpinBox(page);
    m_undo->setRange(64, 65536);
    m_undo->setSingleStep(256);
    m_undo->setSuffix(tr(" MB"));
    m_undo->setValue(m_before.undoMegabytes);
    m_undo->setToolTip(tr("What the history needs beyond this goes to the disk"));
    m_undoDisk = new QSpinBox(page);
    m_undoDisk->setObjectName(QStringLiteral("undoDisk"));
    m_undoDisk->setRange(0, 1024);
    m_undoDisk->setSuffix(tr(" GB"));
    m_undoDisk->setSpecialValueText(tr("none"));
    m_undoDisk->setValue(m_before.undoDiskGigabytes);
    m_undoDisk->setToolTip(tr("Older steps are forgotten when this is full too"));
    m_autosave = new QSpinBox(page);
    m_autosave->setRange(0, 3600);
    m_autosave->setSuffix(tr(" s"));
    m_autosave->setSpecialValueText(tr("never"));
    m_autosave->setValue(m_before.autosaveSeconds);
    m_autosave->setToolTip(tr("Changes are kept this often, to be brought back after a crash"));
    m_strip = new QCheckBox(tr("Exports leave out camera data, place and captions"), page);
    m_strip->setChecked(m_before.stripMetadata);
    auto* form = new QFormLayout(page);
    form->setContentsMargins(2 * kGap, 2 * kGap, 2 * kGap, 0);
    form->setHorizontalSpacing(2 * kGap);
    form->setVerticalSpacing(kGap + kHalfGap);
    form->addRow(tr("Looks"), m_theme);
    form->addRow(tr("Memory for undo"), m_undo);
    form->addRow(tr("Disk space for undo"), m_undoDisk);
    form->addRow(tr("Keep changes every"), m_autosave);
    form->addRow(tr("Screen's colours"), makeProfileField());
    form->addRow(QString(), m_strip);
    return page;
}

Preferences PreferencesDialog::preferences() const
{
    Preferences out = m_before;
    out.theme = static_cast<ThemeChoice>(m_theme->currentIndex());
    out.undoMegabytes = m_undo->value();
    out.undoDiskGigabytes = m_undoDisk->value();
    out.displayProfile = m_display->text().trimmed();
    out.autosaveSeconds = m_autosave->value();
    out.stripMetadata = m_strip->isChecked();
    out.shortcuts = m_shortcuts->changed();
    return out;
}

} // namespace ui
