// A system that refuses, for `LD_PRELOAD`: REFUSE lists calls and the codes with which they fail, as in
// `flock=38,fsync-folder=95,thread=11`. `thread=11:1` refuses all threads but the first.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

// The code with which a call fails, or 0; `allowed` is how often it may succeed before.
static int refusal(const char *call, int *allowed) {
  const char *list = getenv("REFUSE");
  char key[64];
  int length = snprintf(key, sizeof key, "%s=", call);
  while (list && strncmp(list, key, length) != 0) {
    list = strchr(list, ',');
    if (list) list++;
  }
  if (!list) return 0;
  char *end;
  int code = strtol(list + length, &end, 10);
  if (allowed) *allowed = *end == ':' ? atoi(end + 1) : 0;
  return code;
}

static int refused(const char *call) {
  int code = refusal(call, NULL);
  if (code) errno = code;
  return code != 0;
}

int flock(int file, int operation) {
  return refused("flock") ? -1 : REAL(flock)(file, operation);
}

int chmod(const char *path, mode_t mode) {
  return refused("chmod") ? -1 : REAL(chmod)(path, mode);
}

int fsync(int file) {
  struct stat status;
  int is_folder = fstat(file, &status) == 0 && S_ISDIR(status.st_mode);
  return refused(is_folder ? "fsync-folder" : "fsync") ? -1 : REAL(fsync)(file);
}

int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
  return refused("renameat2") ? -1 : REAL(renameat2)(from_folder, from, to_folder, to, flags);
}

int pthread_create(
    pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument) {
  static int count;
  int allowed = 0, code = refusal("thread", &allowed);
  if (code && __atomic_fetch_add(&count, 1, __ATOMIC_SEQ_CST) >= allowed) return code;
  return REAL(pthread_create)(thread, attributes, start, argument);
}
