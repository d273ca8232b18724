/// The door of the shared module `stillwater_codecs`.

#include "core/io/image_codec.h"

extern "C" __attribute__((visibility("default"))) core::ImageCodec*
stillwater_create_codec(core::LogSink sink)
{
    core::setLogSink(sink);
    return core::createImageCodec().release();
}
