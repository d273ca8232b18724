#include "ui/panels/history_panel.h"

#include <QCoreApplication>

#include <QPainter>
#include <QPixmap>

#include "ui/theme/theme_colors.h"
#include "ui/workspace.h"

namespace ui {

namespace {

constexpr QSize kPicture(40, 30); // logical pixels

QIcon smallPicture(const QImage& picture, double ratio)
{
    const QSize room = kPicture * ratio;
    QPixmap out(room);
    out.fill(Qt::transparent);
    QPainter painter(&out);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    QRectF place(QPointF(0, 0), QSizeF(picture.size()).scaled(room, Qt::KeepAspectRatio));
    place.moveCenter(QRectF(QPointF(0, 0), room).center());
    painter.drawImage(place, picture);
    painter.end();
    out.setDevicePixelRatio(ratio);
    return QIcon(out);
}

} // namespace

HistoryPanel::HistoryPanel(Workspace& workspace, QWidget* parent)
    : QListWidget(parent), m_workspace(workspace)
{
    setAccessibleName(tr("History"));
    setObjectName(QStringLiteral("historyList"));
    setUniformItemSizes(true);
    setIconSize(kPicture);
    setVerticalScrollMode(ScrollPerPixel);
    const auto goTo = [this](QListWidgetItem* item) {
        if (DocumentSession* session = m_workspace.session()) {
            session->history().goTo(row(item));
        }
    };
    connect(this, &QListWidget::itemClicked, this, goTo);
    connect(this, &QListWidget::itemActivated, this, goTo);
    connect(&workspace, &Workspace::sessionChanged, this, [this](DocumentSession* session) {
        m_pictures.clear();
        if (session != nullptr) {
            connect(session, &DocumentSession::historyChanged, this, &HistoryPanel::refresh);
        }
        refresh();
    });
    refresh();
}

std::uint64_t HistoryPanel::stateOf(int row) const
{
    // The first row is the state before all steps that are still known.
    return row == 0 ? 0 : m_workspace.session()->history().id(row - 1);
}

void HistoryPanel::setPresentPicture(const QImage& picture)
{
    const DocumentSession* session = m_workspace.session();
    if (session == nullptr || session->history().index() >= count()) {
        return;
    }
    const int row = session->history().index();
    const QIcon small = smallPicture(picture, devicePixelRatioF());
    m_pictures[stateOf(row)] = small;
    item(row)->setIcon(small);
}

void HistoryPanel::refresh()
{
    const DocumentSession* session = m_workspace.session();
    const int rows = session == nullptr ? 0 : session->history().count() + 1;
    while (count() > rows) {
        delete takeItem(count() - 1);
    }
    while (count() < rows) {
        addItem(QString());
    }
    if (session == nullptr) {
        return;
    }
    const ThemeColors c = ThemeColors::current();
    for (int i = 0; i < rows; ++i) {
        // Labels are English words of commands; catalogues translate them in this context.
        const QString text =
            i == 0
                ? tr("Opened")
                : QCoreApplication::translate("History", session->history().label(i - 1).c_str());
        item(i)->setText(text);
        const auto picture = m_pictures.find(stateOf(i));
        item(i)->setIcon(picture == m_pictures.end() ? QIcon() : picture->second);
        item(i)->setForeground(i <= session->history().index() ? c.text : c.textDisabled);
    }
    setCurrentRow(session->history().index());
    // Steps that are gone need no picture; the last known one begins the list.
    const std::uint64_t oldest = rows > 1 ? stateOf(1) : 0;
    m_pictures.erase(m_pictures.upper_bound(0), m_pictures.lower_bound(oldest));
}

} // namespace ui
