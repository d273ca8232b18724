#include "ui/generate/prompt_store.h"

#include <algorithm>

namespace ui {

namespace {

constexpr int kMostRemembered = 100;
constexpr QChar kBetween(0x1f); // ASCII's unit separator: nobody types it

} // namespace

void PromptStore::setHistory(const QStringList& prompts)
{
    m_history = prompts.mid(0, kMostRemembered);
}

void PromptStore::remember(const QString& prompt)
{
    const QString text = prompt.trimmed();
    if (!text.isEmpty()) {
        m_history.removeAll(text);
        m_history.prepend(text);
        m_history = m_history.mid(0, kMostRemembered);
    }
}

void PromptStore::saveStyle(const PromptStyle& style)
{
    std::erase_if(m_styles, [&](const PromptStyle& one) { return one.name == style.name; });
    m_styles.push_back(style);
    std::sort(m_styles.begin(), m_styles.end(), [](const PromptStyle& a, const PromptStyle& b) {
        return a.name.localeAwareCompare(b.name) < 0;
    });
    Q_EMIT changed();
}

void PromptStore::removeStyle(const QString& name)
{
    std::erase_if(m_styles, [&](const PromptStyle& one) { return one.name == name; });
    Q_EMIT changed();
}

QStringList PromptStore::stylesAsText() const
{
    QStringList out;
    for (const PromptStyle& style : m_styles) {
        out << style.name + kBetween + style.prompt + kBetween + style.negative;
    }
    return out;
}

void PromptStore::setStylesFromText(const QStringList& lines)
{
    m_styles.clear();
    for (const QString& line : lines) {
        const QStringList parts = line.split(kBetween);
        if (parts.size() == 3 && !parts[0].isEmpty()) {
            m_styles.push_back({parts[0], parts[1], parts[2]});
        }
    }
    Q_EMIT changed();
}

QString withSnippet(const QString& text, const QString& snippet)
{
    const QString slot = QStringLiteral("{prompt}");
    if (snippet.contains(slot)) {
        return QString(snippet).replace(slot, text.trimmed());
    }
    const QString before = text.trimmed();
    if (before.isEmpty() || snippet.isEmpty()) {
        return before + snippet;
    }
    return before +
           (before.endsWith(QLatin1Char(',')) ? QStringLiteral(" ") : QStringLiteral(", ")) +
           snippet;
}

} // namespace ui
