// The real stillwater-train in a process of its own: a model from a handful of pictures, and what
// that model then paints.

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "training/support.h"

namespace {

constexpr int kPatienceMs = 600000;

QString besideTests(const QString& path)
{
    return QDir::cleanPath(QCoreApplication::applicationDirPath() + QStringLiteral("/../") + path);
}

struct Outcome {
    int code = -1;
    QByteArray err;
};

Outcome train(const QStringList& arguments)
{
    QProcess process;
    process.start(besideTests(QStringLiteral("bin/stillwater-train")), arguments);
    Outcome outcome;
    if (process.waitForFinished(kPatienceMs) && process.exitStatus() == QProcess::NormalExit) {
        outcome.code = process.exitCode();
    }
    outcome.err = process.readAllStandardError();
    return outcome;
}

QByteArray bytesOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QJsonObject jsonOf(const QString& path)
{
    return QJsonDocument::fromJson(bytesOf(path)).object();
}

void savePicture(const QString& path, int side, std::uint32_t seed)
{
    const core::PixelBuffer pixels = training_tests::testPicture(side, seed);
    QImage image(side, side, QImage::Format_RGB888);
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            const float* p = pixels.at(x, y);
            const auto byte = [](float v) { return qBound(0, static_cast<int>(v * 255.0F), 255); };
            image.setPixel(x, y, qRgb(byte(p[0]), byte(p[1]), byte(p[2])));
        }
    }
    QVERIFY(image.save(path));
}

} // namespace

class TestFinetuneCommand : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (QStandardPaths::findExecutable(QStringLiteral("spm_encode")).isEmpty()) {
            QSKIP("the package sentencepiece is not installed");
        }
        QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("photos")));
        for (std::uint32_t i = 0; i < 3; ++i) {
            savePicture(m_folder.filePath(QStringLiteral("photos/%1.png").arg(i)), 176, i);
        }
        QFile words(m_folder.filePath(QStringLiteral("photos/1.txt")));
        QVERIFY(words.open(QIODevice::WriteOnly) && words.write("a red boat on a lake\n") > 0);
    }

    void oneCommandMakesAModelThatPaints()
    {
        const QString out = m_folder.filePath(QStringLiteral("mine"));
        const Outcome made =
            train({QStringLiteral("finetune"), QStringLiteral("--photos"),
                   m_folder.filePath(QStringLiteral("photos")), QStringLiteral("--out"), out,
                   QStringLiteral("--steps"), QStringLiteral("3"), QStringLiteral("--batch"),
                   QStringLiteral("2"), QStringLiteral("--pairs"), QStringLiteral("6"),
                   QStringLiteral("--threads"), QStringLiteral("1"), QStringLiteral("--title"),
                   QStringLiteral("Mine")});
        QVERIFY2(made.code == 0, made.err.constData());

        QCOMPARE(jsonOf(out + QStringLiteral("/model_index.json"))[QStringLiteral("stillwater")]
                     .toObject()[QStringLiteral("title")]
                     .toString(),
                 QStringLiteral("Mine"));
        const QString shipped = besideTests(QStringLiteral("share/stillwater/models/stillwater-1"));
        const QString vae = QStringLiteral("/vae/diffusion_pytorch_model.safetensors");
        const QString unet = QStringLiteral("/unet/diffusion_pytorch_model.safetensors");
        QVERIFY(!bytesOf(out + vae).isEmpty());
        QCOMPARE(bytesOf(out + vae), bytesOf(shipped + vae));
        QCOMPARE(bytesOf(out + unet).size(), bytesOf(shipped + unet).size());
        QVERIFY(bytesOf(out + unet) != bytesOf(shipped + unet));

        const QString work = out + QStringLiteral(".training");
        const Outcome judged = train(
            {QStringLiteral("adherence"), QStringLiteral("--model"), out, QStringLiteral("--work"),
             work, QStringLiteral("--prompts"), QStringLiteral("2"), QStringLiteral("--seeds"),
             QStringLiteral("2"), QStringLiteral("--steps"), QStringLiteral("2"),
             QStringLiteral("--renders"), QStringLiteral("20"), QStringLiteral("--held-out"),
             QStringLiteral("10"), QStringLiteral("--judge-steps"), QStringLiteral("3")});
        QVERIFY2(judged.code == 0, judged.err.constData());
        const QImage sheet(work + QStringLiteral("/adherence/adherence.png"));
        QVERIFY(sheet.width() > 8 * 128 && sheet.height() > 128);
        const QJsonObject heads =
            jsonOf(work + QStringLiteral("/adherence/adherence.json"))[QStringLiteral("heads")]
                .toObject();
        QCOMPARE(heads.size(), 5);
        QCOMPARE(
            heads[QStringLiteral("main object")].toObject()[QStringLiteral("pictures")].toInt(), 4);
    }

    void whatExistsIsNotOverwritten()
    {
        const Outcome again =
            train({QStringLiteral("finetune"), QStringLiteral("--photos"),
                   m_folder.filePath(QStringLiteral("photos")), QStringLiteral("--out"),
                   m_folder.filePath(QStringLiteral("photos"))});
        QCOMPARE(again.code, 1);
        QVERIFY(again.err.contains("exists already"));
    }

    void whatCannotBeDoneIsSaid()
    {
        QVERIFY(QDir(m_folder.path()).mkdir(QStringLiteral("empty")));
        const QString out = m_folder.filePath(QStringLiteral("none"));
        const auto attempt = [&](const QStringList& more) {
            return train(QStringList{QStringLiteral("finetune"), QStringLiteral("--out"), out} +
                         more);
        };
        const QString photos = m_folder.filePath(QStringLiteral("photos"));
        const Outcome noPictures =
            attempt({QStringLiteral("--photos"), m_folder.filePath(QStringLiteral("empty"))});
        QCOMPARE(noPictures.code, 1);
        QVERIFY(noPictures.err.contains("no picture that can be read"));
        const Outcome noFolder =
            attempt({QStringLiteral("--photos"), m_folder.filePath(QStringLiteral("nowhere"))});
        QVERIFY(noFolder.code == 1 && noFolder.err.contains("no such folder"));
        const Outcome noModel =
            attempt({QStringLiteral("--photos"), photos, QStringLiteral("--model"), photos});
        QVERIFY(noModel.code == 1 && noModel.err.contains("no model folder"));
        QCOMPARE(attempt({}).code, 2);
        QCOMPARE(attempt({QStringLiteral("--photos"), photos, QStringLiteral("--batch"),
                          QStringLiteral("3")})
                     .code,
                 2);
        QVERIFY(!QDir(out).exists());
    }

private:
    QTemporaryDir m_folder;
};

QTEST_GUILESS_MAIN(TestFinetuneCommand)
#include "tst_finetune_command.moc"
