#include "ui/model_selection.h"

#include <utility>

namespace ui {

namespace {

constexpr int kMostRecent = 6;

struct Description {
    diffusion::ModelInfo info;
    std::vector<diffusion::SchedulerInfo> schedulers;
};

} // namespace

ModelSelection::ModelSelection(diffusion::FillService& service, Background& background,
                               QObject* parent)
    : QObject(parent), m_service(service), m_background(background)
{
}

void ModelSelection::select(const QString& path)
{
    m_path = path;
    m_info.reset();
    m_hash.clear();
    m_error.clear();
    m_loading = true;
    Q_EMIT changed();
    m_background.run(
        this,
        [&service = m_service,
         model = path.toStdString()](const std::stop_token&) -> core::Result<Description> {
            core::Result<diffusion::ModelInfo> info = service.modelInfo(model);
            if (!info) {
                return core::fail(info.error());
            }
            return Description{std::move(*info), service.schedulers()};
        },
        [this, path](core::Result<Description> found) {
            if (path != m_path) {
                return; // another was chosen meanwhile
            }
            m_loading = false;
            if (found) {
                m_info = std::move(found->info);
                m_schedulers = std::move(found->schedulers);
                if (!path.isEmpty()) {
                    m_recent.removeAll(path);
                    m_recent.prepend(path);
                    m_recent = m_recent.mid(0, kMostRecent);
                }
                findHash();
            } else {
                m_error = QString::fromStdString(found.error().message);
            }
            Q_EMIT changed();
        });
}

void ModelSelection::findHash()
{
    if (!m_hasher) {
        return;
    }
    m_background.run(
        this,
        [hasher = m_hasher, path = m_path.toStdString()](const std::stop_token& stop) {
            return hasher(path, stop);
        },
        [this, path = m_path](core::Result<std::string> hash) {
            if (path == m_path && hash) {
                m_hash = QString::fromStdString(*hash);
            }
        });
}

void ModelSelection::countTokens(const QString& prompt, QObject* receiver, Counted then)
{
    m_background.run(
        receiver,
        [&service = m_service, model = m_path.toStdString(),
         text = prompt.toStdString()](const std::stop_token&) {
            return service.promptTokens(model, text);
        },
        std::move(then));
}

} // namespace ui
