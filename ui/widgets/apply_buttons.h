#pragma once

/// "Apply" and "Cancel" for what a tool has begun. GUI thread only.

#include <QWidget>

#include <functional>

namespace ui {

class ApplyButtons final : public QWidget {
public:
    ApplyButtons(const QString& applyText, const std::function<void()>& apply,
                 const std::function<void()>& cancel, QWidget* parent = nullptr);
};

} // namespace ui
