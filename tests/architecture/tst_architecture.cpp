#include <QtTest>

#include "architecture/source_rules.h"
#include "architecture/source_text.h"

using namespace architecture;

namespace {

/// Each line as a message of its own: Qt Test cuts long ones.
bool holds(const Violations& violations)
{
    for (const std::string& line : violations) {
        qWarning("%s", line.c_str());
    }
    return violations.empty();
}

} // namespace

class TestArchitecture : public QObject {
    Q_OBJECT

private Q_SLOTS:
    // The tree as it is.
    void theTreeIsThere();
    void includesFollowTheArrows();
    void torchStaysInTheEngine();
    void filesStayShort();
    void familiesAreNamedInOnePlace();
    void everyFolderExplainsItself();

    // The checker itself.
    void plantedIncludesAreFound_data();
    void plantedIncludesAreFound();
    void allowedIncludesPass_data();
    void allowedIncludesPass();
    void aTorchHeaderBehindAHeaderIsFound();
    void longFilesAreFound();
    void leakedFamilyIdsAreFound();
    void aFolderWithoutReadmeIsFound();
    void commentsDoNotCount();

private:
    Tree m_tree = readTree(STILLWATER_SOURCE_DIR);
};

void TestArchitecture::theTreeIsThere()
{
    QVERIFY(m_tree.size() > 50);
    QVERIFY(m_tree.count("core/base/result.h") == 1);
    QVERIFY(m_tree.count("diffusion/fill_service.h") == 1);
}

void TestArchitecture::includesFollowTheArrows()
{
    QVERIFY(holds(includeViolations(m_tree)));
}

void TestArchitecture::torchStaysInTheEngine()
{
    QVERIFY(holds(torchLeaks(m_tree)));
}

void TestArchitecture::filesStayShort()
{
    QVERIFY(holds(sizeViolations(m_tree)));
}

void TestArchitecture::familiesAreNamedInOnePlace()
{
    QVERIFY(holds(familyLeaks(m_tree)));
}

void TestArchitecture::everyFolderExplainsItself()
{
    QVERIFY(holds(missingReadmes(m_tree)));
}

void TestArchitecture::plantedIncludesAreFound_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("line");
    const auto row = [](const char* path, const char* line) {
        QTest::newRow(
            qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(path), QLatin1String(line))))
            << QString::fromLatin1(path) << QString::fromLatin1(line);
    };
    row("core/image/a.h", "#include <QImage>");
    row("core/image/a.cpp", "#include <OpenImageIO/imageio.h>");
    row("core/image/a.cpp", "  #  include <ATen/ATen.h>");
    row("core/document/a.cpp", "#include \"core/io/image_codec.h\"");
    row("core/document/a.cpp", "#include \"ui/main_window.h\"");
    row("core/base/a.h", "#include \"core/image/mask.h\"");
    row("core/exemplar/a.cpp", "#include \"core/document/document.h\"");
    row("core/io/a.cpp", "#include <QtCore/QString>");
    row("core/fill/a.cpp", "#include \"diffusion/fill_service.h\"");
    row("core/fill/a.cpp", "#include \"fill_plan.h\"");
    row("diffusion/engine/a.cpp", "#include <QObject>");
    row("diffusion/models/a.cpp", "#include <OpenImageIO/imageio.h>");
    row("diffusion/engine/a.cpp", "#include \"core/document/document.h\"");
    row("diffusion/fill_service.h", "#include <ATen/ATen.h>");
    row("diffusion/engine.h", "#include \"diffusion/models/unet_2d_condition.h\"");
    row("ui/a.cpp", "#include \"diffusion/engine.h\"");
    row("ui/a.cpp", "#include <OpenImageIO/imageio.h>");
    row("ui/a.cpp", "#include \"app/editor/application.h\"");
    row("app/editor/a.cpp", "#include <ATen/ATen.h>");
    row("app/cli/a.cpp", "#include \"diffusion/engine/pipelines/inpaint_pipeline.h\"");
    row("app/train/a.cpp", "#include \"diffusion/models/unet_2d_condition.h\"");
}

