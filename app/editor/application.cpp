#include "app/editor/application.h"

#include <sys/resource.h>
#include <unistd.h>

#include <QStandardPaths>
#include <QTimer>

#include "app/common/modules.h"
#include "app/editor/logging.h"
#include "core/io/model_hash.h"
#include "ui/preferences/preferences_control.h"
#include "ui/widgets/message_bar.h"

namespace app {

namespace {

// The engine takes every core it gets; the window must still be served at once. Threads inherit
// this from the one that makes them, so setting it before the engine opens covers all of them.
constexpr int kEngineNiceness = 6;

void lowerThisThread()
{
    setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), kEngineNiceness);
}

/// Opens a module once the window is there, on a thread that gives way to the window's.
template <class Open> auto openGently(const std::shared_future<bool>& pass, Open open)
    -> decltype(open(locations(), &logMessage))
{
    if (!pass.get()) {
        return core::fail(core::ErrorCode::Cancelled, "The program is closing.");
    }
    lowerThisThread();
    return open(locations(), &logMessage);
}

} // namespace

Application::Application(Remember remember)
    : m_remember(remember), m_settings(remember == Remember::Yes ? Settings::load() : Settings{}),
      m_codec([pass = m_gate.pass()] { return openGently(pass, &openCodec); }),
      m_engine([pass = m_gate.pass()] { return openGently(pass, &openEngine); }),
      m_services(m_engine, m_remote), m_cut([] { return openForegroundCut(locations()); }),
      m_files(m_workspace, m_codec, m_background),
      m_generation(m_workspace, m_services, m_background),
      m_window({m_workspace, m_files, m_generation.fills, m_generation.models, m_brush,
                m_generation, &m_cut}),
      m_autosave(m_workspace, ui::Autosave::defaultFolder()),
      m_recovery(m_workspace, m_background, m_window)
{
    prepareModels();
    restore();
    m_gate.watch(m_window);
    QObject::connect(&m_files, &ui::DocumentFiles::opened, &m_window, [this](const QString& path) {
        m_settings.addRecentFile(path);
        m_window.setRecentFiles(m_settings.recentFiles);
    });
    QObject::connect(&m_window, &ui::MainWindow::maskColorChanged, &m_window,
                     [this](const QColor& color) { m_settings.maskColor = color; });
    guardWork();
}

void Application::prepareModels()
{
    ui::RemoteServers& servers = m_generation.servers;
    QObject::connect(&servers, &ui::RemoteServers::changed, &m_window, [this] {
        m_remote.setAccess(ui::RemoteService::accessOf(m_generation.servers));
    });
    if (m_remember == Remember::Yes) {
        servers.open(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
                     QStringLiteral("/stillwater"));
    }
    m_generation.library = modelLibrary(m_modelFolders);
}

void Application::obey(const ui::Preferences& preferences)
{
    m_settings.preferences = preferences;
    m_autosave.setInterval(1000 * preferences.autosaveSeconds);
    m_autosave.setEnabled(m_remember == Remember::Yes && preferences.autosaveSeconds > 0);
    m_engine.setLimits(preferences.engineThreads, preferences.previews);
    std::vector<std::string> folders;
    for (const QString& folder : preferences.modelFolders) {
        folders.push_back(folder.toStdString());
    }
    m_modelFolders->set(std::move(folders));
}

void Application::guardWork()
{
    m_autosave.setEnabled(m_remember == Remember::Yes);
    QObject::connect(&m_window.preferences(), &ui::PreferencesControl::changed, &m_window,
                     [this](const ui::Preferences& preferences) { obey(preferences); });
    const auto complain = [this](const QString& text) {
        m_window.messages().showMessage(ui::MessageBar::Kind::Error, text);
    };
    QObject::connect(&m_autosave, &ui::Autosave::failed, &m_window, complain);
    QObject::connect(&m_recovery, &ui::Recovery::failed, &m_window, complain);
    if (m_remember == Remember::Yes) {
        m_window.preferences().setPreferences(m_settings.preferences);
        m_generation.unfinished.open(ui::UnfinishedJobs::defaultFolder());
        m_generation.history.open(ui::GenerationHistory::defaultFolder());
        // Once the window is there.
        QTimer::singleShot(0, &m_window,
                           [this] { m_recovery.offer(ui::Autosave::defaultFolder()); });
    }
}

Application::~Application()
{
    m_gate.abandon();
    m_generation.queue.cancelAll();
    if (m_remember == Remember::Yes) {
        this->remember();
    }
}

void Application::restore()
{
    m_window.resize(1280, 800);
    m_window.restoreGeometry(m_settings.windowGeometry);
    m_window.restoreState(m_settings.windowState);
    m_window.setMaskColor(m_settings.maskColor);
    m_window.setRecentFiles(m_settings.recentFiles);
    m_brush.setHardness(m_settings.brushHardness);
    m_brush.setPressureSetsSize(m_settings.pressureSetsSize);
    ui::ModelSelection& models = m_generation.models;
    models.setHasher([](const std::string& path, const std::stop_token& stop) {
        return core::modelHash(path.empty() ? locations().embeddedModel() : path,
                               core::modelHashCache(), stop);
    });
    models.setRecent(m_settings.recentModels);
    m_generation.prompts.setHistory(m_settings.prompts);
    m_generation.prompts.setStylesFromText(m_settings.styles);
    m_generation.times.setFromText(m_settings.runTimes);
    models.select(m_settings.model);
}

void Application::remember()
{
    m_settings.windowGeometry = m_window.saveGeometry();
    m_settings.windowState = m_window.saveState();
    m_settings.brushHardness = m_brush.hardness();
    m_settings.pressureSetsSize = m_brush.pressureSetsSize();
    m_settings.model = m_generation.models.path();
    m_settings.recentModels = m_generation.models.recent();
    m_settings.prompts = m_generation.prompts.history();
    m_settings.styles = m_generation.prompts.stylesAsText();
    m_settings.runTimes = m_generation.times.asText();
    m_settings.save();
}

} // namespace app
