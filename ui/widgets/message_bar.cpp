#include "ui/widgets/message_bar.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QStyle>
#include <QTimer>
#include <QToolButton>

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace ui {

namespace {
constexpr int kInfoMilliseconds = 6000;
}

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_text(new QLabel(this)), m_timer(new QTimer(this))
{
    setObjectName(QStringLiteral("messageBar"));
    setAccessibleName(tr("Messages"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(2 * kGap, kGap, kGap, kGap);
    layout->setSpacing(kGap);
    layout->addWidget(m_icon, 0, Qt::AlignVCenter);
    layout->addWidget(m_text, 1);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);

    auto* close = new QToolButton(this);
    close->setIcon(icon("close"));
    close->setIconSize({14, 14});
    close->setToolTip(tr("Close this message"));
    close->setAccessibleName(tr("Close this message"));
    layout->addWidget(close, 0, Qt::AlignVCenter);
    connect(close, &QToolButton::clicked, this, &MessageBar::clear);

    m_timer->setSingleShot(true);
    m_timer->setInterval(kInfoMilliseconds);
    connect(m_timer, &QTimer::timeout, this, &MessageBar::clear);
    hide();
}

void MessageBar::showMessage(Kind kind, const QString& text)
{
    const ThemeColors c = ThemeColors::current();
    const char* name = kind == Kind::Info ? "info" : "warning";
    const QColor color = kind == Kind::Info      ? c.accent
                         : kind == Kind::Warning ? c.warning
                                                 : c.danger;
    m_icon->setPixmap(icon(name, color).pixmap(QSize(18, 18), devicePixelRatioF()));
    m_text->setText(text);
    const char* kinds[] = {"info", "warning", "error"};
    setProperty("messageBar", QLatin1String(kinds[static_cast<int>(kind)]));
    style()->unpolish(this);
    style()->polish(this);
    setAccessibleDescription(text);
    show();
    if (kind == Kind::Info) {
        m_timer->start();
    } else {
        m_timer->stop();
    }
}

void MessageBar::clear()
{
    m_timer->stop();
    m_text->clear();
    hide();
}

QString MessageBar::text() const
{
    return m_text->text();
}

} // namespace ui
