#pragma once

/// Builds the objects of the window program and connects them, nothing else. GUI thread only.

#include <memory>

#include "app/common/lazy_codec.h"
#include "app/common/lazy_cut.h"
#include "app/common/lazy_engine.h"
#include "app/editor/model_library.h"
#include "app/editor/paint_gate.h"
#include "app/editor/settings.h"
#include "ui/autosave.h"
#include "ui/background.h"
#include "ui/document_files.h"
#include "ui/generate/generation.h"
#include "ui/main_window.h"
#include "ui/recovery.h"
#include "ui/remote/remote_service.h"
#include "ui/remote/service_router.h"
#include "ui/tools/brush_settings.h"
#include "ui/workspace.h"

namespace app {

/// Whether what the user did is remembered for the next run (tests do not).
enum class Remember { Yes, No };

class Application {
public:
    explicit Application(Remember remember = Remember::Yes);
    /// Remembers settings and stops what still runs.
    ~Application();

    [[nodiscard]] ui::MainWindow& window() { return m_window; }
    [[nodiscard]] ui::Workspace& workspace() { return m_workspace; }
    [[nodiscard]] ui::FillController& fills() { return m_generation.fills; }
    [[nodiscard]] ui::DocumentFiles& files() { return m_files; }
    [[nodiscard]] ui::ModelSelection& models() { return m_generation.models; }
    [[nodiscard]] ui::Generation& generation() { return m_generation; }
    [[nodiscard]] ui::Autosave& autosave() { return m_autosave; }
    [[nodiscard]] ui::Recovery& recovery() { return m_recovery; }
    [[nodiscard]] LazyEngine& engine() { return m_engine; }

private:
    void prepareModels();
    void restore();
    void remember();
    void guardWork();
    void obey(const ui::Preferences& preferences);

    Remember m_remember;
    Settings m_settings;
    std::shared_ptr<ModelFolders> m_modelFolders = std::make_shared<ModelFolders>();
    // In this order: later members use earlier ones, and go first.
    PaintGate m_gate;
    LazyCodec m_codec;
    LazyEngine m_engine;
    ui::RemoteService m_remote;
    ui::ServiceRouter m_services; ///< both of them
    LazyCut m_cut;
    ui::Background m_background;
    ui::Workspace m_workspace;
    ui::BrushSettings m_brush;
    ui::DocumentFiles m_files;
    ui::Generation m_generation;
    ui::MainWindow m_window;
    ui::Autosave m_autosave;
    ui::Recovery m_recovery;
};

} // namespace app
