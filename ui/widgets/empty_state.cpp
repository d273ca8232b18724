#include "ui/widgets/empty_state.h"

#include <QFileInfo>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace ui {

namespace {
constexpr int kSymbol = 56;
constexpr int kMostRecent = 5;
} // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent), m_title(new QLabel(this)), m_text(new QLabel(this)),
      m_open(new QPushButton(tr("Open a photo…"), this)), m_recent(new QWidget(this)),
      m_recentLayout(new QVBoxLayout(m_recent))
{
    setObjectName(QStringLiteral("emptyState"));
    const ThemeColors c = ThemeColors::current();
    auto* symbol = new QLabel(this);
    symbol->setPixmap(
        icon("photo", c.textDisabled).pixmap(QSize(kSymbol, kSymbol), devicePixelRatioF()));
    symbol->setAlignment(Qt::AlignCenter);
    setTextRole(*m_title, TextRole::Title);
    setTextRole(*m_text, TextRole::Secondary);
    m_title->setAlignment(Qt::AlignCenter);
    m_text->setAlignment(Qt::AlignCenter);
    m_text->setWordWrap(true);
    setPrimary(*m_open);
    setFocusProxy(m_open);
    m_open->setToolTip(tr("Open a photo (Ctrl+O)"));
    m_recentLayout->setContentsMargins(0, 2 * kGap, 0, 0);
    m_recentLayout->setSpacing(kHalfGap);

    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(kGap);
    layout->addStretch(1);
    layout->addWidget(symbol);
    layout->addSpacing(kGap);
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    layout->addSpacing(kGap);
    layout->addWidget(m_open, 0, Qt::AlignCenter);
    layout->addWidget(m_recent, 0, Qt::AlignCenter);
    layout->addStretch(1);
    connect(m_open, &QPushButton::clicked, this, &EmptyState::openRequested);
    setOpening({});
    setRecent({});
}

void EmptyState::setRecent(const QStringList& paths)
{
    while (QLayoutItem* item = m_recentLayout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    int shown = 0;
    for (const QString& path : paths) {
        if (shown == kMostRecent || !QFileInfo::exists(path)) {
            continue;
        }
        ++shown;
        auto* button = new QPushButton(QFileInfo(path).fileName(), m_recent);
        setQuiet(*button);
        button->setIcon(icon("history", ThemeColors::current().textSecondary));
        button->setToolTip(path);
        connect(button, &QPushButton::clicked, this, [this, path] { Q_EMIT recentChosen(path); });
        m_recentLayout->addWidget(button);
    }
    m_recent->setVisible(shown > 0);
}

void EmptyState::setOpening(const QString& name)
{
    if (name.isEmpty()) {
        m_title->setText(tr("Drop a photo here"));
        m_text->setText(tr("JPEG, PNG, TIFF, WebP and more. Everything stays on this computer."));
    } else {
        m_title->setText(tr("Opening %1").arg(name));
        m_text->setText(tr("One moment"));
    }
    m_open->setVisible(name.isEmpty());
}

void EmptyState::setDropping(bool on)
{
    m_dropping = on;
    update();
}

void EmptyState::paintEvent(QPaintEvent*)
{
    const ThemeColors c = ThemeColors::current();
    QPainter painter(this);
    painter.fillRect(rect(), c.surround);
    painter.setRenderHint(QPainter::Antialiasing);
    QPen pen(m_dropping ? c.accent : c.controlBorder, m_dropping ? 2.0 : 1.5);
    pen.setDashPattern({5, 4});
    painter.setPen(pen);
    const qreal margin = 3 * kGap;
    painter.drawRoundedRect(QRectF(rect()).adjusted(margin, margin, -margin, -margin), 12, 12);
}

} // namespace ui
