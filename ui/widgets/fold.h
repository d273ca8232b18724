#pragma once

/// A heading that shows or hides what belongs to it. GUI thread only.

#include <QWidget>

class QPushButton;

namespace ui {

class Fold final : public QWidget {
    Q_OBJECT

public:
    /// Takes ownership of `content`, which starts hidden.
    Fold(const QString& title, QWidget* content, QWidget* parent = nullptr);

    void setOpen(bool open);
    [[nodiscard]] bool isOpen() const;

Q_SIGNALS:
    void toggled(bool open);

private:
    QPushButton* m_header;
    QWidget* m_content;
};

} // namespace ui
