#include "ui/widgets/tool_options_bar.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>

#include <algorithm>

#include "ui/canvas/canvas_view.h"
#include "ui/theme/theme.h"
#include "ui/widgets/brush_options.h"
#include "ui/widgets/crop_options.h"
#include "ui/widgets/paint_options.h"
#include "ui/widgets/selection_options.h"
#include "ui/widgets/transform_options.h"

namespace ui {

ToolOptionsBar::ToolOptionsBar(CanvasView& canvas, BrushSettings& brush, const ActionSet& actions,
                               QWidget* parent)
    : QWidget(parent), m_title(new QLabel(this)), m_hint(new QLabel(this)),
      m_brush(new BrushOptions(brush, actions, this)),
      m_selection(new SelectionOptions(canvas.selection(), actions, this)),
      m_paint(new PaintOptions(brush, canvas.settings().paint, canvas.selection(), this)),
      m_crop(new CropOptions(canvas.settings().crop, this)),
      m_transform(new TransformOptions(canvas.settings().transform, this))
{
    setTextRole(*m_title, TextRole::Heading);
    setTextRole(*m_hint, TextRole::Secondary);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(kHalfGap, 0, kHalfGap, 0);
    layout->setSpacing(2 * kGap);
    layout->addWidget(m_title);
    for (QWidget* page :
         std::initializer_list<QWidget*>{m_brush, m_selection, m_paint, m_crop, m_transform}) {
        layout->addWidget(page);
    }
    layout->addWidget(m_hint, 1);
    layout->addStretch();
    const auto apply = [&canvas] {
        canvas.applyTool();
        canvas.setFocus();
    };
    const auto cancel = [&canvas] {
        canvas.cancelStroke();
        canvas.setFocus();
    };
    connect(m_crop, &CropOptions::applied, &canvas, apply);
    connect(m_crop, &CropOptions::cancelled, &canvas, cancel);
    connect(m_transform, &TransformOptions::applied, &canvas, apply);
    connect(m_transform, &TransformOptions::cancelled, &canvas, cancel);
    connect(m_brush, &BrushOptions::maskColorChosen, this, &ToolOptionsBar::maskColorChosen);
}

void ToolOptionsBar::showTool(const ToolEntry& entry, ToolOptions options)
{
    m_title->setText(QCoreApplication::translate("Tools", entry.title));
    m_hint->setText(QCoreApplication::translate("Tools", entry.hint));
    m_hint->setVisible(options == ToolOptions::None);
    m_brush->setVisible(options == ToolOptions::Brush);
    const bool selects =
        options >= ToolOptions::Selection && options <= ToolOptions::ObjectSelection;
    m_selection->setVisible(selects);
    m_selection->setColorPart(options == ToolOptions::ColorSelection);
    m_selection->setObjectPart(options == ToolOptions::ObjectSelection);
    m_crop->setVisible(options == ToolOptions::Crop);
    m_transform->setVisible(options == ToolOptions::Transform);
    const bool paints = options >= ToolOptions::Paint && options <= ToolOptions::Gradient;
    m_paint->setVisible(paints);
    m_paint->setKind(options);
    keepHeight();
}

void ToolOptionsBar::keepHeight()
{
    // The line is as high for each tool, or the picture would jump when the tool changes.
    int height = 0;
    for (const QWidget* page :
         std::initializer_list<QWidget*>{m_brush, m_selection, m_paint, m_crop, m_transform}) {
        height = std::max(height, page->sizeHint().height());
    }
    setMinimumHeight(height);
}

void ToolOptionsBar::setMaskColor(const QColor& color)
{
    m_brush->setMaskColor(color);
}

void ToolOptionsBar::setPictureSize(QSizeF size)
{
    m_crop->setPictureSize(size);
}

} // namespace ui
