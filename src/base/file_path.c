/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Links are followed step by step, because one may lead to a file that is still to be made, or to
 * one of our descriptors: realpath knows neither. */
#include "base/file_path.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LINKS_MOST = 40 };

int file_last_error(void)
{
    int error_number = errno;
    return error_number ? error_number : EIO;
}

/* Names */

void file_print_join(const char *folder, const char *name, struct str *out)
{
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/')
        length--;
    str_append_bytes(out, folder, length);
    if (length && folder[length - 1] != '/') str_append_char(out, '/');
    str_append(out, name);
}

char *file_join(const char *folder, const char *name)
{
    struct str path = {0};
    file_print_join(folder, name, &path);
    return str_take(&path);
}

char *file_folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash) return strdup(".");
    return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

bool file_is_absent(const char *path)
{
    struct stat status;
    return lstat(path, &status) != 0 && errno == ENOENT;
}

bool file_is_dangling(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISLNK(status.st_mode) && stat(path, &status) != 0 &&
           errno == ENOENT;
}

/* Links */

/* The path with its folder free of links; the last name may be a link, or not exist. */
static int settle_folder(const char *path, char **out)
{
    const char *slash = strrchr(path, '/');
    char *folder = file_folder_of(path), *real;
    int error_number;
    if (!folder) return ENOMEM;
    real = realpath(folder, NULL);
    error_number = file_last_error();
    free(folder);
    if (!real) return error_number;
    *out = file_join(real, slash ? slash + 1 : path);
    free(real);
    return *out ? 0 : ENOMEM;
}

/* Where a link leads, its folder settled again. */
static int follow(const char *link, char **out)
{
    char target[PATH_MAX];
    ssize_t length = readlink(link, target, sizeof target - 1);
    struct str next = {0};
    int error_number;
    if (length < 0) return file_last_error();
    /* A relative target counts from the folder that the link lies in. */
    if (target[0] != '/') str_append_bytes(&next, link, (size_t)(strrchr(link, '/') + 1 - link));
    str_append_bytes(&next, target, (size_t)length);
    error_number = next.failed ? ENOMEM : settle_folder(str_get(&next), out);
    str_clear(&next);
    return error_number;
}

int file_own_descriptor(const char *path)
{
    char folder[64];
    size_t length = (size_t)snprintf(folder, sizeof folder, "/proc/%ld/fd/", (long)getpid());
    const char *digits;
    if (strncmp(path, folder, length) != 0) return -1;
    digits = path + length;
    if (digits[0] == '\0') return -1;
    if (digits[strspn(digits, "0123456789")] != '\0' || strlen(digits) > 6) return -1;
    return (int)strtol(digits, NULL, 10);
}

int file_resolve(const char *path, char **out)
{
    char *at = NULL;
    int error_number = path[0] ? settle_folder(path, &at) : ENOENT;
    for (int links = 0; !error_number; links++) {
        struct stat status;
        char *next = NULL;
        if (file_own_descriptor(at) >= 0) break;
        if (lstat(at, &status) != 0) {
            if (errno != ENOENT) error_number = file_last_error();
            break;
        }
        if (!S_ISLNK(status.st_mode)) break;
        error_number = links < LINKS_MOST ? follow(at, &next) : ELOOP;
        free(at);
        at = next;
    }
    if (error_number) {
        free(at);
        at = NULL;
    }
    *out = at;
    return error_number;
}
