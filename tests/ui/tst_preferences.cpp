/// What people choose in the preferences happens, and is there again after a start. Leaves pictures
/// of the pages in <build>/screenshots/preferences.

#include <QAbstractButton>
#include <QCheckBox>
#include <QComboBox>
#include <QDirIterator>
#include <QFileDialog>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QTabWidget>
#include <QtTest>

#include "app/common/modules.h"
#include "app/editor/application.h"
#include "core/commands/set_layer_content.h"
#include "support/documents.h"
#include "support/window_driver.h"
#include "ui/export_dialog.h"
#include "ui/preferences/preferences_control.h"
#include "ui/preferences/preferences_dialog.h"
#include "ui/theme/theme.h"
#include "ui/widgets/slider_field.h"

namespace {
constexpr int kWaitMilliseconds = 30000;
}

class TestPreferences : public QObject {
    Q_OBJECT

private:
    ui::MainWindow& window() { return m_app->window(); }

    ui::PreferencesDialog* openDialog()
    {
        window().preferences().ask();
        ui::PreferencesDialog* found = nullptr;
        static_cast<void>(QTest::qWaitFor(
            [&] { return (found = support::findVisible<ui::PreferencesDialog>(window())); }));
        return found;
    }
    template <class T> T& field(QDialog& dialog, const char* name)
    {
        return *dialog.findChild<T*>(QLatin1String(name));
    }
    void openDocument()
    {
        m_app->workspace().setSession(std::make_unique<ui::DocumentSession>(
            core::Document::fromImage(
                support::randomImage({2000, 2000}, core::PixelFormat::Rgba8, 1, true), "photo"),
            QString(), QStringLiteral("photo.png")));
    }
    /// A step of the history that holds some 16 MB.
    void pushStep(std::uint32_t seed)
    {
        ui::DocumentSession& session = *m_app->workspace().session();
        const core::LayerRef layer = session.document().layers().front();
        session.history().push(std::make_unique<core::SetLayerContent>(
            layer->id, core::LayerContent{layer->pixels, {}, {}},
            core::LayerContent{
                support::randomImage({2000, 2000}, core::PixelFormat::Rgba8, seed, true), {}, {}},
            "Step"));
    }

