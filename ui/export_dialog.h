#pragma once

/// How a flat picture is written: quality where the format has it, and whether what the photo
/// carried (camera, place, copyright) goes along. GUI thread only.

#include <QDialog>

#include "core/io/image_codec.h"

class QCheckBox;

namespace ui {

class SliderField;

class ExportDialog final : public QDialog {
    Q_OBJECT

public:
    /// `proposed` = what it shows at first.
    ExportDialog(const QString& path, const core::ExportOptions& proposed,
                 QWidget* parent = nullptr);

    [[nodiscard]] core::ExportOptions options() const;

private:
    core::ExportOptions m_proposed;
    SliderField* m_quality;
    QCheckBox* m_strip;
};

} // namespace ui
