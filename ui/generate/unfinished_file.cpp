#include "ui/generate/unfinished_file.h"

#include <QBuffer>
#include <QCryptographicHash>
#include <QDataStream>
#include <QImage>
#include <QIODevice>

namespace ui {

namespace {

constexpr quint32 kMagic = 0x53574A32;      // "SWJ2"
constexpr quint32 kFirstMagic = 0x53574A31; // "SWJ1": without step cache, clip skip and second words
constexpr qint64 kDigest = 32;         // bytes of SHA-256
constexpr quint32 kMostStates = 4096;  // a file's numbers are not to be trusted
constexpr quint32 kMostSteps = 4096;
constexpr qint64 kMostLatents = qint64{1} << 26;

void writeText(QDataStream& out, const std::string& text)
{
    out << QByteArray::fromStdString(text);
}

std::string readText(QDataStream& in)
{
    QByteArray text;
    in >> text;
    return text.toStdString();
}

template <class T> void writeOptional(QDataStream& out, const std::optional<T>& value)
{
    out << value.has_value() << static_cast<double>(value.value_or(T{}));
}

template <class T> std::optional<T> readOptional(QDataStream& in)
{
    bool there = false;
    double value = 0;
    in >> there >> value;
    return there ? std::optional<T>(static_cast<T>(value)) : std::nullopt;
}

void writeRect(QDataStream& out, const core::Rect& rect)
{
    out << qint32{rect.x} << qint32{rect.y} << qint32{rect.width} << qint32{rect.height};
}

core::Rect readRect(QDataStream& in)
{
    qint32 x = 0, y = 0, width = 0, height = 0;
    in >> x >> y >> width >> height;
    return {x, y, width, height};
}

void writeParams(QDataStream& out, const FillParams& params)
{
    out << static_cast<qint32>(params.task);
    for (const std::string* text : {&params.model, &params.modelHash, &params.prompt,
                                    &params.negativePrompt, &params.scheduler}) {
        writeText(out, *text);
    }
    writeOptional(out, params.steps);
    writeOptional(out, params.guidanceScale);
    writeOptional(out, params.strength);
    writeOptional(out, params.moreSteps);
    out << quint64{params.seed} << static_cast<quint32>(params.nearby.size());
    for (const diffusion::NearbyNoise& one : params.nearby) {
        out << quint64{one.seed} << static_cast<double>(one.amount);
    }
    out << qint32{params.candidates} << params.copyCandidate;
    writeRect(out, params.canvas);
    out << static_cast<qint32>(params.target) << qint32{params.size.width}
        << qint32{params.size.height} << quint64{params.again};
    out << qint32{params.stepCache} << qint32{params.clipSkip};
    writeText(out, params.walk.towards);
    out << static_cast<double>(params.walk.share);
}

void readLaterParams(QDataStream& in, FillParams& to)
{
    qint32 stepCache = 1, clipSkip = 1;
    double share = 0;
    in >> stepCache >> clipSkip;
    to.stepCache = std::clamp(stepCache, 1, 10);
    to.clipSkip = std::clamp(clipSkip, 1, 12);
    to.walk.towards = readText(in);
    in >> share;
    to.walk.share = static_cast<float>(share >= 0 && share <= 1 ? share : 0);
}

FillParams readParams(QDataStream& in)
{
    FillParams out;
    qint32 task = 0;
    in >> task;
    out.task = static_cast<Task>(std::clamp(task, 0, 4));
    for (std::string* text :
         {&out.model, &out.modelHash, &out.prompt, &out.negativePrompt, &out.scheduler}) {
        *text = readText(in);
    }
    out.steps = readOptional<int>(in);
    out.guidanceScale = readOptional<float>(in);
    out.strength = readOptional<float>(in);
    out.moreSteps = readOptional<int>(in);
    quint64 seed = 0;
    quint32 count = 0;
    in >> seed >> count;
    out.seed = seed;
    for (quint32 i = 0; i < std::min<quint32>(count, 64) && in.status() == QDataStream::Ok; ++i) {
        double amount = 0;
        in >> seed >> amount;
        out.nearby.push_back({seed, static_cast<float>(amount)});
    }
    qint32 candidates = 1, target = 0, width = 0, height = 0;
    quint64 again = 0;
    in >> candidates >> out.copyCandidate;
    out.canvas = readRect(in);
    in >> target >> width >> height >> again;
    out.candidates = std::clamp(candidates, 1, 64);
    out.target = static_cast<CreateTarget>(std::clamp(target, 0, 2));
    out.size = {width, height};
    out.again = again;
    return out;
}

void writeLatents(QDataStream& out, const diffusion::LatentRef& latents)
{
    out << (latents != nullptr);
    if (latents) {
        out << qint32{latents->channels} << qint32{latents->height} << qint32{latents->width};
        out.writeRawData(reinterpret_cast<const char*>(latents->values.data()),
                         static_cast<int>(latents->values.size() * sizeof(float)));
    }
}

diffusion::LatentRef readLatents(QDataStream& in)
{
    bool there = false;
    in >> there;
    if (!there || in.status() != QDataStream::Ok) {
        return nullptr;
    }
    auto out = std::make_shared<diffusion::LatentPicture>();
    in >> out->channels >> out->height >> out->width;
    const bool sane = out->channels > 0 && out->height > 0 && out->width > 0 &&
                      out->height < 65536 && out->width < 65536 && out->channels < 1024;
    const qint64 count = sane ? qint64{out->channels} * out->height * out->width : 0;
    const auto bytes = count * static_cast<qint64>(sizeof(float));
    if (count == 0 || count > kMostLatents || bytes > in.device()->bytesAvailable()) {
        in.setStatus(QDataStream::ReadCorruptData);
        return nullptr;
    }
    out->values.resize(static_cast<std::size_t>(count));
    in.readRawData(reinterpret_cast<char*>(out->values.data()), static_cast<int>(bytes));
    return out;
}

void writeState(QDataStream& out, const diffusion::GenerationStateRef& state)
{
    out << (state != nullptr);
    if (!state) {
        return;
    }
    out << quint64{state->key} << static_cast<quint32>(state->outputs.size());
    for (const diffusion::LatentRef& output : state->outputs) {
        writeLatents(out, output);
    }
    writeLatents(out, state->latents);
}

diffusion::GenerationStateRef readState(QDataStream& in)
{
    bool there = false;
    in >> there;
    if (!there) {
        return nullptr;
    }
    auto out = std::make_shared<diffusion::GenerationState>();
    quint64 key = 0;
    quint32 count = 0;
    in >> key >> count;
    out->key = key;
    for (quint32 i = 0; i < std::min(count, kMostSteps) && in.status() == QDataStream::Ok; ++i) {
        out->outputs.push_back(readLatents(in));
    }
    out->latents = readLatents(in);
    return out;
}

core::Error damaged()
{
    return {core::ErrorCode::Unreadable, "the file of an unfinished generation is damaged"};
}

} // namespace

QByteArray maskToPng(const core::Mask& mask)
{
    if (mask.size().isEmpty() || mask.isEmpty()) {
        return {};
    }
    QImage image(mask.size().width, mask.size().height, QImage::Format_Grayscale8);
    mask.readGray8(core::Rect::fromSize(mask.size()), image.bits(), image.bytesPerLine());
    QByteArray out;
    QBuffer buffer(&out);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG", 80);
    return out;
}

core::Mask maskFromPng(const QByteArray& png, core::Size size)
{
    const QImage image =
        QImage::fromData(png, "PNG").convertToFormat(QImage::Format_Grayscale8);
    if (image.width() != size.width || image.height() != size.height) {
        return core::Mask(size);
    }
    return core::Mask::fromGray8(size, image.constBits(), image.bytesPerLine());
}

QByteArray unfinishedToBytes(const UnfinishedFill& fill)
{
    QByteArray body;
    QDataStream out(&body, QIODevice::WriteOnly);
    out.setVersion(QDataStream::Qt_6_0);
    out << kMagic;
    writeParams(out, fill.params);
    out << fill.picture << qint32{fill.size.width} << qint32{fill.size.height} << fill.mask
        << qint32{fill.first} << static_cast<quint32>(fill.states.size());
    for (const diffusion::GenerationStateRef& state : fill.states) {
        writeState(out, state);
    }
    return body + QCryptographicHash::hash(body, QCryptographicHash::Sha256);
}

core::Result<UnfinishedFill> unfinishedFromBytes(const QByteArray& bytes)
{
    const QByteArray body = bytes.chopped(std::min<qsizetype>(kDigest, bytes.size()));
    if (bytes.size() <= kDigest ||
        bytes.right(kDigest) != QCryptographicHash::hash(body, QCryptographicHash::Sha256)) {
        return core::fail(damaged());
    }
    QDataStream in(body);
    in.setVersion(QDataStream::Qt_6_0);
    quint32 magic = 0;
    in >> magic;
    if (magic != kMagic && magic != kFirstMagic) {
        return core::fail(damaged());
    }
    UnfinishedFill out;
    out.params = readParams(in);
    if (magic != kFirstMagic) {
        readLaterParams(in, out.params);
    }
    qint32 width = 0, height = 0, first = 0;
    quint32 count = 0;
    in >> out.picture >> width >> height >> out.mask >> first >> count;
    out.size = {width, height};
    out.first = std::clamp(first, 0, 64);
    for (quint32 i = 0; i < std::min(count, kMostStates) && in.status() == QDataStream::Ok; ++i) {
        out.states.push_back(readState(in));
    }
    if (in.status() != QDataStream::Ok) {
        return core::fail(damaged());
    }
    return out;
}

} // namespace ui
