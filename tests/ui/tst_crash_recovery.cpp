/// The program is killed (SIGKILL) again and again while it edits, keeps its journal, saves and
/// generates: nothing that it said was kept or saved may be lost. The child is this program started
/// with
/// --child: the whole window with its modules, driven by timers instead of a person.

#include <QApplication>
#include <QProcess>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTextStream>
#include <QtTest>

#include <cstdio>
#include <map>
#include <random>

#include "app/common/modules.h"
#include "app/editor/application.h"
#include "core/commands/pixel_edit.h"
#include "core/io/journal.h"
#include "ui/mask_commands.h"
#include "ui/theme/theme.h"

namespace {

constexpr int kKills = 10;
constexpr int kGenerationKills = 5;
constexpr int kStartMilliseconds = 60000;
constexpr core::Size kCanvas{700, 500};

/// The number of an edit, written into the picture's first pixels.
void writeNumber(core::TiledImage& pixels, int number)
{
    for (int digit = 0; digit < 3; ++digit) {
        const float level = static_cast<float>((number >> (8 * digit)) & 255) / 255.0F;
        const float value[4] = {level, level, level, 1};
        pixels.fill({16 * digit, 0, 16, 16}, value);
    }
}

int readNumber(const core::Document& document)
{
    const core::TiledImage& pixels = document.layers().front()->pixels;
    int out = 0;
    for (int digit = 0; digit < 3; ++digit) {
        const float level = pixels.read({16 * digit + 8, 8, 1, 1}).data()[0];
        out |= static_cast<int>(level * 255.0F + 0.5F) << (8 * digit);
    }
    return out;
}

void say(const char* what, int number)
{
    std::printf("%s %d\n", what, number);
    std::fflush(stdout);
}

/// Edits as fast as it can until it is killed.
class Child : public QObject {
public:
    explicit Child(const QString& folder) : m_file(folder + QStringLiteral("/work.ora"))
    {
        m_editor.window().show();
        core::TiledImage pixels(kCanvas, core::PixelFormat::Rgba8);
        const float grey[4] = {0.4F, 0.5F, 0.6F, 1};
        pixels.fill(pixels.rect(), grey);
        m_editor.workspace().setSession(std::make_unique<ui::DocumentSession>(
            core::Document::fromImage(std::move(pixels), "Work"), QString(),
            QStringLiteral("work")));
        m_editor.autosave().setInterval(0);
        connect(&m_editor.autosave(), &ui::Autosave::kept, this,
                [this](quint64 revision) { say("kept", m_numbers[revision]); });
        connect(&m_timer, &QTimer::timeout, this, &Child::edit);
        m_timer.start(3);
        save();
    }

private:
    void edit()
    {
        ui::DocumentSession& session = *m_editor.workspace().session();
        const core::LayerRef layer = session.document().layers().front();
        core::Layer after = *layer;
        writeNumber(after.pixels, ++m_number);
        session.history().push(core::pixelEdit(*layer, after, "Edit"));
        m_numbers[session.document().revision()] = m_number;
    }

    /// Saves follow one another; each holds at least the edit it began with.
    void save()
    {
        m_editor.files().save(m_file, [this, number = m_number](bool saved) {
            if (saved) {
                say("saved", number);
                say("ready", number);
            }
            QTimer::singleShot(1, this, &Child::save);
        });
    }

