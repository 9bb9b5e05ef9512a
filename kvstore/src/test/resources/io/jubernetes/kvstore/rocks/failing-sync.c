// Loaded before the C library: a log cannot be synced while the file that FAILING_SYNC names exists. It holds the error's number.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int error_of(int fd) {
  char link[64], path[4096];
  const char *name = getenv("FAILING_SYNC");
  FILE *order = name ? fopen(name, "r") : NULL;
  int error = 0;
  if (!order) return 0;
  if (fscanf(order, "%d", &error) != 1) error = 0;
  fclose(order);
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return strstr(path, ".log") ? error : 0;
}

static int either(int fd, const char *function) {
  int error = error_of(fd);
  if (error) {
    errno = error;
    return -1;
  }
  return ((int (*)(int))dlsym(RTLD_NEXT, function))(fd);
}

int fdatasync(int fd) { return either(fd, "fdatasync"); }
int fsync(int fd) { return either(fd, "fsync"); }
