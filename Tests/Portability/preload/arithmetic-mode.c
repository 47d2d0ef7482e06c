// Sets bits of MXCSR as a library does that was built with -ffast-math: before main, or, with ARITHMETIC_THREADS=others,
// on every thread but the first. ARITHMETIC_MODE has the bits, in hexadecimal.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <xmmintrin.h>

static unsigned mode;
static int others;

static void set(void) { _mm_setcsr(_mm_getcsr() | mode); }

__attribute__((constructor)) static void begin(void) {
  const char *text = getenv("ARITHMETIC_MODE"), *threads = getenv("ARITHMETIC_THREADS");
  if (text) mode = strtoul(text, 0, 16);
  others = threads && strcmp(threads, "others") == 0;
  if (!others) set();
}

struct job {
  void *(*body)(void *);
  void *argument;
};

static void *work(void *pointer) {
  struct job job = *(struct job *)pointer;
  free(pointer);
  if (others) set();
  return job.body(job.argument);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*body)(void *), void *argument) {
  typedef int (*create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
  struct job *job = malloc(sizeof *job);
  *job = (struct job){body, argument};
  return ((create)dlsym(RTLD_NEXT, "pthread_create"))(thread, attributes, work, job);
}