    QString m_file;
    app::Application m_editor;
    QTimer m_timer;
    int m_number = 0;
    std::map<quint64, int> m_numbers;
};

/// Removes one thing after another with the model that ships, until it is killed.
class GeneratingChild : public QObject {
public:
    GeneratingChild()
    {
        m_editor.window().show();
        core::TiledImage pixels({360, 240}, core::PixelFormat::Rgba8);
        std::mt19937 random(4);
        for (int y = 0; y < 240; y += 8) {
            for (int x = 0; x < 360; x += 8) {
                const float level = 0.3F + 0.4F * static_cast<float>(random() % 100) / 100.0F;
                pixels.fill({x, y, 8, 8}, std::array{level, level, 0.5F, 1.0F});
            }
        }
        m_editor.workspace().setSession(std::make_unique<ui::DocumentSession>(
            core::Document::fromImage(std::move(pixels), "Work"), QString(),
            QStringLiteral("work")));
        m_editor.autosave().setInterval(0);
        connect(&m_editor.autosave(), &ui::Autosave::kept, this, [this](quint64 revision) {
            say("kept", m_layers[revision]);
            if (m_layers[revision] > 1) {
                say("ready", m_layers[revision]);
            }
        });
        connect(&session(), &ui::DocumentSession::historyChanged, this, [this] {
            m_layers[session().document().revision()] =
                static_cast<int>(session().document().layers().size());
        });
        connect(&m_timer, &QTimer::timeout, this, &GeneratingChild::go);
        m_timer.start(10);
    }

private:
    ui::DocumentSession& session() { return *m_editor.workspace().session(); }

    void go()
    {
        if (m_editor.fills().isRunning()) {
            say("running", ++m_ticks);
            return;
        }
        core::Mask hole(session().document().size());
        hole.fill({40 + m_ticks % 200, 60 + m_ticks % 90, 48, 40}, 255);
        ui::setSelection(session(), hole, "Select");
        auto* remove = m_editor.window().findChild<QAction*>(QStringLiteral("generate.remove"));
        if (remove != nullptr && remove->isEnabled()) {
            remove->trigger();
        }
    }

    app::Application m_editor;
    QTimer m_timer;
    int m_ticks = 0;
    std::map<quint64, int> m_layers;
};

void useFolder(const QString& folder)
{
    for (const char* name : {"XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"}) {
        qputenv(name, folder.toUtf8());
    }
}

/// The last number after `word` in what the child said.
int last(const QByteArray& said, const char* word)
{
    int out = 0;
    for (const QByteArray& line : said.split('\n')) {
        const QList<QByteArray> parts = line.split(' ');
        if (parts.size() == 2 && parts[0] == word && line.size() > 0) {
            out = parts[1].toInt();
        }
    }
    return out;
}

} // namespace

class TestCrashRecovery : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    QString m_lastFolder;
    int m_lastKept = 0;

    QByteArray runAndKill(const QString& folder, int afterMilliseconds,
                          const QString& how = QStringLiteral("--child"))
    {
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        for (const char* name : {"XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"}) {
            environment.insert(QLatin1String(name), folder);
        }
        child.setProcessEnvironment(environment);
        child.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        child.start(QCoreApplication::applicationFilePath(), {how, folder});
        QByteArray said;
        QElapsedTimer clock;
        clock.start();
        while (!said.contains("ready") && clock.elapsed() < kStartMilliseconds) {
            child.waitForReadyRead(100);
            said += child.readAllStandardOutput();
        }
        clock.restart();
        while (clock.elapsed() < afterMilliseconds) {
            child.waitForReadyRead(5);
            said += child.readAllStandardOutput();
        }
        child.kill();
        child.waitForFinished();
        said += child.readAllStandardOutput();
        return said;
    }

