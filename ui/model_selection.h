#pragma once

/// Which model generations use and what it says of itself, read in the background. No widgets.
/// GUI thread only.

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

#include "diffusion/fill_service.h"
#include "ui/background.h"

namespace ui {

class ModelSelection final : public QObject {
    Q_OBJECT

public:
    ModelSelection(diffusion::FillService& service, Background& background,
                   QObject* parent = nullptr);

    /// Empty = the embedded model. Reads its description; `changed` follows at once and again when
    /// that is done.
    void select(const QString& path);
    [[nodiscard]] QString path() const { return m_path; }
    /// None while it is being read and when it could not be.
    [[nodiscard]] const std::optional<diffusion::ModelInfo>& info() const { return m_info; }
    [[nodiscard]] bool isLoading() const { return m_loading; }
    /// Why there is no info; one clear sentence, or empty.
    [[nodiscard]] QString error() const { return m_error; }
    [[nodiscard]] const std::vector<diffusion::SchedulerInfo>& schedulers() const
    {
        return m_schedulers;
    }
    /// Folders chosen before, newest first.
    [[nodiscard]] QStringList recent() const { return m_recent; }
    void setRecent(const QStringList& paths) { m_recent = paths; }

    /// What recipes call the weights; empty until it is known.
    [[nodiscard]] QString hash() const { return m_hash; }
    /// How to find that out for a path, on a background thread.
    using Hasher =
        std::function<core::Result<std::string>(const std::string& path, const std::stop_token&)>;
    void setHasher(Hasher hasher) { m_hasher = std::move(hasher); }

    /// Counts a prompt's tokens in the background, then calls `then` unless `receiver` has gone.
    using Counted = std::function<void(core::Result<diffusion::PromptTokens>)>;
    void countTokens(const QString& prompt, QObject* receiver, Counted then);

Q_SIGNALS:
    void changed();

private:
    void findHash();

    diffusion::FillService& m_service;
    Background& m_background;
    Hasher m_hasher;
    QString m_path;
    QString m_hash;
    std::optional<diffusion::ModelInfo> m_info;
    std::vector<diffusion::SchedulerInfo> m_schedulers;
    QString m_error;
    QStringList m_recent;
    bool m_loading = false;
};

} // namespace ui
