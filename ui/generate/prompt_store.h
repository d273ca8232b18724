#pragma once

/// Prompts used before and snippets saved as styles. The program keeps them from one run to the
/// next. GUI thread only.

#include <QObject>
#include <QStringList>

#include <vector>

namespace ui {

struct PromptStyle {
    QString name;
    QString prompt; ///< "{prompt}" stands for what is there already; else it is added at the end
    QString negative;
    friend bool operator==(const PromptStyle&, const PromptStyle&) = default;
};

class PromptStore final : public QObject {
    Q_OBJECT

public:
    using QObject::QObject;

    /// Newest first.
    [[nodiscard]] const QStringList& history() const { return m_history; }
    void setHistory(const QStringList& prompts);
    void remember(const QString& prompt);

    [[nodiscard]] const std::vector<PromptStyle>& styles() const { return m_styles; }
    /// Takes the place of one with the same name.
    void saveStyle(const PromptStyle& style);
    void removeStyle(const QString& name);

    /// One line of text each, for the settings.
    [[nodiscard]] QStringList stylesAsText() const;
    void setStylesFromText(const QStringList& lines);

Q_SIGNALS:
    void changed();

private:
    QStringList m_history;
    std::vector<PromptStyle> m_styles;
};

/// `text` with the snippet; see PromptStyle::prompt.
[[nodiscard]] QString withSnippet(const QString& text, const QString& snippet);

} // namespace ui
