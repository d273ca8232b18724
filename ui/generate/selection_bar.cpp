#include "ui/generate/selection_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>

#include <algorithm>
#include <memory>
#include <optional>

#include "core/commands/set_mask.h"
#include "core/fill/companion.h"
#include "ui/canvas/canvas_view.h"
#include "ui/fill_recipe.h"
#include "ui/generate/generation.h"
#include "ui/panels/generate_panel.h"
#include "ui/theme/theme.h"

namespace ui {

namespace {

constexpr int kRest = 150;    // milliseconds after the last change of the selection
constexpr int kDistance = 12; // logical pixels between the selection and the bar
constexpr int kPromptWidth = 190;

QPushButton* makeButton(const QString& text, const QString& tip, const char* name, QWidget* parent)
{
    auto* button = new QPushButton(text, parent);
    button->setObjectName(QLatin1String(name));
    button->setToolTip(tip);
    button->setProperty("narrow", true);
    button->setFocusPolicy(Qt::TabFocus); // a click leaves the keyboard with the picture
    return button;
}

} // namespace

SelectionBar::SelectionBar(CanvasView& canvas, GeneratePanel& panel, Generation& generation,
                           Workspace& workspace)
    : QFrame(&canvas), m_canvas(canvas), m_panel(panel), m_generation(generation),
      m_workspace(workspace), m_prompt(new QLineEdit(this)),
      m_remove(makeButton(taskName(Task::Remove), tr("Make what is selected disappear (J)"),
                          "barRemove", this)),
      m_fill(makeButton(taskName(Task::Fill), tr("Paint these words into the selection (Shift+F5)"),
                        "barFill", this)),
      m_takeIn(makeButton({}, tr("Select it too, so that it goes with the thing"), "barTakeIn", this)),
      m_pause(new QTimer(this))
{
    setObjectName(QStringLiteral("selectionBar"));
    setAccessibleName(tr("For the selection"));
    setCursor(Qt::ArrowCursor);
    m_prompt->setObjectName(QStringLiteral("barPrompt"));
    m_prompt->setPlaceholderText(tr("What should be there?"));
    m_prompt->setAccessibleName(tr("Prompt for the selection"));
    m_prompt->setFixedWidth(kPromptWidth);
    m_prompt->setFocusPolicy(Qt::StrongFocus);
    QPushButton* expand = makeButton(
        taskName(Task::Expand), tr("Continue the picture beyond its borders"), "barExpand", this);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kGap, kHalfGap, kGap, kHalfGap);
    layout->setSpacing(kHalfGap);
    layout->addWidget(m_prompt);
    layout->addWidget(m_fill);
    layout->addWidget(m_remove);
    layout->addWidget(m_takeIn);
    m_takeIn->hide();
    layout->addWidget(expand);
    hide();

    m_pause->setSingleShot(true);
    m_pause->setInterval(kRest);
    connect(m_pause, &QTimer::timeout, this, &SelectionBar::findSelection);
    connect(m_remove, &QPushButton::clicked, this, &SelectionBar::remove);
    connect(m_takeIn, &QPushButton::clicked, this, &SelectionBar::takeIn);
    connect(m_fill, &QPushButton::clicked, this, &SelectionBar::fill);
    connect(m_prompt, &QLineEdit::returnPressed, this, &SelectionBar::fill);
    connect(m_prompt, &QLineEdit::textChanged, this,
            [this] { m_fill->setEnabled(!m_prompt->text().trimmed().isEmpty()); });
    connect(expand, &QPushButton::clicked, this, &SelectionBar::expand);
    connect(&m_canvas, &CanvasView::viewChanged, this, &SelectionBar::place);
    connect(&m_generation.fills, &FillController::stateChanged, this, &SelectionBar::place);
    connect(&m_generation.shelf, &CandidateShelf::changed, this, &SelectionBar::place);
    connect(&m_workspace, &Workspace::sessionChanged, this, &SelectionBar::connectSession);
    m_fill->setEnabled(false);
    m_canvas.installEventFilter(this);
    connectSession();
}

void SelectionBar::connectSession()
{
    m_box = {};
    if (DocumentSession* session = m_workspace.session()) {
        connect(session, &DocumentSession::maskChanged, m_pause, qOverload<>(&QTimer::start));
        m_pause->start();
    }
    place();
}

