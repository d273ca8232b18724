#include "ui/generate/prompt_box.h"

#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QMenu>
#include <QStyle>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/generate/prompt_store.h"
#include "ui/model_selection.h"
#include "ui/panels/prompt_edit.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/fold.h"

namespace ui {

namespace {

constexpr int kPromptLines = 3;
constexpr int kNegativeLines = 2;
constexpr int kCountAfter = 250; // milliseconds without a key

} // namespace

PromptBox::PromptBox(ModelSelection& models, PromptStore& store, QWidget* parent)
    : QWidget(parent), m_models(models), m_store(store),
      m_prompt(new PromptEdit(kPromptLines, this)),
      m_negative(new PromptEdit(kNegativeLines, this)),
      m_fold(new Fold(tr("Keep out of the picture"), m_negative, this)), m_tokens(new QLabel(this)),
      m_styles(new QToolButton(this)), m_menu(new QMenu(this)), m_pause(new QTimer(this))
{
    m_prompt->setObjectName(QStringLiteral("prompt"));
    m_prompt->setAccessibleName(tr("Prompt"));
    m_prompt->setToolTip(tr("Up and Down: earlier prompts. Ctrl+Up and Ctrl+Down: the word at the "
                            "cursor counts more or less."));
    m_prompt->setHistory([this] { return m_store.history(); });
    m_negative->setObjectName(QStringLiteral("negativePrompt"));
    m_negative->setAccessibleName(tr("Negative prompt"));
    m_negative->setPlaceholderText(tr("For instance: people, text, blur"));
    m_tokens->setObjectName(QStringLiteral("tokenCount"));
    m_tokens->setToolTip(tr("Tokens of the prompt. What is over one chunk is read apart from the "
                            "rest, so it counts less for it."));
    setTextRole(*m_tokens, TextRole::Secondary);
    m_styles->setObjectName(QStringLiteral("stylesButton"));
    m_styles->setText(tr("Styles"));
    m_styles->setIcon(icon("chevron-down", ThemeColors::dark().textSecondary));
    m_styles->setIconSize({14, 14});
    m_styles->setLayoutDirection(Qt::RightToLeft); // the arrow after the word
    m_styles->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_styles->setPopupMode(QToolButton::InstantPopup);
    m_styles->setMenu(m_menu);
    m_styles->setToolTip(tr("Words you saved for later"));
    m_styles->setAccessibleName(tr("Styles"));

    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_tokens, 1);
    row->addWidget(m_styles);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kHalfGap);
    layout->addWidget(m_prompt);
    layout->addLayout(row);
    layout->addWidget(m_fold);

    m_pause->setSingleShot(true);
    m_pause->setInterval(kCountAfter);
    connect(m_pause, &QTimer::timeout, this, &PromptBox::countTokens);
    connect(m_prompt, &PromptEdit::textChanged, this, [this] {
        m_pause->start();
        Q_EMIT changed();
    });
    connect(&m_models, &ModelSelection::changed, m_pause, qOverload<>(&QTimer::start));
    connect(m_menu, &QMenu::aboutToShow, this, &PromptBox::fillStyles);
}

QString PromptBox::prompt() const
{
    return m_prompt->text();
}

QString PromptBox::negative() const
{
    return m_negative->text();
}

void PromptBox::setPrompts(const QString& prompt, const QString& negative)
{
    m_prompt->replaceText(prompt);
    m_negative->replaceText(negative);
    m_fold->setOpen(!negative.isEmpty());
}

void PromptBox::setPlaceholder(const QString& text)
{
    m_prompt->setPlaceholderText(text);
}

void PromptBox::focusPrompt()
{
    m_prompt->setFocus(Qt::ShortcutFocusReason);
}

void PromptBox::countTokens()
{
    const QString text = prompt();
    if (text.isEmpty() || !m_models.info()) {
        m_tokens->clear();
        return;
    }
    m_models.countTokens(text, this, [this, text](core::Result<diffusion::PromptTokens> counted) {
        if (text != prompt()) {
            return; // typed on meanwhile; that is counted too
        }
        if (counted) {
            showTokens(counted->tokens, counted->chunk, counted->chunks);
        } else {
            m_tokens->clear();
        }
    });
}

void PromptBox::showTokens(int tokens, int chunk, int chunks)
{
    const bool over = chunks > 1;
    m_tokens->setText(over ? tr("%1 tokens, %2 chunks of %3").arg(tokens).arg(chunks).arg(chunk)
                           : tr("%1 of %2 tokens").arg(tokens).arg(chunk));
    if (m_tokens->property("alert").toBool() != over) {
        m_tokens->setProperty("alert", over);
        m_tokens->style()->unpolish(m_tokens);
        m_tokens->style()->polish(m_tokens);
    }
}

void PromptBox::fillStyles()
{
    m_menu->clear();
    for (const PromptStyle& style : m_store.styles()) {
        QAction* action = m_menu->addAction(style.name, this, [this, style] {
            setPrompts(withSnippet(prompt(), style.prompt),
                       withSnippet(negative(), style.negative));
        });
        action->setToolTip(style.prompt);
    }
    m_menu->addSeparator();
    QAction* save =
        m_menu->addAction(icon("plus"), tr("Save these words…"), this, &PromptBox::saveStyle);
    save->setEnabled(!prompt().isEmpty() || !negative().isEmpty());
    if (!m_store.styles().empty()) {
        QMenu* remove = m_menu->addMenu(tr("Delete"));
        for (const PromptStyle& style : m_store.styles()) {
            remove->addAction(style.name, this,
                              [this, name = style.name] { m_store.removeStyle(name); });
        }
    }
}

void PromptBox::saveStyle()
{
    auto* dialog = new QInputDialog(window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save a style"));
    dialog->setLabelText(tr("Name"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& name) {
        if (!name.trimmed().isEmpty()) {
            m_store.saveStyle({name.trimmed(), prompt(), negative()});
        }
    });
    dialog->open();
}

} // namespace ui
