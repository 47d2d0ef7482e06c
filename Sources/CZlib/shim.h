#include <zlib.h>

// `inflateInit2` is a macro, which Swift cannot see. 15 + 16: the largest window, gzip framing only.
static inline int gzip_inflate_begin(z_stream *stream) {
  return inflateInit2(stream, 15 + 16);
}
