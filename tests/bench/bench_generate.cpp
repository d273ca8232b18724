/// What waiting for a generation feels like, in the whole program without a screen: first preview,
/// cancel, stalls of the window, live refill, places between two. Not run by CTest.
///
///     QT_QPA_PLATFORM=offscreen bench_generate [MODEL]
///
/// On the sample, reduced to 640 pixels, a selection of 90 x 60 whose surroundings go to the network
/// at the model's own size. Times are of the wall; the machine's load belongs with them.

#include <QApplication>
#include <QElapsedTimer>
#include <QTimer>
#include <QtTest>

#include <algorithm>
#include <cstdio>
#include <vector>

#include "app/common/modules.h"
#include "app/editor/application.h"
#include "core/commands/set_mask.h"
#include "support/stall_meter.h"

namespace {

constexpr int kPatience = 600000; // milliseconds
constexpr int kTimes = 5;
const core::Rect kSelected{205, 205, 90, 60};

void tell(const char* what, std::vector<double> milliseconds)
{
    if (milliseconds.empty()) {
        std::printf("%-52s nothing\n", what);
        return;
    }
    std::sort(milliseconds.begin(), milliseconds.end());
    const std::size_t last = milliseconds.size() - 1;
    std::printf("%-52s median %6.0f  90 %% %6.0f  most %6.0f ms  (%zu)\n", what,
                milliseconds[last / 2], milliseconds[last * 9 / 10], milliseconds.back(),
                milliseconds.size());
    std::fflush(stdout);
}

class Bench {
public:
    explicit Bench(const QString& model)
    {
        m_app.window().resize(1440, 900);
        m_app.window().show();
        wait([this] { return !m_app.models().isLoading(); });
        if (!model.isEmpty()) {
            m_app.models().select(model);
            wait([this] { return !m_app.models().isLoading(); });
        }
        const QImage sample(QString::fromStdString(app::locations().dataFolder) +
                            QStringLiteral("/samples/boats.jpg"));
        const QString path = m_folder.filePath(QStringLiteral("lake.png"));
        sample.scaledToWidth(640, Qt::SmoothTransformation).save(path);
        m_app.window().openPath(path);
        wait([this] { return m_app.workspace().session() != nullptr; });
        m_app.generation().history.open(m_folder.filePath(QStringLiteral("history")));
    }

    void run()
    {
        firstPreviews("remove, first run, with loading", ui::Task::Remove, 1);
        firstPreviews("remove", ui::Task::Remove, kTimes);
        firstPreviews("fill by words", ui::Task::Fill, kTimes);
        cancels("cancel of a removal", ui::Task::Remove);
        cancels("cancel of a fill", ui::Task::Fill);
        stalls();
        between("between two fills, first picture of a place", ui::Task::Fill, false);
        between("between two removals, first picture of a place", ui::Task::Remove, false);
        between("between two prompts, first picture of a place", ui::Task::Fill, true);
        live();
    }

private:
    ui::Generation& all() { return m_app.generation(); }
    ui::DocumentSession& session() { return *m_app.workspace().session(); }

    template <class Done> static void wait(Done done)
    {
        if (!QTest::qWaitFor(done, kPatience)) {
            std::printf("gave up waiting\n");
            std::exit(1);
        }
    }

    void waitForIdle()
    {
        wait([this] { return !all().fills.isRunning() && all().queue.waiting().empty(); });
    }

    void select()
    {
        core::Document& document = session().document();
        core::Mask mask(document.size());
        mask.fill(kSelected, 255);
        session().history().push(
            std::make_unique<core::SetMask>(document.mask(), std::move(mask), "Select"));
    }

    ui::FillParams params(ui::Task task, int seed)
    {
        ui::FillParams out;
        out.task = task;
        out.model = all().models.path().toStdString();
        out.prompt = task == ui::Task::Fill ? "a meadow at sunset" : "";
        out.seed = static_cast<std::uint64_t>(seed);
        return out;
    }

    /// Back to the photo, with the selection made anew.
    void begin(const ui::FillParams& wanted)
    {
        while (session().history().canUndo()) {
            session().history().undo();
        }
        select();
        all().queue.add(wanted);
    }

    void firstPreviews(const char* name, ui::Task task, int times)
    {
        std::vector<double> first;
        std::vector<double> whole;
        for (int i = 0; i < times; ++i) {
            QElapsedTimer clock;
            double seen = -1;
            const auto look = QObject::connect(
                &all().fills, &ui::FillController::previewReady, &all().fills, [&] {
                    seen = seen < 0 ? static_cast<double>(clock.nsecsElapsed()) / 1e6 : seen;
                });
            clock.start();
            begin(params(task, ++m_seed));
            waitForIdle();
            QObject::disconnect(look);
            first.push_back(seen);
            whole.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        }
        tell(qPrintable(QLatin1String(name) + QLatin1String(": first preview")), first);
        tell(qPrintable(QLatin1String(name) + QLatin1String(": all of it")), whole);
    }

