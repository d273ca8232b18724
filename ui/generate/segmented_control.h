#pragma once

/// One of a few words in a row. Arrow keys walk along it. GUI thread only.

#include <QStringList>
#include <QWidget>

class QButtonGroup;

namespace ui {

class SegmentedControl final : public QWidget {
    Q_OBJECT

public:
    /// `name` is for those who cannot see it.
    SegmentedControl(const QString& name, const QStringList& words, QWidget* parent = nullptr);

    [[nodiscard]] int current() const;
    /// Without a signal; -1 = none.
    void setCurrent(int index);
    void setSegmentToolTip(int index, const QString& text);
    void setSegmentEnabled(int index, bool enabled);

Q_SIGNALS:
    /// By the user.
    void chosen(int index);

private:
    QButtonGroup* m_group;
};

} // namespace ui
