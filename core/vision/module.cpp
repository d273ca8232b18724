/// The door of the shared module `stillwater_vision`.

#include "core/vision/grab_cut.h"

extern "C" __attribute__((visibility("default"))) core::ForegroundCut*
stillwater_create_foreground_cut()
{
    return core::createGrabCut().release();
}
