// Lets zlib compress little and fast, whatever level it is asked for: the same content in other bytes.

#define _GNU_SOURCE
#include <dlfcn.h>

typedef int (*init)(void *, int, const char *, int);
typedef int (*init2)(void *, int, int, int, int, int, const char *, int);

int deflateInit_(void *stream, int level, const char *version, int size) {
  return ((init)dlsym(RTLD_NEXT, "deflateInit_"))(stream, 1, version, size);
}

int deflateInit2_(
    void *stream, int level, int method, int bits, int memory, int strategy, const char *version, int size) {
  return ((init2)dlsym(RTLD_NEXT, "deflateInit2_"))(stream, 1, method, bits, memory, strategy, version, size);
}
