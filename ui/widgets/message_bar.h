#pragma once

/// A strip above the canvas that says what went wrong or happened, without stopping anybody.
/// GUI thread only.

#include <QFrame>

class QLabel;

namespace ui {

class MessageBar final : public QFrame {
    Q_OBJECT

public:
    enum class Kind { Info, Warning, Error };

    explicit MessageBar(QWidget* parent = nullptr);

    /// Replaces what is shown. Information goes away by itself after some seconds; warnings and
    /// errors stay until they are closed or replaced.
    void showMessage(Kind kind, const QString& text);
    void clear();
    [[nodiscard]] QString text() const;

private:
    QLabel* m_icon;
    QLabel* m_text;
    class QTimer* m_timer;
};

} // namespace ui