private Q_SLOTS:
    void nothingKeptOrSavedIsLost()
    {
        const auto codec = app::openCodec(app::locations(), nullptr);
        QVERIFY2(codec.has_value(), codec ? "" : codec.error().message.c_str());
        const unsigned seed = 20261123;
        std::mt19937 random(seed);
        int keeps = 0;
        int saves = 0;
        for (int i = 0; i < kKills; ++i) {
            const QString folder = m_folder.filePath(QString::number(i));
            QVERIFY(QDir().mkpath(folder));

            const QByteArray said = runAndKill(folder, 20 + static_cast<int>(random() % 900));

            const int kept = last(said, "kept");
            const int saved = last(said, "saved");
            keeps += kept > 0 ? 1 : 0;
            saves += saved > 0 ? 1 : 0;
            const QStringList journals =
                ui::Autosave::abandoned(folder + QStringLiteral("/stillwater/autosave"));
            if (kept > 0) {
                QVERIFY(!journals.isEmpty());
                const auto back = core::readJournal(journals.front().toStdString());
                QVERIFY2(back.has_value(), back ? "" : back.error().message.c_str());
                QVERIFY2(readNumber(*back->document) >= kept, said.right(200).constData());
                m_lastFolder = folder;
                m_lastKept = kept;
            }
            const QString file = folder + QStringLiteral("/work.ora");
            if (saved > 0 || QFile::exists(file)) {
                const auto opened = core::openDocument(file.toStdString(), **codec);
                QVERIFY2(opened.has_value(), opened ? "" : opened.error().message.c_str());
                QVERIFY(readNumber(*opened->document) >= saved);
            }
        }
        qInfo("%d kills, journal kept in %d, file saved in %d", kKills, keeps, saves);
        QVERIFY(keeps >= kKills / 2);
        QVERIFY(saves >= 1);
    }

    void nothingIsLostInTheMiddleOfAGeneration()
    {
        std::mt19937 random(77);
        int inTheMiddle = 0;
        for (int i = 0; i < kGenerationKills; ++i) {
            const QString folder = m_folder.filePath(QStringLiteral("g%1").arg(i));
            QVERIFY(QDir().mkpath(folder));

            const QByteArray said =
                runAndKill(folder, static_cast<int>(random() % 1500), QStringLiteral("--generate"));

            const int kept = last(said, "kept");
            QVERIFY2(kept > 1, said.right(300).constData()); // a generation had been committed
            inTheMiddle += said.trimmed().split('\n').last().startsWith("running") ? 1 : 0;
            const QStringList journals =
                ui::Autosave::abandoned(folder + QStringLiteral("/stillwater/autosave"));
            QCOMPARE(journals.size(), 1);
            const auto back = core::readJournal(journals.front().toStdString());
            QVERIFY2(back.has_value(), back ? "" : back.error().message.c_str());
            QVERIFY(static_cast<int>(back->document->layers().size()) >= kept);
            QVERIFY(!back->document->layers()[1]->recipe.empty());
        }
        qInfo("%d kills, %d while the model was at work", kGenerationKills, inTheMiddle);
        QVERIFY(inTheMiddle > 0);
    }

    void theNextStartOffersTheDocumentBack()
    {
        QVERIFY(!m_lastFolder.isEmpty());
        useFolder(m_lastFolder);
        {
            app::Application editor;
            editor.window().show();
            QPushButton* yes = nullptr;
            QVERIFY(QTest::qWaitFor(
                [&] {
                    yes = editor.window().findChild<QPushButton*>(QStringLiteral("recover"));
                    return yes != nullptr && yes->isVisible();
                },
                kStartMilliseconds));
            yes->click();
            QVERIFY(QTest::qWaitFor([&] { return editor.workspace().session() != nullptr; },
                                    kStartMilliseconds));
            ui::DocumentSession& session = *editor.workspace().session();
            QVERIFY(readNumber(session.document()) >= m_lastKept);
            QVERIFY(session.isModified());
            while (session.history().canUndo()) {
                session.history().undo();
            }
            QVERIFY(session.isModified()); // it lies in no file, whatever is undone
        }
        // Ended in order: there is nothing to offer any more.
        QVERIFY(ui::Autosave::abandoned(ui::Autosave::defaultFolder()).isEmpty());
    }
};

int main(int argc, char** argv)
{
    if (argc == 3 && qstrcmp(argv[1], "--child") == 0) {
        QApplication application(argc, argv);
        ui::applyTheme(application);
        Child child(QString::fromLocal8Bit(argv[2]));
        return QApplication::exec();
    }
    if (argc == 3 && qstrcmp(argv[1], "--generate") == 0) {
        QApplication application(argc, argv);
        ui::applyTheme(application);
        GeneratingChild child;
        return QApplication::exec();
    }
    QApplication application(argc, argv);
    ui::applyTheme(application);
    TestCrashRecovery test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_crash_recovery.moc"
