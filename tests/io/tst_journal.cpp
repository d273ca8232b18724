#include <QTemporaryDir>
#include <QtTest>

#include "core/io/journal.h"
#include "support/documents.h"

using namespace core;

namespace {

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeBytes(const QString& path, const QByteArray& bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

/// A visible change that touches one tile.
void stroke(Document& document, int number)
{
    const float value[4] = {static_cast<float>(number % 10) / 10.0F, 0.5F, 0.25F, 1};
    document.editLayer(document.layers().front()->id,
                       [&](TiledImage& pixels, std::optional<Mask>&) {
                           const Rect area{10 + number % 100, 10, 5, 5};
                           pixels.fill(area, value);
                           return area;
                       });
}

} // namespace

class TestJournal : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    [[nodiscard]] QString path(const char* name) const
    {
        return m_folder.filePath(QLatin1String(name));
    }

private Q_SLOTS:
    void theLastStateComesBackWholly()
    {
        auto document = support::threeLayerDocument();
        DocumentInfo info;
        info.sourcePath = "/photos/lake.jpg";
        info.iccProfile = {1, 2, 3};
        info.metadata["exif"] = {9, 8, 7};
        document->setInfo(info);
        auto writer = JournalWriter::create(path("a").toStdString());
        QVERIFY(writer.has_value());
        QVERIFY(writer->append(document->snapshot(), {"lake.ora", "/x/lake.ora"}).has_value());
        stroke(*document, 1);
        document->setActiveLayer(document->layers()[1]->id);
        QVERIFY(writer->append(document->snapshot(), {"lake.ora", "/x/lake.ora"}).has_value());

        const auto back = readJournal(path("a").toStdString());

        QVERIFY(back.has_value());
        QVERIFY(support::sameState(back->document->snapshot(), document->snapshot()));
        QCOMPARE(back->title.path, std::string("/x/lake.ora"));
        QCOMPARE(back->document->info().iccProfile, info.iccProfile);
        QVERIFY(back->document->info().metadata == info.metadata);
    }

    void groupsComeBackToo()
    {
        auto document = support::threeLayerDocument();
        const LayerId upper[] = {document->layers()[1]->id, document->layers()[2]->id};
        document->restore(*grouped(document->snapshot(), upper, "Group"));
        const LayerId inner = document->activeLayer();
        document->restore(*grouped(document->snapshot(), {&inner, 1}, "Outer"));
        auto writer = JournalWriter::create(path("groups").toStdString());
        QVERIFY(writer->append(document->snapshot(), {}).has_value());

        const auto back = readJournal(path("groups").toStdString());

        QVERIFY(back.has_value());
        QVERIFY(support::sameState(back->document->snapshot(), document->snapshot()));
        QCOMPARE(depthOf(back->document->layers(), 1), 2);
    }

    void aStrokeCostsTheTilesItTouched()
    {
        auto document = Document::fromImage(
            support::randomImage({2000, 1500}, PixelFormat::Rgba8, 1, true), "Photo");
        auto writer = JournalWriter::create(path("b").toStdString());
        QVERIFY(writer->append(document->snapshot(), {}).has_value());
        const std::int64_t before = writer->fileSize();

        stroke(*document, 3);
        QVERIFY(writer->append(document->snapshot(), {}).has_value());

        QVERIFY(before > 2000 * 1500 * 4);
        QVERIFY(writer->fileSize() - before < 300 * 1024);
    }

    void aFileCutOffAnywhereGivesTheStateBefore()
    {
        auto document = support::threeLayerDocument();
        auto writer = JournalWriter::create(path("c").toStdString());
        std::vector<std::int64_t> ends;
        std::vector<DocumentSnapshot> states;
        for (int i = 0; i < 4; ++i) {
            stroke(*document, i);
            states.push_back(document->snapshot());
            QVERIFY(writer->append(states.back(), {}).has_value());
            ends.push_back(writer->fileSize());
        }
        const QByteArray whole = bytesOf(path("c"));
        QCOMPARE(std::int64_t{whole.size()}, ends.back());

        std::mt19937 random(7);
        for (int i = 0; i < 60; ++i) {
            const auto length =
                static_cast<qsizetype>(random() % static_cast<unsigned>(whole.size()));
            writeBytes(path("cut"), whole.left(length));
            const auto back = readJournal(path("cut").toStdString());
            int complete = -1;
            for (std::size_t s = 0; s < ends.size(); ++s) {
                complete = ends[s] <= length ? static_cast<int>(s) : complete;
            }
            QCOMPARE(back.has_value(), complete >= 0);
            if (back) {
                QVERIFY(support::sameState(back->document->snapshot(),
                                           states[static_cast<std::size_t>(complete)]));
            }
        }
    }

    void flippedBitsNeverCrashAndNeverShowAWrongPicture()
    {
        auto document = support::threeLayerDocument();
        auto writer = JournalWriter::create(path("d").toStdString());
        QVERIFY(writer->append(document->snapshot(), {}).has_value());
        const DocumentSnapshot first = document->snapshot();
        stroke(*document, 5);
        QVERIFY(writer->append(document->snapshot(), {}).has_value());
        const DocumentSnapshot last = document->snapshot();
        const QByteArray whole = bytesOf(path("d"));
        std::mt19937 random(11);
        for (int i = 0; i < 60; ++i) {
            QByteArray damaged = whole;
            const auto at = static_cast<qsizetype>(random() % static_cast<unsigned>(whole.size()));
            damaged[at] = static_cast<char>(damaged[at] ^ (1 << (random() % 8)));
            writeBytes(path("flip"), damaged);
            if (const auto back = readJournal(path("flip").toStdString())) {
                const DocumentSnapshot got = back->document->snapshot();
                QVERIFY(support::sameState(got, first) || support::sameState(got, last));
            }
        }
    }

    void undoneStatesAndManyOfThemStayReadable()
    {
        auto document = support::threeLayerDocument();
        auto writer = JournalWriter::create(path("e").toStdString());
        for (int i = 0; i < 40; ++i) {
            const DocumentSnapshot before = document->snapshot();
            stroke(*document, i);
            QVERIFY(writer->append(document->snapshot(), {}).has_value());
            if (i % 3 == 0) {
                document->restore(before);
                QVERIFY(writer->append(document->snapshot(), {}).has_value());
            }
        }
        const auto back = readJournal(path("e").toStdString());
        QVERIFY(support::sameState(back->document->snapshot(), document->snapshot()));
    }

    void whatIsNoJournalIsSaidSo()
    {
        writeBytes(path("f"), "hello");
        QCOMPARE(readJournal(path("f").toStdString()).error().code, ErrorCode::Unreadable);
        QCOMPARE(readJournal(path("none").toStdString()).error().code, ErrorCode::NotFound);
        QVERIFY(!JournalWriter::create("/nowhere/at/all").has_value());
    }
};

QTEST_GUILESS_MAIN(TestJournal)
#include "tst_journal.moc"
