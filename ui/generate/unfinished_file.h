#pragma once

/// An unfinished generation as a file: what was asked for, over which picture, and every step so far.
/// Pure functions; any thread.

#include <QByteArray>
#include <QString>

#include "core/base/result.h"
#include "ui/fill_controller.h"

namespace ui {

struct UnfinishedFill {
    FillParams params;
    QString picture;  ///< what the document was called
    core::Size size;  ///< of its canvas
    QByteArray mask;  ///< the selection as a grey PNG; empty = nothing was selected
    int first = 0;    ///< candidates before this one are done
    std::vector<diffusion::GenerationStateRef> states;
};

/// A selection as UnfinishedFill keeps it, and back. Empty for an empty one.
[[nodiscard]] QByteArray maskToPng(const core::Mask& mask);
[[nodiscard]] core::Mask maskFromPng(const QByteArray& png, core::Size size);

[[nodiscard]] QByteArray unfinishedToBytes(const UnfinishedFill& fill);
/// Errors: Unreadable for what is cut off, changed, or of another version.
[[nodiscard]] core::Result<UnfinishedFill> unfinishedFromBytes(const QByteArray& bytes);

} // namespace ui
