#ifndef CGD_SHIM_H
#define CGD_SHIM_H

#include <gd.h>
#include <stdarg.h>

// libgd prints its complaints to standard error. Raster reports what went wrong itself, so it
// installs this handler, which Swift cannot write because of the variable argument list.
static inline void cgd_ignore_message(int priority, const char *format, va_list arguments) {
  (void)priority;
  (void)format;
  (void)arguments;
}

static inline void cgd_silence_messages(void) { gdSetErrorMethod(cgd_ignore_message); }

// The colour of a palette as 0xRRGGBB; `gdTrueColor` and `gdImageRed` are macros.
static inline int cgd_palette_color(gdImagePtr image, int index) {
  return gdTrueColor(gdImageRed(image, index), gdImageGreen(image, index), gdImageBlue(image, index));
}

#endif
