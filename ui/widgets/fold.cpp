#include "ui/widgets/fold.h"

#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace ui {

Fold::Fold(const QString& title, QWidget* content, QWidget* parent)
    : QWidget(parent), m_header(new QPushButton(title, this)), m_content(content)
{
    m_header->setProperty("fold", true);
    m_header->setCheckable(true);
    m_header->setAccessibleName(title);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kHalfGap);
    layout->addWidget(m_header);
    layout->addWidget(m_content);
    connect(m_header, &QPushButton::toggled, this, &Fold::setOpen);
    setOpen(false);
}

void Fold::setOpen(bool open)
{
    m_header->setChecked(open);
    m_header->setIcon(
        icon(open ? "chevron-down" : "chevron-right", ThemeColors::current().textSecondary));
    m_content->setVisible(open);
    Q_EMIT toggled(open);
}

bool Fold::isOpen() const
{
    return m_header->isChecked();
}

} // namespace ui
