#pragma once

/// What a loading function threw, for tests of messages.

#include <functional>
#include <string>

#include <QByteArray>

#include "diffusion/models/load_error.h"

/// "" when nothing was thrown, else LoadError's message, which must be one line.
inline QByteArray loadFailure(const std::function<void()>& load)
{
    try {
        load();
    } catch (const diffusion::LoadError& error) {
        const std::string message = error.what();
        return message.find('\n') == std::string::npos ? QByteArray::fromStdString(message)
                                                       : QByteArray("more than one line");
    }
    return {};
}
