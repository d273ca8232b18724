#include "ui/generate/candidate_strip.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "ui/fill_recipe.h"
#include "ui/generate/candidate_shelf.h"
#include "ui/theme/theme.h"

namespace ui {

namespace {

constexpr int kColumns = 4;
constexpr int kTile = 66; // logical pixels

} // namespace

CandidateStrip::CandidateStrip(CandidateShelf& shelf, QWidget* parent)
    : QWidget(parent), m_shelf(shelf), m_tiles(new QButtonGroup(this)), m_grid(new QGridLayout),
      m_what(new QLabel(this)), m_keep(new QPushButton(tr("Keep"), this)),
      m_keepAll(new QPushButton(tr("Keep all"), this)),
      m_discard(new QPushButton(tr("Discard"), this))
{
    setObjectName(QStringLiteral("candidateStrip"));
    setAccessibleName(tr("Results to choose from"));
    m_tiles->setExclusive(true);
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(kHalfGap);
    m_grid->setColumnStretch(kColumns, 1);
    setTextRole(*m_what, TextRole::Secondary);
    m_what->setWordWrap(true);
    m_what->setObjectName(QStringLiteral("candidateText"));
    m_keep->setObjectName(QStringLiteral("keepButton"));
    m_keep->setToolTip(tr("Put the one that shows into the picture (Enter)"));
    setPrimary(*m_keep);
    m_keepAll->setObjectName(QStringLiteral("keepAllButton"));
    m_keepAll->setToolTip(tr("Put all into the picture as layers; the one that shows is visible"));
    m_discard->setObjectName(QStringLiteral("discardButton"));
    m_discard->setToolTip(tr("Leave the picture as it was (Esc)"));

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGap);
    for (QPushButton* button : {m_keep, m_keepAll, m_discard}) {
        button->setProperty("narrow", true);
        buttons->addWidget(button, 1);
    }
    m_layout = new QVBoxLayout(this);
    QVBoxLayout* layout = m_layout;
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    layout->addWidget(m_what);
    layout->addLayout(m_grid);
    layout->addLayout(buttons);
    connect(m_tiles, &QButtonGroup::idClicked, &m_shelf, &CandidateShelf::select);
    connect(m_keep, &QPushButton::clicked, &m_shelf, &CandidateShelf::keep);
    connect(m_keepAll, &QPushButton::clicked, &m_shelf, &CandidateShelf::keepAll);
    connect(m_discard, &QPushButton::clicked, &m_shelf, &CandidateShelf::discard);
    connect(&m_shelf, &CandidateShelf::changed, this, &CandidateStrip::refresh);
    refresh();
}

void CandidateStrip::addBelow(QWidget* extras)
{
    m_layout->insertWidget(m_layout->count() - 1, extras);
}

void CandidateStrip::makeTiles(int count)
{
    while (m_tiles->buttons().size() > count) {
        QAbstractButton* last = m_tiles->button(static_cast<int>(m_tiles->buttons().size()) - 1);
        m_tiles->removeButton(last);
        last->deleteLater();
        last->hide();
    }
    for (int i = static_cast<int>(m_tiles->buttons().size()); i < count; ++i) {
        auto* tile = new QToolButton(this);
        tile->setCheckable(true);
        tile->setProperty("tile", true);
        tile->setFixedSize(kTile, kTile);
        tile->setIconSize({kTile - 6, kTile - 6});
        m_tiles->addButton(tile, i);
        m_grid->addWidget(tile, i / kColumns, i % kColumns);
        tile->show();
    }
}

void CandidateStrip::refresh()
{
    const OutcomeRef outcome = m_shelf.outcome();
    setVisible(outcome != nullptr);
    makeTiles(m_shelf.count());
    if (!outcome) {
        return;
    }
    for (int i = 0; i < m_shelf.count(); ++i) {
        const FillCandidate& one = outcome->candidates[static_cast<std::size_t>(i)];
        auto* tile = qobject_cast<QToolButton*>(m_tiles->button(i));
        tile->setIcon(QPixmap::fromImage(one.thumbnail));
        const QString name = one.copyOnly ? tr("Copied surroundings only")
                                          : tr("Result %1, seed %2").arg(i + 1).arg(one.used.seed);
        tile->setToolTip(name);
        tile->setAccessibleName(name);
    }
    m_tiles->button(m_shelf.current())->setChecked(true);
    const int asked = outcome->params.candidates + (outcome->params.copyCandidate ? 1 : 0);
    const int all = std::max(asked, m_shelf.count());
    QString text =
        tr("%1: %2 of %3").arg(taskName(outcome->params.task)).arg(m_shelf.current() + 1).arg(all);
    const FillCandidate& shown = outcome->candidates[static_cast<std::size_t>(m_shelf.current())];
    text += shown.copyOnly ? tr(", surroundings only") : QString();
    text += m_shelf.waiting() > 0 ? tr(", %1 more to choose from behind").arg(m_shelf.waiting())
                                  : QString();
    m_what->setText(text);
}

void CandidateStrip::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Left:
        m_shelf.step(-1);
        return;
    case Qt::Key_Right:
        m_shelf.step(1);
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        m_shelf.keep();
        return;
    default:
        QWidget::keyPressEvent(event);
    }
}

} // namespace ui
