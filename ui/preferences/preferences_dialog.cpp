#include "ui/preferences/preferences_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QVBoxLayout>

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
    auto* keys = new QWidget(this);
    auto* keysLayout = new QVBoxLayout(keys);
    keysLayout->setContentsMargins(2 * kGap, 2 * kGap, 2 * kGap, 0);
    m_shortcuts = new ShortcutTable(actions, defaultKeys, preferences.shortcuts, keys);
    keysLayout->addWidget(m_shortcuts);
    tabs->addTab(keys, tr("Keyboard"));

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
    m_undo->setToolTip(tr("Older steps are forgotten when the history needs more"));
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
    form->addRow(tr("Keep changes every"), m_autosave);
    form->addRow(QString(), m_strip);
    return page;
}

Preferences PreferencesDialog::preferences() const
{
    Preferences out = m_before;
    out.theme = static_cast<ThemeChoice>(m_theme->currentIndex());
    out.undoMegabytes = m_undo->value();
    out.autosaveSeconds = m_autosave->value();
    out.stripMetadata = m_strip->isChecked();
    out.shortcuts = m_shortcuts->changed();
    return out;
}

} // namespace ui
