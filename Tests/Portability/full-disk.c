// A disk that is full, for `LD_PRELOAD`: from the FULL_DISK_AT-th change of a file or folder below FULL_DISK_FOLDER
// on, every one fails for lack of space; with FULL_DISK_ONCE that one alone. Changes are writes, new files and
// folders, renames and synchronisations. At the end FULL_DISK_COUNT, a file elsewhere, gets the number of changes.
//
// As on a real disk, the write that finds no more room writes half of its bytes and says so. A program that knows
// of this library sets all that by full_disk(), and asks for the number of changes by full_disk_changes().
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long count;

static char folder[4096];
static long limit;
static int is_once;

void full_disk(const char *below, long at, int once) {
  pthread_mutex_lock(&lock);
  snprintf(folder, sizeof folder, "%s", below);
  limit = at;
  is_once = once;
  count = 0;
  pthread_mutex_unlock(&lock);
}

long full_disk_changes(void) { return count; }

__attribute__((constructor)) static void start(void) {
  const char *below = getenv("FULL_DISK_FOLDER"), *at = getenv("FULL_DISK_AT");
  full_disk(below ? below : "", at ? atol(at) : 0, getenv("FULL_DISK_ONCE") != NULL);
}

static int is_below(const char *path) {
  return folder[0] && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int is_file_below(int file) {
  char name[64], path[4096];
  snprintf(name, sizeof name, "/proc/self/fd/%d", file);
  ssize_t length = readlink(name, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return is_below(path);
}

enum answer { GO_ON, HALF, FULL };

static enum answer change(void) {
  pthread_mutex_lock(&lock);
  long number = ++count;
  pthread_mutex_unlock(&lock);
  if (limit < 1 || number < limit) return GO_ON;
  if (is_once) return number == limit ? FULL : GO_ON;
  return number == limit ? HALF : FULL;
}

static int refused(void) {
  if (change() == GO_ON) return 0;
  errno = ENOSPC;
  return 1;
}

__attribute__((destructor)) static void report(void) {
  const char *path = getenv("FULL_DISK_COUNT");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  fprintf(file, "%ld\n", count);
  fclose(file);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static size_t room(enum answer answer, size_t size) {
  return answer == GO_ON ? size : size / 2;
}

#define WRITE(name, call, ...)                                                 \
  ssize_t name(int file, const void *bytes, size_t size, ##__VA_ARGS__) {      \
    if (is_file_below(file)) {                                                 \
      enum answer answer = change();                                           \
      if (answer == FULL || (answer == HALF && size < 2)) {                    \
        errno = ENOSPC;                                                        \
        return -1;                                                             \
      }                                                                        \
      size = room(answer, size);                                               \
    }                                                                          \
    return REAL(name) call;                                                    \
  }

WRITE(write, (file, bytes, size))
WRITE(pwrite, (file, bytes, size, place), off_t place)
WRITE(pwrite64, (file, bytes, size, place), off64_t place)

#define OPEN(name)                                                             \
  int name(const char *path, int flags, ...) {                                 \
    va_list list;                                                              \
    va_start(list, flags);                                                     \
    mode_t mode = flags & O_CREAT ? va_arg(list, mode_t) : 0;                  \
    va_end(list);                                                              \
    if (flags & O_CREAT && is_below(path) && access(path, F_OK) && refused())  \
      return -1;                                                               \
    return REAL(name)(path, flags, mode);                                      \
  }

OPEN(open)
OPEN(open64)

int fsync(int file) {
  return is_file_below(file) && refused() ? -1 : REAL(fsync)(file);
}
int fdatasync(int file) {
  return is_file_below(file) && refused() ? -1 : REAL(fdatasync)(file);
}
int mkdir(const char *path, mode_t mode) {
  return is_below(path) && access(path, F_OK) && refused() ? -1 : REAL(mkdir)(path, mode);
}
char *mkdtemp(char *path) {
  return is_below(path) && refused() ? NULL : REAL(mkdtemp)(path);
}
int rename(const char *from, const char *to) {
  return is_below(to) && refused() ? -1 : REAL(rename)(from, to);
}
int renameat2(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
  return is_below(to) && refused() ? -1
                                   : REAL(renameat2)(from_folder, from, to_folder, to, flags);
}
ssize_t copy_file_range(int from, off64_t *in, int to, off64_t *out, size_t size, unsigned flags) {
  return is_file_below(to) && refused() ? -1 : REAL(copy_file_range)(from, in, to, out, size, flags);
}
ssize_t sendfile(int to, int from, off_t *place, size_t size) {
  return is_file_below(to) && refused() ? -1 : REAL(sendfile)(to, from, place, size);
}
ssize_t sendfile64(int to, int from, off64_t *place, size_t size) {
  return is_file_below(to) && refused() ? -1 : REAL(sendfile64)(to, from, place, size);
}
