#include "ui/generate/prompt_weights.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>

namespace ui {

namespace {

constexpr int kMost = 20; // tenths

bool belongsToWord(QChar c)
{
    return !c.isSpace() && !QStringLiteral("(),:[]").contains(c);
}

} // namespace

WeighedText weighed(const QString& text, int from, int to, int steps)
{
    from = std::clamp(from, 0, static_cast<int>(text.size()));
    to = std::clamp(to, from, static_cast<int>(text.size()));
    if (from == to) {
        while (from > 0 && belongsToWord(text[from - 1])) {
            --from;
        }
        while (to < text.size() && belongsToWord(text[to])) {
            ++to;
        }
    }
    while (from < to && text[from].isSpace()) {
        ++from;
    }
    while (to > from && text[to - 1].isSpace()) {
        --to;
    }
    if (from == to) {
        return {text, from, to};
    }
    // The cursor may stand anywhere in "(some words:1.2)": then it is about all of them.
    const int open = static_cast<int>(text.lastIndexOf(QLatin1Char('('), from));
    static const QRegularExpression group(QStringLiteral(R"(\(([^():]+):([0-9]*\.?[0-9]+)\))"));
    const QRegularExpressionMatch match =
        open < 0 ? QRegularExpressionMatch()
                 : group.match(text, open, QRegularExpression::NormalMatch,
                               QRegularExpression::AnchorAtOffsetMatchOption);
    int tenths = 10;
    int begin = from;
    int end = to;
    QString words = text.mid(from, to - from);
    if (match.hasMatch() && match.capturedEnd() >= to) {
        tenths = static_cast<int>(std::lround(match.captured(2).toDouble() * 10));
        begin = static_cast<int>(match.capturedStart());
        end = static_cast<int>(match.capturedEnd());
        words = match.captured(1);
    }
    tenths = std::clamp(tenths + steps, 0, kMost);
    WeighedText out;
    const bool plain = tenths == 10;
    const QString weight = QString::number(tenths / 10.0, 'g', 2);
    const QString made = plain ? words : QStringLiteral("(%1:%2)").arg(words, weight);
    out.text = text.left(begin) + made + text.mid(end);
    out.from = begin + (plain ? 0 : 1);
    out.to = out.from + static_cast<int>(words.size());
    return out;
}

} // namespace ui
