#include "ui/panels/generate_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include "ui/fill_controller.h"
#include "ui/model_selection.h"
#include "ui/panels/advanced_section.h"
#include "ui/panels/model_section.h"
#include "ui/panels/progress_section.h"
#include "ui/panels/prompt_edit.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fold.h"

namespace ui {

namespace {

constexpr int kPromptLines = 3;

QFrame* makeSeparator(QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setProperty("separator", true);
    return line;
}

} // namespace

GeneratePanel::GeneratePanel(Workspace& workspace, FillController& fills, ModelSelection& models,
                             QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_fills(fills), m_models(models),
      m_prompt(new PromptEdit(kPromptLines, this)), m_remove(new QPushButton(tr("Remove"), this)),
      m_fill(new QPushButton(tr("Fill"), this)), m_hint(new QLabel(this)),
      m_progress(new ProgressSection(this)), m_advanced(new AdvancedSection(this))
{
    setProperty("panel", true);
    setAttribute(Qt::WA_StyledBackground);
    m_prompt->setObjectName(QStringLiteral("prompt"));
    m_prompt->setAccessibleName(tr("Prompt"));
    m_prompt->setPlaceholderText(tr("What should be there? Leave empty to just remove."));
    m_remove->setObjectName(QStringLiteral("removeButton"));
    m_remove->setToolTip(tr("Make what is under the mask disappear"));
    m_fill->setObjectName(QStringLiteral("fillButton"));
    m_fill->setToolTip(tr("Paint something new under the mask, guided by the prompt"));
    m_hint->setObjectName(QStringLiteral("generateHint"));
    m_hint->setWordWrap(true);
    setTextRole(*m_hint, TextRole::Secondary);

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kGap);
    buttons->addWidget(m_remove, 1);
    buttons->addWidget(m_fill, 1);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * kGap, 2 * kGap, 2 * kGap, 2 * kGap);
    layout->setSpacing(kGap);
    layout->addWidget(m_prompt);
    layout->addLayout(buttons);
    layout->addWidget(m_hint);
    layout->addWidget(m_progress);
    layout->addSpacing(kHalfGap);
    layout->addWidget(makeSeparator(this));
    layout->addSpacing(kHalfGap);
    layout->addWidget(new ModelSection(models, this));
    layout->addWidget(new Fold(tr("Advanced"), m_advanced, this));
    layout->addStretch(1);

    connect(m_remove, &QPushButton::clicked, this, [this] { generate(diffusion::Action::Remove); });
    connect(m_fill, &QPushButton::clicked, this, [this] { generate(diffusion::Action::Fill); });
    connect(m_prompt, &PromptEdit::textChanged, this, &GeneratePanel::refresh);
    connect(m_progress, &ProgressSection::cancelRequested, &m_fills, &FillController::cancel);
    connect(&m_fills, &FillController::stateChanged, this, &GeneratePanel::refresh);
    connect(&m_fills, &FillController::progressed, m_progress, &ProgressSection::setStatus);
    connect(&m_models, &ModelSelection::changed, this, &GeneratePanel::refresh);
    connect(&m_workspace, &Workspace::sessionChanged, this, [this] {
        connectSession();
        refresh();
    });
    connectSession();
    refresh();
}

void GeneratePanel::connectSession()
{
    if (DocumentSession* session = m_workspace.session()) {
        connect(session, &DocumentSession::historyChanged, this, &GeneratePanel::refresh);
    }
}

diffusion::Action GeneratePanel::fittingAction() const
{
    return m_prompt->text().isEmpty() ? diffusion::Action::Remove : diffusion::Action::Fill;
}

void GeneratePanel::generate(diffusion::Action action)
{
    if (m_fills.isRunning() || !m_fills.obstacle().isEmpty()) {
        return;
    }
    FillParams params;
    params.action = action;
    params.model = m_models.path().toStdString();
    params.prompt = m_prompt->text().toStdString();
    m_advanced->fillIn(params);
    if (m_remove->hasFocus() || m_fill->hasFocus()) {
        Q_EMIT focusReleased(); // the buttons are about to be greyed out
    }
    m_fills.start(params);
}

void GeneratePanel::focusPrompt()
{
    m_prompt->setFocus(Qt::ShortcutFocusReason);
}

void GeneratePanel::setPrimaryButton(diffusion::Action action)
{
    for (QPushButton* button : {m_remove, m_fill}) {
        const bool primary = (button == m_fill) == (action == diffusion::Action::Fill);
        if (button->property("primary").toBool() != primary) {
            button->setProperty("primary", primary);
            button->style()->unpolish(button);
            button->style()->polish(button);
        }
    }
}

void GeneratePanel::refresh()
{
    const diffusion::Action fitting = fittingAction();
    const bool running = m_fills.isRunning();
    QString obstacle = m_fills.obstacle();
    if (obstacle.isEmpty() && !m_models.info() && !m_models.isLoading()) {
        obstacle = tr("There is no usable model. Choose another one below.");
    }
    const bool ready = !running && obstacle.isEmpty();
    m_remove->setEnabled(ready);
    m_fill->setEnabled(ready);
    setPrimaryButton(fitting);

    const QString word = fitting == diffusion::Action::Remove ? tr("Remove") : tr("Fill");
    m_hint->setText(obstacle.isEmpty() ? tr("Ctrl+Enter: %1").arg(word) : obstacle);
    m_hint->setVisible(!running);
    m_progress->setVisible(running);
    if (m_fills.state() == FillController::State::Cancelling) {
        m_progress->setStopping();
    }
    if (const auto& info = m_models.info()) {
        m_advanced->setDefaults(info->defaults(fitting));
        m_advanced->setSchedulers(m_models.schedulers());
    }
}

} // namespace ui