    QTemporaryDir m_folder;
    QString m_screenshots;
    std::unique_ptr<app::Application> m_app;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_folder.isValid());
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, m_folder.path());
        m_screenshots = QDir(QCoreApplication::applicationDirPath())
                            .absoluteFilePath(QStringLiteral("../screenshots/preferences"));
        m_app = std::make_unique<app::Application>(app::Remember::No);
        window().resize(1280, 800);
        window().show();
        QVERIFY(QTest::qWaitForWindowExposed(&window()));
    }

    void cleanup() { window().preferences().setPreferences({}); }

    void everyFieldOfTheDialogIsTaken()
    {
        ui::PreferencesDialog* dialog = openDialog();
        QVERIFY(dialog != nullptr);
        auto* tabs = dialog->findChild<QTabWidget*>();
        for (int page = 0; page < tabs->count(); ++page) {
            tabs->setCurrentIndex(page);
            support::screenshot(*dialog, m_screenshots, QString::number(page));
        }
        QVERIFY(dialog->preferences() == ui::Preferences());
        field<QComboBox>(*dialog, "theme").setCurrentIndex(1);
        field<QSpinBox>(*dialog, "undoMemory").setValue(128);
        field<QSpinBox>(*dialog, "undoDisk").setValue(3);
        field<QSpinBox>(*dialog, "engineThreads").setValue(1);
        field<QCheckBox>(*dialog, "previews").setChecked(false);
        auto& format = field<QComboBox>(*dialog, "exportFormat");
        format.setCurrentIndex(format.findData(QStringLiteral("png")));
        field<QSpinBox>(*dialog, "exportQuality").setValue(70);
        field<QCheckBox>(*dialog, "stripMetadata").setChecked(true);
        field<QListWidget>(*dialog, "modelFolders").addItem(QStringLiteral("/models"));
        support::screenshot(*dialog, m_screenshots, QStringLiteral("changed"));
        dialog->accept();

        const ui::Preferences& now = window().preferences().preferences();
        QVERIFY(now.theme == ui::ThemeChoice::Light);
        QCOMPARE(now.undoMegabytes, 128);
        QCOMPARE(now.undoDiskGigabytes, 3);
        QCOMPARE(now.engineThreads, 1);
        QVERIFY(!now.previews && now.stripMetadata);
        QCOMPARE(now.exportFormat, QStringLiteral("png"));
        QCOMPARE(now.exportQuality, 70);
        QCOMPARE(now.modelFolders, QStringList(QStringLiteral("/models")));
    }

    void theyAreThereAfterAStart()
    {
        app::Settings settings;
        ui::Preferences& p = settings.preferences;
        p.theme = ui::ThemeChoice::System;
        p.undoMegabytes = 256;
        p.undoDiskGigabytes = 0;
        p.displayProfile = QStringLiteral("/screen.icc");
        p.autosaveSeconds = 77;
        p.engineThreads = 2;
        p.previews = false;
        p.modelFolders = QStringList{QStringLiteral("/a b"), QStringLiteral("/c,d")};
        p.stripMetadata = true;
        p.exportFormat = QStringLiteral("webp");
        p.exportQuality = 55;
        p.shortcuts[QStringLiteral("layer.group")] = QStringLiteral("F9");
        settings.save();
        QVERIFY(app::Settings::load().preferences == p);
    }

    void exportsProposeWhatWasChosen()
    {
        ui::Preferences chosen;
        chosen.exportFormat = QStringLiteral("webp");
        chosen.exportQuality = 41;
        chosen.stripMetadata = true;
        window().preferences().setPreferences(chosen);
        openDocument();
        window().findChild<QAction*>(QStringLiteral("file.export"))->trigger();
        QFileDialog* files = nullptr;
        QVERIFY(QTest::qWaitFor(
            [&] { return (files = support::findVisible<QFileDialog>(window())) != nullptr; }));
        QVERIFY(files->selectedNameFilter().contains(QLatin1String("*.webp")));
        QCOMPARE(files->defaultSuffix(), QStringLiteral("webp"));
        QVERIFY(support::answerFileDialog(window(), m_folder.filePath(QStringLiteral("out"))));
        ui::ExportDialog* options = nullptr;
        QVERIFY(QTest::qWaitFor([&] {
            return (options = support::findVisible<ui::ExportDialog>(window())) != nullptr;
        }));
        QCOMPARE(options->options().quality, 41);
        QVERIFY(options->options().stripMetadata);
        options->reject();
    }

    void theHistoryKeepsToItsMemory()
    {
        ui::Preferences chosen;
        chosen.undoMegabytes = 64;
        chosen.undoDiskGigabytes = 0;
        window().preferences().setPreferences(chosen);
        openDocument();
        for (std::uint32_t seed = 2; seed < 12; ++seed) {
            pushStep(seed);
        }
        ui::DocumentSession& session = *m_app->workspace().session();
        int steps = 0;
        for (; session.history().canUndo(); ++steps) {
            session.history().undo();
        }
        QVERIFY2(steps >= 1 && steps < 5, qPrintable(QString::number(steps)));
        chosen.undoMegabytes = 1024;
        window().preferences().setPreferences(chosen);
        openDocument();
        for (std::uint32_t seed = 2; seed < 12; ++seed) {
            pushStep(seed);
        }
        ui::DocumentSession& roomy = *m_app->workspace().session();
        for (steps = 0; roomy.history().canUndo(); ++steps) {
            roomy.history().undo();
        }
        QCOMPARE(steps, 10);
    }

    void modelsAreLookedForInTheFoldersToo()
    {
        const QString source = QString::fromStdString(app::locations().embeddedModel());
        const QString folder = m_folder.filePath(QStringLiteral("models"));
        QDirIterator files(source, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            const QString file = files.next();
            const QString copy = folder + QStringLiteral("/copy") + file.mid(source.size());
            QVERIFY(QDir().mkpath(QFileInfo(copy).path()) && QFile::copy(file, copy));
        }
        const auto found = [&] {
            QStringList out;
            const auto entries = m_app->generation().library.find({}, {});
            if (!entries) {
                return QStringList(QString::fromStdString(entries.error().message));
            }
            for (const ui::LibraryEntry& entry : *entries) {
                const QString path = QString::fromStdString(entry.path);
                out << (path.startsWith(folder) ? path.mid(folder.size()) : QString());
            }
            out.removeAll(QString());
            return out;
        };
        QVERIFY2(found().isEmpty(), qPrintable(found().join(QLatin1Char(32))));
        ui::Preferences chosen;
        chosen.modelFolders << folder;
        window().preferences().setPreferences(chosen);
        QCOMPARE(found(), QStringList(QStringLiteral("/copy")));
    }
};

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    ui::applyTheme(application);
    TestPreferences test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_preferences.moc"