void TestArchitecture::plantedIncludesAreFound()
{
    QFETCH(QString, path);
    QFETCH(QString, line);
    const Tree tree{{path.toStdString(), "#pragma once\n" + line.toStdString() + "\nint x;\n"}};
    QCOMPARE(includeViolations(tree).size(), std::size_t{1});
}

void TestArchitecture::allowedIncludesPass_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("line");
    const auto row = [](const char* path, const char* line) {
        QTest::newRow(
            qPrintable(QStringLiteral("%1 %2").arg(QLatin1String(path), QLatin1String(line))))
            << QString::fromLatin1(path) << QString::fromLatin1(line);
    };
    row("core/image/a.cpp", "#include <vector>");
    row("core/base/result.h", "#include <tl/expected.hpp>");
    row("core/io/a.cpp", "#include <OpenImageIO/imageio.h>");
    row("core/io/a.cpp", "#include \"core/document/document.h\"");
    row("diffusion/models/a.cpp", "#include <ATen/ATen.h>");
    row("ui/a.cpp", "#include <QWidget>");
    row("ui/a.cpp", "#include \"diffusion/fill_service.h\"");
    row("app/editor/a.cpp", "#include \"diffusion/engine.h\"");
    row("app/train/a.cpp", "#include \"diffusion/training/pair_set.h\"");
    row("ui/a.cpp", "#include \"a.moc\"");
    row("tests/core/a.cpp", "#include <QtTest>");
}

void TestArchitecture::allowedIncludesPass()
{
    QFETCH(QString, path);
    QFETCH(QString, line);
    const Tree tree{{path.toStdString(), line.toStdString() + "\n"}};
    QVERIFY(holds(includeViolations(tree)));
}

void TestArchitecture::aTorchHeaderBehindAHeaderIsFound()
{
    Tree tree{{"app/train/main.cpp", "#include \"diffusion/training/trainer.h\"\n"},
              {"diffusion/training/trainer.h", "#include \"diffusion/models/layer.h\"\n"},
              {"diffusion/models/layer.h", "#include <ATen/ATen.h>\n"}};
    QCOMPARE(torchLeaks(tree).size(), std::size_t{1});
    tree["diffusion/models/layer.h"] = "namespace at { class Tensor; }\n";
    QVERIFY(torchLeaks(tree).empty());
}

void TestArchitecture::longFilesAreFound()
{
    const Tree tree{{"ui/main_window.cpp", std::string(401, '\n')},
                    {"ui/canvas/canvas_view.cpp", std::string(400, '\n')},
                    {"core/io/a.cpp", std::string(601, '\n')},
                    {"core/io/b.cpp", std::string(600, '\n')}};
    QCOMPARE(sizeViolations(tree).size(), std::size_t{2});
}

void TestArchitecture::leakedFamilyIdsAreFound()
{
    const Tree tree{{"diffusion/engine/families/a.cpp", "Family f{\"ldm-small\", \"A title\"};\n"},
                    {"diffusion/engine/queue.cpp", "if (id == \"ldm-small\") {}\n"},
                    {"ui/panel.cpp", "// \"ldm-small\" is only spoken of\n"},
                    {"tests/diffusion/tst.cpp", "load(\"ldm-small\");\n"}};
    QCOMPARE(familyLeaks(tree).size(), std::size_t{1});
}

void TestArchitecture::aFolderWithoutReadmeIsFound()
{
    const Tree tree{{"core/a/a.cpp", ""}, {"core/b/b.cpp", ""}, {"core/b/README.md", "b"}};
    QCOMPARE(missingReadmes(tree), Violations{"core/a: has no README.md"});
}

void TestArchitecture::commentsDoNotCount()
{
    const std::string source = "// #include <QImage>\n"
                               "/* \n#include <QImage>\n*/ int a = 1'000;\n"
                               "const char* s = \"// no comment \\\" either\"; // \"gone\"\n"
                               "#include <vector>\n";
    QCOMPARE(includesOf(source).size(), std::size_t{1});
    QCOMPARE(literalsOf(source), std::vector<std::string>{"// no comment \\\" either"});
}

QTEST_APPLESS_MAIN(TestArchitecture)
#include "tst_architecture.moc"
