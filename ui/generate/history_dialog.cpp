#include "ui/generate/history_dialog.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QLocale>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/fill_recipe.h"
#include "ui/generate/generation_history.h"
#include "ui/theme/theme.h"
#include "ui/workspace.h"

namespace ui {

namespace {

constexpr int kTile = 112;

QString aboutText(const HistoryEntry& entry)
{
    const core::Recipe& recipe = entry.recipe;
    const Task task = taskFromId(recipe.action).value_or(Task::Create);
    QStringList lines;
    const QString prompt = QString::fromStdString(recipe.prompt);
    lines << (prompt.isEmpty() ? taskName(task)
                               : QStringLiteral("%1: %2").arg(taskName(task), prompt));
    QStringList details;
    details << QString::fromStdString(recipe.modelTitle);
    if (recipe.steps) {
        details << HistoryDialog::tr("%n steps", nullptr, *recipe.steps);
    }
    if (recipe.stepCache) {
        details << HistoryDialog::tr("step cache %1").arg(*recipe.stepCache);
    }
    if (recipe.clipSkip) {
        details << HistoryDialog::tr("clip skip %1").arg(*recipe.clipSkip);
    }
    if (recipe.share > 0.0F) {
        details << HistoryDialog::tr("%1 % towards %2")
                       .arg(qRound(100 * static_cast<double>(recipe.share)))
                       .arg(QString::fromStdString(recipe.towards));
    }
    if (recipe.seed) {
        details << HistoryDialog::tr("seed %1").arg(*recipe.seed);
    }
    details.removeAll(QString());
    lines << details.join(QStringLiteral(", "));
    lines << QStringLiteral("%1, %2").arg(
        entry.document, QLocale().toString(entry.when.toLocalTime(), QLocale::ShortFormat));
    return lines.join(QLatin1Char('\n'));
}

/// In the middle of a square: the list lays all items out like its first one.
QPixmap tileOf(const QImage& thumbnail)
{
    QPixmap out(kTile, kTile);
    out.fill(Qt::transparent);
    QSize size = thumbnail.size();
    if (size.width() > kTile || size.height() > kTile) {
        size.scale(kTile, kTile, Qt::KeepAspectRatio);
    }
    QPainter painter(&out);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    painter.drawImage(QRect(QPoint((kTile - size.width()) / 2, (kTile - size.height()) / 2), size),
                      thumbnail);
    return out;
}

} // namespace

HistoryDialog::HistoryDialog(GenerationHistory& history, Workspace& workspace, QWidget* parent)
    : QDialog(parent), m_history(history), m_workspace(workspace), m_search(new QLineEdit(this)),
      m_here(new QCheckBox(tr("Only of this picture"), this)), m_list(new QListWidget(this)),
      m_about(new QLabel(this)), m_size(new QLabel(this)),
      m_put(new QPushButton(tr("Put into the picture"), this)),
      m_settings(new QPushButton(tr("Use its settings"), this)),
      m_remove(new QPushButton(tr("Delete"), this))
{
    setObjectName(QStringLiteral("historyDialog"));
    setWindowTitle(tr("History of generations"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(720, 520);
    m_search->setObjectName(QStringLiteral("historySearch"));
    m_search->setPlaceholderText(tr("Search words, models, seeds, pictures"));
    m_search->setClearButtonEnabled(true);
    m_here->setChecked(m_workspace.session() != nullptr);
    m_here->setEnabled(m_workspace.session() != nullptr);
    m_list->setObjectName(QStringLiteral("generationList"));
    m_list->setViewMode(QListView::IconMode);
    m_list->setIconSize({kTile, kTile});
    m_list->setGridSize({kTile + 3 * kGap, kTile + 4 * kGap});
    m_list->setResizeMode(QListView::Adjust);
    m_list->setMovement(QListView::Static);
    m_list->setUniformItemSizes(true);
    m_list->setTextElideMode(Qt::ElideRight);
    m_about->setTextFormat(Qt::PlainText);
    m_about->setWordWrap(true);
    m_about->setMinimumHeight(3 * m_about->fontMetrics().lineSpacing());
    setTextRole(*m_about, TextRole::Secondary);
    setTextRole(*m_size, TextRole::Secondary);
    m_put->setObjectName(QStringLiteral("historyPut"));
    m_settings->setObjectName(QStringLiteral("historySettings"));
    m_remove->setObjectName(QStringLiteral("historyRemove"));
    setPrimary(*m_put);

    auto* top = new QHBoxLayout;
    top->setSpacing(kGap);
    top->addWidget(m_search, 1);
    top->addWidget(m_here);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGap);
    buttons->addWidget(m_put);
    buttons->addWidget(m_settings);
    buttons->addWidget(m_remove);
    buttons->addStretch(1);
    buttons->addWidget(m_size);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(kGap);
    layout->addLayout(top);
    layout->addWidget(m_list, 1);
    layout->addWidget(m_about);
    layout->addLayout(buttons);

    connect(m_search, &QLineEdit::textChanged, this, &HistoryDialog::refresh);
    connect(m_here, &QCheckBox::toggled, this, &HistoryDialog::refresh);
    connect(&m_history, &GenerationHistory::changed, this, &HistoryDialog::refresh);
    connect(m_list, &QListWidget::itemSelectionChanged, this, &HistoryDialog::showChosen);
    const auto put = [this] {
        if (m_workspace.session() != nullptr && !chosen().isEmpty()) {
            m_history.putInto(chosen(), *m_workspace.session());
        }
    };
    connect(m_list, &QListWidget::itemActivated, this, put);
    connect(m_put, &QPushButton::clicked, this, put);
    connect(m_remove, &QPushButton::clicked, this, [this] { m_history.remove(chosen()); });
    connect(m_settings, &QPushButton::clicked, this, [this] {
        for (const HistoryEntry& entry : m_history.entries()) {
            if (entry.id == chosen()) {
                Q_EMIT settingsWanted(paramsOf(entry.recipe));
                return;
            }
        }
    });
    refresh();
}

QString HistoryDialog::chosen() const
{
    const QList<QListWidgetItem*> items = m_list->selectedItems();
    return items.isEmpty() ? QString() : items.front()->data(Qt::UserRole).toString();
}

void HistoryDialog::refresh()
{
    const QString before = chosen();
    const DocumentSession* session = m_workspace.session();
    const QString document =
        m_here->isChecked() && session != nullptr ? session->name() : QString();
    m_list->clear();
    for (const HistoryEntry& entry : m_history.find(m_search->text(), document)) {
        const QString about = aboutText(entry);
        auto* item = new QListWidgetItem(QIcon(tileOf(entry.thumbnail)),
                                         about.section(QLatin1Char('\n'), 0, 0), m_list);
        item->setData(Qt::UserRole, entry.id);
        item->setToolTip(about);
        item->setSelected(entry.id == before);
    }
    m_size->setText(tr("%1 of %2").arg(QLocale().formattedDataSize(m_history.usedBytes()),
                                       QLocale().formattedDataSize(m_history.budget())));
    showChosen();
}

void HistoryDialog::showChosen()
{
    const QString id = chosen();
    QString text = m_list->count() > 0 ? tr("Choose a result.")
                                       : tr("Nothing here yet: every result of a generation is "
                                            "kept, until there is no more room.");
    for (const HistoryEntry& entry : m_history.entries()) {
        if (entry.id == id) {
            text = aboutText(entry);
        }
    }
    m_about->setText(text);
    m_put->setEnabled(!id.isEmpty() && m_workspace.session() != nullptr);
    m_settings->setEnabled(!id.isEmpty());
    m_remove->setEnabled(!id.isEmpty());
}

} // namespace ui
