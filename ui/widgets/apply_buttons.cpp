#include "ui/widgets/apply_buttons.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QPushButton>

#include "ui/theme/theme.h"

namespace ui {

ApplyButtons::ApplyButtons(const QString& applyText, const std::function<void()>& apply,
                           const std::function<void()>& cancel, QWidget* parent)
    : QWidget(parent)
{
    auto* yes = new QPushButton(applyText, this);
    yes->setObjectName(QStringLiteral("applyTool"));
    yes->setToolTip(QCoreApplication::translate("ApplyButtons", "%1 (Enter)").arg(applyText));
    setPrimary(*yes);
    auto* no = new QPushButton(QCoreApplication::translate("ApplyButtons", "Cancel"), this);
    no->setToolTip(QCoreApplication::translate("ApplyButtons", "Give up (Esc)"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kGap);
    layout->addWidget(yes);
    layout->addWidget(no);
    connect(yes, &QPushButton::clicked, this, apply);
    connect(no, &QPushButton::clicked, this, cancel);
}

} // namespace ui