    void cancels(const char* name, ui::Task task)
    {
        std::vector<double> took;
        for (int i = 0; i < kTimes; ++i) {
            begin(params(task, ++m_seed));
            QTest::qWait(150 + 120 * i); // at different moments
            if (!all().fills.isRunning()) {
                continue;
            }
            QElapsedTimer clock;
            clock.start();
            all().fills.cancel();
            wait([this] { return !all().fills.isRunning(); });
            took.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        }
        tell(name, took);
    }

    void stalls()
    {
        support::StallMeter meter;
        begin(params(ui::Task::Fill, ++m_seed));
        waitForIdle();
        meter.finish();
        std::printf("%-52s longest %6.1f  99 %% of all answers within %6.1f ms\n",
                    "the window during a fill, kept from answering", meter.longestOwn(),
                    meter.latencyQuantile(0.99));
    }

    void between(const char* name, ui::Task task, bool words)
    {
        all().shelf.discard();
        ui::FillParams wanted = params(task, ++m_seed);
        wanted.candidates = 2;
        wanted.strength = task == ui::Task::Remove ? std::optional<float>(0.5F) : std::nullopt;
        begin(wanted);
        waitForIdle();
        const ui::OutcomeRef outcome = all().shelf.outcome();
        ui::BetweenTwo& walk = all().between;
        if (words) {
            walk.beginWords(outcome, 0, "snow under a grey sky");
        } else {
            walk.begin(outcome, 0, 1);
        }
        walk.setMoving(true);
        std::vector<double> first;
        std::vector<double> whole;
        for (int place = 2; place < ui::BetweenTwo::kPlaces; place += words ? 6 : 2) {
            QElapsedTimer clock;
            clock.start();
            walk.setPlace(place);
            wait([&] { return walk.detail() != ui::BetweenTwo::Detail::Nothing; });
            first.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
            wait([&] { return walk.candidate().has_value(); });
            whole.push_back(static_cast<double>(clock.nsecsElapsed()) / 1e6);
        }
        tell(name, first);
        tell("  the whole place, blended into the photo", whole);
        drag(walk, words);
        all().shelf.discard();
    }

    /// The slider from one end to the other in two seconds, 60 times a second.
    void drag(ui::BetweenTwo& walk, bool words)
    {
        constexpr int kMoves = 120;
        int pictures = 0;
        QElapsedTimer clock;
        QElapsedTimer since;
        std::vector<double> gaps;
        const auto look = QObject::connect(&walk, &ui::BetweenTwo::changed, &walk, [&] {
            ++pictures;
            gaps.push_back(static_cast<double>(since.nsecsElapsed()) / 1e6);
            since.start();
        });
        const ui::OutcomeRef outcome = all().shelf.outcome();
        walk.end();
        if (words) {
            walk.beginWords(outcome, 0, "snow under a grey sky");
        } else {
            walk.begin(outcome, 0, 1);
        }
        walk.setMoving(true);
        support::StallMeter meter;
        clock.start();
        since.start();
        pictures = 0;
        gaps.clear();
        for (int i = 0; i < kMoves; ++i) {
            walk.setPlace(ui::BetweenTwo::kPlaces * i / kMoves);
            QTest::qWait(std::max(1, static_cast<int>((i + 1) * 2000 / kMoves - clock.elapsed())));
        }
        meter.finish();
        QObject::disconnect(look);
        tell("  dragged for two seconds: from picture to picture", gaps);
        std::printf("  dragged: %d pictures, longest stall of the window %.1f ms\n", pictures,
                    meter.longestOwn());
        walk.end();
    }

    void live()
    {
        while (session().history().canUndo()) {
            session().history().undo();
        }
        all().live.setSource([this] { return std::optional(params(ui::Task::Remove, 77)); });
        all().live.setEnabled(true);
        std::vector<double> first;
        for (int i = 0; i < kTimes; ++i) {
            core::Document& document = session().document();
            core::Mask mask(document.size());
            mask.fill({60 + 10 * i, 150, 70, 50}, 255);
            session().history().push(
                std::make_unique<core::SetMask>(document.mask(), std::move(mask), "Select"));
            QElapsedTimer clock;
            double seen = -1;
            const auto see = [&] {
                seen = seen < 0 ? static_cast<double>(clock.nsecsElapsed()) / 1e6 : seen;
            };
            const auto preview =
                QObject::connect(&all().live, &ui::LiveRefill::previewReady, &all().live, see);
            const auto result = QObject::connect(&all().live, &ui::LiveRefill::shown, &all().live, see);
            clock.start();
            all().live.touch();
            wait([&] { return seen >= 0; });
            first.push_back(seen);
            QObject::disconnect(preview);
            QObject::disconnect(result);
        }
        all().live.setEnabled(false);
        tell("live refill: first picture after a change", first);
    }

    QTemporaryDir m_folder;
    app::Application m_app{app::Remember::No};
    int m_seed = 100;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    Bench bench(argc > 1 ? QString::fromLocal8Bit(argv[1]) : QString());
    bench.run();
    return 0;
}
