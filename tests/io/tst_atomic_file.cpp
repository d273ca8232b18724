/// Saving never loses what was there before.

#include <QDir>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/io/atomic_file.h"
#include "core/io/document_io.h"
#include "io/pictures.h"

using namespace core;
using namespace io_test;

namespace {

/// No file may grow over this while the object lives: the kernel then refuses as on a full disk.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = bytes;
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &m_before); }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit m_before = {};
};

} // namespace

class TestAtomicFile : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

    [[nodiscard]] std::string path(const std::string& name) const
    {
        return m_folder.filePath(QString::fromStdString(name)).toStdString();
    }
    [[nodiscard]] int filesIn(const QString& folder) const
    {
        return int(QDir(folder).entryList(QDir::Files | QDir::Hidden).size());
    }

private Q_SLOTS:
    void replacesTheContentAndLeavesNothingElse()
    {
        QTemporaryDir folder;
        const std::string file = folder.filePath(QStringLiteral("a.bin")).toStdString();
        QVERIFY(writeFileAtomically(file, Bytes{1, 2, 3}));
        QVERIFY(writeFileAtomically(file, Bytes{4, 5}));
        QCOMPARE(fileBytes(file), (Bytes{4, 5}));
        QCOMPARE(filesIn(folder.path()), 1);
    }

    void keepsPermissionsAndFollowsLinks()
    {
        const std::string file = path("kept.bin");
        writeBytes(file, {1});
        ::chmod(file.c_str(), 0600);
        const std::string link = path("link.bin");
        QCOMPARE(::symlink(file.c_str(), link.c_str()), 0);

        QVERIFY(writeFileAtomically(link, Bytes{9}));

        QCOMPARE(fileBytes(file), (Bytes{9}));
        struct stat status = {};
        QCOMPARE(::lstat(link.c_str(), &status), 0);
        QVERIFY(S_ISLNK(status.st_mode));
        QCOMPARE(::stat(file.c_str(), &status), 0);
        QCOMPARE(status.st_mode & 07777, mode_t(0600));
    }

    void anAbandonedFileChangesNothing()
    {
        QTemporaryDir folder;
        const std::string file = folder.filePath(QStringLiteral("a.bin")).toStdString();
        writeBytes(file, {7});
        {
            auto half = AtomicFile::create(file);
            QVERIFY(half);
            QVERIFY(half->write(Bytes{1, 2, 3}));
        }
        QCOMPARE(fileBytes(file), (Bytes{7}));
        QCOMPARE(filesIn(folder.path()), 1);
    }

    void aRefusedWriteLeavesTheOldFile()
    {
        QTemporaryDir folder;
        const std::string file = folder.filePath(QStringLiteral("a.bin")).toStdString();
        writeBytes(file, {7, 8});
        Status status;
        {
            const FileSizeLimit limit(10000);
            status = writeFileAtomically(file, Bytes(50000, 1));
        }
        QVERIFY(!status);
        QVERIFY(status.error().code == ErrorCode::WriteFailed);
        QVERIFY(isClearLine(status.error(), file));
        QCOMPARE(fileBytes(file), (Bytes{7, 8}));
        QCOMPARE(filesIn(folder.path()), 1);
    }

    void savingAndExportingOntoAFullDiskLeaveTheOldFiles()
    {
        const auto codec = createImageCodec();
        const auto document = Document::fromImage(picture({300, 300}, PixelFormat::Rgba8), "Lake");
        const std::string layered = path("full.ora");
        const std::string flat = path("full.png");
        QVERIFY(saveDocument(document->snapshot(), layered, *codec));
        QVERIFY(exportFlat(document->snapshot(), flat, *codec));
        const Bytes oldLayered = fileBytes(layered);
        const Bytes oldFlat = fileBytes(flat);
        Status saved;
        Status exported;
        {
            const FileSizeLimit limit(2000);
            saved = saveDocument(document->snapshot(), layered, *codec);
            exported = exportFlat(document->snapshot(), flat, *codec);
        }
        QVERIFY(!saved && saved.error().code == ErrorCode::WriteFailed);
        QVERIFY(!exported && exported.error().code == ErrorCode::WriteFailed);
        QCOMPARE(fileBytes(layered), oldLayered);
        QCOMPARE(fileBytes(flat), oldFlat);
        QVERIFY(openDocument(layered, *codec));
    }

    void aReallyFullDiskIsNamedAsSuch()
    {
        const std::string disk = path("disk");
        QVERIFY(QDir().mkdir(QString::fromStdString(disk)));
        if (::mount("none", disk.c_str(), "tmpfs", 0, "size=64k") != 0) {
            QSKIP("mounting a small disk needs root");
        }
        const std::string file = disk + "/a.bin";
        writeBytes(file, Bytes(100, 7));
        const Status status = writeFileAtomically(file, Bytes(200000, 1));
        const Bytes after = fileBytes(file);
        const int files = filesIn(QString::fromStdString(disk));
        ::umount(disk.c_str());
        QVERIFY(!status);
        QVERIFY2(status.error().message.find("disk is full") != std::string::npos,
                 status.error().message.c_str());
        QCOMPARE(after, Bytes(100, 7));
        QCOMPARE(files, 1);
    }

    void missingAndForbiddenFoldersGiveOneLine()
    {
        const Status missing = writeFileAtomically(path("none/a.bin"), Bytes{1});
        QVERIFY(!missing && isClearLine(missing.error(), path("none/a.bin")));
        const Status folder = writeFileAtomically(m_folder.path().toStdString(), Bytes{1});
        QVERIFY(!folder && folder.error().code == ErrorCode::WriteFailed);
        if (::geteuid() == 0) {
            QSKIP("root may write everywhere");
        }
        QVERIFY(QDir().mkdir(m_folder.filePath(QStringLiteral("locked"))));
        ::chmod(path("locked").c_str(), 0500);
        const Status locked = writeFileAtomically(path("locked/a.bin"), Bytes{1});
        ::chmod(path("locked").c_str(), 0700);
        QVERIFY(!locked && isClearLine(locked.error(), path("locked/a.bin")));
    }
};

QTEST_GUILESS_MAIN(TestAtomicFile)
#include "tst_atomic_file.moc"
