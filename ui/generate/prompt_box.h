#pragma once

/// The prompt with what belongs to it: how many tokens it is, styles, and what is to be kept out of
/// the picture. GUI thread only.

#include <QWidget>

class QLabel;
class QMenu;
class QTimer;
class QToolButton;

namespace ui {

class Fold;
class ModelSelection;
class PromptEdit;
class PromptStore;

class PromptBox final : public QWidget {
    Q_OBJECT

public:
    PromptBox(ModelSelection& models, PromptStore& store, QWidget* parent = nullptr);

    [[nodiscard]] QString prompt() const;
    [[nodiscard]] QString negative() const;
    void setPrompts(const QString& prompt, const QString& negative);
    void setPlaceholder(const QString& text);
    void focusPrompt();

Q_SIGNALS:
    void changed();

private:
    void countTokens();
    void showTokens(int tokens, int chunk, int chunks);
    void fillStyles();
    void saveStyle();

    ModelSelection& m_models;
    PromptStore& m_store;
    PromptEdit* m_prompt;
    PromptEdit* m_negative;
    Fold* m_fold;
    QLabel* m_tokens;
    QToolButton* m_styles;
    QMenu* m_menu;
    QTimer* m_pause; ///< counting begins once typing rests
};

} // namespace ui
