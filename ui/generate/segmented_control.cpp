#include "ui/generate/segmented_control.h"

#include <QButtonGroup>
#include <QHBoxLayout>
#include <QPushButton>

namespace ui {

namespace {
constexpr int kRoom = 18; // beside a word, logical pixels
}

SegmentedControl::SegmentedControl(const QString& name, const QStringList& words, QWidget* parent)
    : QWidget(parent), m_group(new QButtonGroup(this))
{
    setAccessibleName(name);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    for (int i = 0; i < words.size(); ++i) {
        auto* button = new QPushButton(words[i], this);
        button->setCheckable(true);
        button->setAccessibleName(QStringLiteral("%1: %2").arg(name, words[i]));
        const char* place = i == 0 ? "first" : i + 1 == words.size() ? "last" : "middle";
        button->setProperty("segment", QLatin1String(place));
        button->setMinimumWidth(0);
        // Room by the length of the word, so that short ones leave some to long ones.
        layout->addWidget(button, fontMetrics().horizontalAdvance(words[i]) + kRoom);
        m_group->addButton(button, i);
    }
    m_group->setExclusive(true);
    if (!words.isEmpty()) {
        m_group->button(0)->setChecked(true);
    }
    connect(m_group, &QButtonGroup::idClicked, this, &SegmentedControl::chosen);
}

int SegmentedControl::current() const
{
    return m_group->checkedId();
}

void SegmentedControl::setCurrent(int index)
{
    if (QAbstractButton* button = m_group->button(index)) {
        button->setChecked(true);
    } else if (QAbstractButton* checked = m_group->checkedButton()) {
        m_group->setExclusive(false);
        checked->setChecked(false);
        m_group->setExclusive(true);
    }
}

void SegmentedControl::setSegmentToolTip(int index, const QString& text)
{
    m_group->button(index)->setToolTip(text);
}

void SegmentedControl::setSegmentEnabled(int index, bool enabled)
{
    m_group->button(index)->setEnabled(enabled);
}

} // namespace ui