void SelectionBar::findSelection()
{
    const DocumentSession* session = m_workspace.session();
    m_box = session != nullptr && session->hasMask() ? session->document().mask().bounds()
                                                     : core::Rect{};
    lookForCompanion();
    place();
}

void SelectionBar::lookForCompanion()
{
    m_takeIn->hide();
    m_companion = {};
    const std::uint64_t look = ++m_looked;
    DocumentSession* session = m_workspace.session();
    if (m_box.isEmpty() || !m_wanted || session == nullptr ||
        (m_taken.size() == session->document().size() &&
         m_taken.samePixels(session->document().mask()))) {
        return;
    }
    using Found = std::optional<core::Companion>;
    m_generation.background.run(
        this,
        [snapshot = session->document().snapshot()](
            const std::stop_token& stop) -> core::Result<Found> {
            return core::findCompanion(snapshot, stop);
        },
        [this, look](core::Result<Found> found) {
            if (look != m_looked || !found || !*found) {
                return;
            }
            m_companion = std::move((*found)->mask);
            m_takeIn->setText((*found)->kind == core::Companion::Kind::Shadow
                                  ? tr("Take in its shadow")
                                  : tr("Take in its reflection"));
            m_takeIn->show();
            place();
        });
}

void SelectionBar::takeIn()
{
    DocumentSession* session = m_workspace.session();
    if (session == nullptr || m_companion.size() != session->document().size()) {
        return;
    }
    const core::Mask before = session->document().mask();
    m_taken = before;
    m_taken.add(m_companion);
    m_takeIn->hide();
    session->history().push(std::make_unique<core::SetMask>(before, m_taken, "Take in"));
}

void SelectionBar::setWanted(bool wanted)
{
    m_wanted = wanted;
    place();
}

bool SelectionBar::mayShow() const
{
    const DocumentSession* session = m_workspace.session();
    return m_wanted && !m_pressed && session != nullptr && session->hasMask() && !m_box.isEmpty() &&
           !m_generation.fills.isRunning() && m_generation.shelf.isEmpty() &&
           m_panel.task() != Task::Expand;
}

void SelectionBar::place()
{
    const QRectF box = m_canvas.view().toView(m_box);
    const QRectF seen(m_canvas.rect());
    if (!mayShow() || !box.intersects(seen)) {
        hide();
        return;
    }
    adjustSize();
    const QRectF shown = box.intersected(seen);
    double y = box.bottom() + kDistance;
    if (y + height() > seen.bottom()) {
        y = box.top() - kDistance - height();
    }
    if (y < 0) { // no room on either side
        y = seen.bottom() - height() - kDistance;
    }
    const double x = std::clamp(shown.center().x() - width() / 2.0, double(kDistance),
                                std::max<double>(kDistance, seen.right() - width() - kDistance));
    move(static_cast<int>(x), static_cast<int>(y));
    show();
    raise();
}

bool SelectionBar::eventFilter(QObject* watched, QEvent* event)
{
    const bool press =
        event->type() == QEvent::MouseButtonPress || event->type() == QEvent::TabletPress;
    const bool release =
        event->type() == QEvent::MouseButtonRelease || event->type() == QEvent::TabletRelease;
    if (press) {
        m_pressed = true;
        hide();
    } else if (release) {
        m_pressed = false;
        m_pause->start();
    } else if (event->type() == QEvent::Resize) {
        m_pause->start();
    }
    return QFrame::eventFilter(watched, event);
}

void SelectionBar::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape) {
        m_canvas.setFocus(Qt::OtherFocusReason);
        return;
    }
    QFrame::keyPressEvent(event);
}

void SelectionBar::remove()
{
    m_panel.setTask(Task::Remove);
    m_panel.generate();
}

void SelectionBar::fill()
{
    const QString words = m_prompt->text().trimmed();
    if (!words.isEmpty()) {
        m_panel.setTask(Task::Fill);
        m_panel.setPrompt(words);
        m_canvas.setFocus(Qt::OtherFocusReason);
        m_panel.generate();
    }
}

void SelectionBar::expand()
{
    m_panel.setTask(Task::Expand);
    place();
}

} // namespace ui
