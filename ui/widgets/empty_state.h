#pragma once

/// What the middle of the window shows while nothing is open. GUI thread only.

#include <QStringList>
#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace ui {

class EmptyState final : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget* parent = nullptr);

    void setRecent(const QStringList& paths);
    /// Name of the file being opened; empty when none is.
    void setOpening(const QString& name);
    /// A file is held over the window.
    void setDropping(bool on);

Q_SIGNALS:
    void openRequested();
    void recentChosen(const QString& path);

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_open;
    QWidget* m_recent;
    QVBoxLayout* m_recentLayout;
    bool m_dropping = false;
};

} // namespace ui
