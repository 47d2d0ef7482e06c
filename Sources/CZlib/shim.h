#include <zlib.h>

// `inflateInit2` is a macro, which Swift cannot see. 15 + 16: the largest window, gzip framing only.
static inline int gzip_inflate_begin(z_stream *stream) {
  return inflateInit2(stream, 15 + 16);
}

// `deflateInit2` is a macro, too. 15: the largest window, zlib framing; 9: the most memory, for the best compression.
static inline int zlib_deflate_begin(z_stream *stream, int level, int strategy) {
  return deflateInit2(stream, level, Z_DEFLATED, 15, 9, strategy);
}
