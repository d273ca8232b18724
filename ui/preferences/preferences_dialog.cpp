#include "ui/preferences/preferences_dialog.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QTabWidget>
#include <QThread>
#include <QVBoxLayout>

#include <algorithm>

#include "core/io/flat_formats.h"
#include "ui/preferences/shortcut_presets.h"
#include "ui/preferences/shortcut_table.h"

namespace ui {

namespace {

QFormLayout* formOn(QWidget& page)
{
    auto* form = new QFormLayout(&page);
    form->setContentsMargins(2 * kGap, 2 * kGap, 2 * kGap, 0);
    form->setHorizontalSpacing(2 * kGap);
    form->setVerticalSpacing(kGap + kHalfGap);
    return form;
}

} // namespace

PreferencesDialog::PreferencesDialog(const Preferences& preferences, const QList<QAction*>& actions,
                                     const QMap<QString, QString>& defaultKeys, QWidget* parent)
    : QDialog(parent), m_before(preferences)
{
    setWindowTitle(tr("Preferences"));
    setObjectName(QStringLiteral("preferencesDialog"));
    auto* tabs = new QTabWidget(this);
    tabs->setDocumentMode(true);
    tabs->addTab(makeGeneral(), tr("General"));
    tabs->addTab(makePerformance(), tr("Performance"));
    tabs->addTab(makeFiles(), tr("Files"));
    tabs->addTab(makeModels(), tr("Models"));
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
    m_autosave = new QSpinBox(page);
    m_autosave->setRange(0, 3600);
    m_autosave->setSuffix(tr(" s"));
    m_autosave->setSpecialValueText(tr("never"));
    m_autosave->setValue(m_before.autosaveSeconds);
    m_autosave->setToolTip(tr("Changes are kept this often, to be brought back after a crash"));
    QFormLayout* form = formOn(*page);
    form->addRow(tr("Looks"), m_theme);
    form->addRow(tr("Screen's colours"), makeProfileField());
    form->addRow(tr("Keep changes every"), m_autosave);
    return page;
}

QWidget* PreferencesDialog::makePerformance()
{
    auto* page = new QWidget(this);
    m_undo = new QSpinBox(page);
    m_undo->setObjectName(QStringLiteral("undoMemory"));
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
    m_threads = new QSpinBox(page);
    m_threads->setObjectName(QStringLiteral("engineThreads"));
    m_threads->setRange(0, std::max(QThread::idealThreadCount(), m_before.engineThreads));
    m_threads->setSpecialValueText(tr("all"));
    m_threads->setValue(m_before.engineThreads);
    m_threads->setToolTip(
        tr("With fewer, generating takes longer and leaves more to other programs"));
    m_previews = new QCheckBox(tr("Show the picture while it is generated"), page);
    m_previews->setObjectName(QStringLiteral("previews"));
    m_previews->setChecked(m_before.previews);
    m_previews->setToolTip(tr("Without, generating is a little faster"));
    QFormLayout* form = formOn(*page);
    form->addRow(tr("Memory for undo"), m_undo);
    form->addRow(tr("Disk space for undo"), m_undoDisk);
    form->addRow(tr("Cores for generating"), m_threads);
    form->addRow(QString(), m_previews);
    return page;
}

QWidget* PreferencesDialog::makeFiles()
{
    auto* page = new QWidget(this);
    m_format = new QComboBox(page);
    m_format->setObjectName(QStringLiteral("exportFormat"));
    for (const core::FlatFormat& format : core::flatFormats()) {
        if (format.writable) {
            const auto text = [](std::string_view words) {
                return QString::fromUtf8(words.data(), static_cast<qsizetype>(words.size()));
            };
            m_format->addItem(text(format.title),
                              text(format.extensions).section(QLatin1Char(' '), 0, 0));
        }
    }
    m_format->setCurrentIndex(std::max(0, m_format->findData(m_before.exportFormat)));
    m_quality = new QSpinBox(page);
    m_quality->setObjectName(QStringLiteral("exportQuality"));
    m_quality->setRange(1, 100);
    m_quality->setValue(m_before.exportQuality);
    m_quality->setToolTip(tr("Higher keeps more detail and makes a larger file"));
    m_strip = new QCheckBox(tr("Exports leave out camera data, place and captions"), page);
    m_strip->setObjectName(QStringLiteral("stripMetadata"));
    m_strip->setChecked(m_before.stripMetadata);
    auto* note = new QLabel(tr("Each export can still choose otherwise."), page);
    setTextRole(*note, TextRole::Secondary);
    QFormLayout* form = formOn(*page);
    form->addRow(tr("Export as"), m_format);
    form->addRow(tr("Quality"), m_quality);
    form->addRow(QString(), m_strip);
    form->addRow(QString(), note);
    return page;
}

QWidget* PreferencesDialog::makeModels()
{
    auto* page = new QWidget(this);
    auto* words =
        new QLabel(tr("Folders that are looked into for models, beside the program's own:"), page);
    words->setWordWrap(true);
    m_folders = new QListWidget(page);
    m_folders->setObjectName(QStringLiteral("modelFolders"));
    m_folders->setAccessibleName(tr("Folders with models"));
    m_folders->addItems(m_before.modelFolders);
    auto* add = new QPushButton(tr("Add…"), page);
    auto* remove = new QPushButton(tr("Remove"), page);
    remove->setObjectName(QStringLiteral("removeModelFolder"));
    remove->setEnabled(false);
    connect(add, &QPushButton::clicked, this, &PreferencesDialog::addModelFolder);
    connect(remove, &QPushButton::clicked, this,
            [this] { qDeleteAll(m_folders->selectedItems()); });
    connect(m_folders, &QListWidget::itemSelectionChanged, remove,
            [this, remove] { remove->setEnabled(!m_folders->selectedItems().isEmpty()); });
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(add);
    buttons->addWidget(remove);
    buttons->addStretch(1);
    auto* layout = new QVBoxLayout(page);
    layout->setContentsMargins(2 * kGap, 2 * kGap, 2 * kGap, 0);
    layout->addWidget(words);
    layout->addWidget(m_folders, 1);
    layout->addLayout(buttons);
    return page;
}

void PreferencesDialog::addModelFolder()
{
    auto* dialog = new QFileDialog(this, tr("Look for models in a folder"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& folder) {
        if (m_folders->findItems(folder, Qt::MatchExactly).isEmpty()) {
            m_folders->addItem(folder);
        }
    });
    dialog->open();
}

Preferences PreferencesDialog::preferences() const
{
    Preferences out = m_before;
    out.theme = static_cast<ThemeChoice>(m_theme->currentIndex());
    out.undoMegabytes = m_undo->value();
    out.undoDiskGigabytes = m_undoDisk->value();
    out.displayProfile = m_display->text().trimmed();
    out.autosaveSeconds = m_autosave->value();
    out.engineThreads = m_threads->value();
    out.previews = m_previews->isChecked();
    out.exportFormat = m_format->currentData().toString();
    out.exportQuality = m_quality->value();
    out.stripMetadata = m_strip->isChecked();
    out.modelFolders.clear();
    for (int row = 0; row < m_folders->count(); ++row) {
        out.modelFolders << m_folders->item(row)->text();
    }
    out.shortcuts = m_shortcuts->changed();
    return out;
}

} // namespace ui
