#include <QtTest/QtTest>

#include "diffusion/engine/pipelines/known_words.h"
#include "diffusion/engine/pipelines/text_conditioning.h"

using namespace diffusion;

class TestKnownWords : public QObject {
    Q_OBJECT

    const Synonyms m_synonyms{{"tulips", "flowers"}, {"pony", "small horse"}};

private Q_SLOTS:
    void wholeWordsAreReplaced_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* text, const char* expected) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(expected);
        };
        row("", "");
        row("a field of tulips", "a field of flowers");
        row("Tulips, TULIPS  and tulips.", "flowers, flowers  and flowers.");
        row("a pony", "a small horse");
        row("ponytail", "ponytail");
        row("tulipsé", "tulipsé");
        row("tulips2 (tulips)", "flowers2 (flowers)");
    }
    void wholeWordsAreReplaced()
    {
        QFETCH(QString, text);
        QFETCH(QString, expected);
        QCOMPARE(QString::fromStdString(withKnownWords(text.toStdString(), m_synonyms)), expected);
    }

    void aTextPartSaysThemToItsTokenizer()
    {
        TextPart part;
        QCOMPARE(promptText(part, "Red Tulips "), std::string("Red Tulips "));
        part.synonyms = m_synonyms;
        QCOMPARE(promptText(part, "Red Tulips "), std::string("Red flowers "));
        part.lowersCase = true;
        QCOMPARE(promptText(part, "Red Tulips "), std::string("red flowers"));
    }
};

QTEST_GUILESS_MAIN(TestKnownWords)
#include "tst_known_words.moc"
