#include "ui/generate/queue_section.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/fill_recipe.h"
#include "ui/generate/generation_queue.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/elided_label.h"

namespace ui {

namespace {

QToolButton* smallButton(const char* iconName, const QString& tip, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setIcon(icon(iconName));
    button->setIconSize({16, 16});
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    return button;
}

} // namespace

QueueSection::QueueSection(GenerationQueue& queue, QWidget* parent)
    : QWidget(parent), m_queue(queue), m_title(new QLabel(this)),
      m_pause(smallButton("pause", tr("Begin nothing new for now"), this)),
      m_clear(smallButton("trash", tr("Call off everything"), this)),
      m_layout(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("queueSection"));
    setTextRole(*m_title, TextRole::Secondary);
    m_pause->setObjectName(QStringLiteral("pauseQueue"));
    m_clear->setObjectName(QStringLiteral("clearQueue"));
    m_pause->setCheckable(true);
    auto* header = new QHBoxLayout;
    header->setSpacing(kHalfGap);
    header->addWidget(m_title, 1);
    header->addWidget(m_pause);
    header->addWidget(m_clear);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
    m_layout->addLayout(header);
    connect(m_pause, &QToolButton::clicked, &m_queue, &GenerationQueue::setPaused);
    connect(m_clear, &QToolButton::clicked, &m_queue, &GenerationQueue::cancelAll);
    connect(&m_queue, &GenerationQueue::changed, this, &QueueSection::refresh);
    refresh();
}

void QueueSection::addRow(int place)
{
    const QueuedFill& one = m_queue.waiting()[static_cast<std::size_t>(place)];
    auto* row = new QHBoxLayout;
    row->setSpacing(kHalfGap);
    const QString prompt = QString::fromStdString(one.job.params.prompt);
    const QString task = taskName(one.job.params.task);
    const QString what = prompt.isEmpty() ? task : tr("%1: %2").arg(task, prompt);
    row->addWidget(new ElidedLabel(what, m_rows), 1);
    if (place > 0) {
        QToolButton* up = smallButton("arrow-up", tr("One place forward"), m_rows);
        up->setObjectName(QStringLiteral("moveUp"));
        connect(up, &QToolButton::clicked, &m_queue, [this, id = one.id] { m_queue.moveUp(id); });
        row->addWidget(up);
    }
    QToolButton* away = smallButton("close", tr("Call this one off"), m_rows);
    away->setObjectName(QStringLiteral("cancelWaiting"));
    connect(away, &QToolButton::clicked, &m_queue, [this, id = one.id] { m_queue.cancel(id); });
    row->addWidget(away);
    qobject_cast<QVBoxLayout*>(m_rows->layout())->addLayout(row);
}

void QueueSection::addStopped(const StoppedFill& stopped)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(kHalfGap);
    const QString prompt = QString::fromStdString(stopped.job.params.prompt);
    const QString task = taskName(stopped.job.params.task);
    const QString what = prompt.isEmpty() ? task : tr("%1: %2").arg(task, prompt);
    auto* name =
        new ElidedLabel(stopped.step > 0 ? tr("Stopped at step %1: %2").arg(stopped.step).arg(what)
                                         : tr("Not begun: %1").arg(what),
                        m_rows);
    name->setToolTip(stopped.picture.isEmpty() ? name->text()
                                               : tr("%1, in %2").arg(name->text(), stopped.picture));
    row->addWidget(name, 1);
    const QString missing = m_queue.obstacle(stopped);
    auto* on = new QToolButton(m_rows);
    on->setObjectName(QStringLiteral("continueStopped"));
    on->setIcon(icon("play"));
    on->setIconSize({16, 16});
    on->setText(tr("Continue"));
    on->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    on->setToolTip(missing.isEmpty() ? tr("Go on from its last step") : missing);
    on->setEnabled(missing.isEmpty());
    connect(on, &QToolButton::clicked, &m_queue, [this, id = stopped.id] { m_queue.goOn(id); });
    row->addWidget(on);
    QToolButton* away = smallButton("close", tr("Give it up"), m_rows);
    away->setObjectName(QStringLiteral("forgetStopped"));
    connect(away, &QToolButton::clicked, &m_queue,
            [this, id = stopped.id] { m_queue.forget(id); });
    row->addWidget(away);
    qobject_cast<QVBoxLayout*>(m_rows->layout())->addLayout(row);
}

void QueueSection::refresh()
{
    const auto count = static_cast<int>(m_queue.waiting().size());
    const bool queues = count > 0 || m_queue.isPaused();
    setVisible(queues || !m_queue.stopped().empty());
    for (QWidget* part : {static_cast<QWidget*>(m_title), static_cast<QWidget*>(m_pause),
                          static_cast<QWidget*>(m_clear)}) {
        part->setVisible(queues);
    }
    m_pause->setChecked(m_queue.isPaused());
    m_title->setText(m_queue.isPaused() ? tr("Paused, %n waiting", nullptr, count)
                                        : tr("%n waiting", nullptr, count));
    if (m_rows != nullptr) {
        m_rows->hide();
        m_rows->deleteLater(); // one of its buttons may be what brought us here
    }
    m_rows = new QWidget(this);
    auto* rows = new QVBoxLayout(m_rows);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    m_layout->addWidget(m_rows);
    for (int place = 0; place < count; ++place) {
        addRow(place);
    }
    for (const StoppedFill& stopped : m_queue.stopped()) {
        addStopped(stopped);
    }
}

} // namespace ui
