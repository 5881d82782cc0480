/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading, bounded: a file is looked at only once it is open, so that what is checked is what is
 * read; a fifo is opened without waiting and then refused. The system's errors get words of our
 * own, as strerror speaks the language of the locale. */
#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file_stage.h"

enum { READ_STEP = 64 * 1024, NAMES_FIRST = 16 };

#if defined(__GLIBC__) && defined(_GNU_SOURCE)
#if __GLIBC_PREREQ(2, 32)
#define HAVE_STRERRORDESC 1
#endif
#endif

void file_print_error(int error_number, struct str *message)
{
    static const struct {
        int number;
        const char *words;
    } known[] = {
        {ENOENT, "no such file"},
        {EACCES, "permission denied"},
        {EPERM, "not permitted"},
        {EISDIR, "is a folder"},
        {ENOTDIR, "a part of the path is no folder"},
        {ELOOP, "symbolic links lead in a circle"},
        {ENAMETOOLONG, "the name is too long"},
        {EMFILE, "too many files are open"},
        {ENFILE, "too many files are open on this machine"},
        {ENOMEM, "not enough memory"},
        {ENOSPC, "no space left on the device"},
        {EDQUOT, "the disk quota is used up"},
        {EFBIG, "larger than a file may be here"},
        {EROFS, "the file system is read-only"},
        {EIO, "the device reports an input or output error"},
        {EPIPE, "nobody reads any more"},
        {EBADF, "is not open"},
        {EBUSY, "is busy"},
        {ETXTBSY, "is a program that is running"},
        {ENXIO, "there is nothing behind this device or socket"},
        {ENODEV, "there is nothing behind this device"},
        {ESTALE, "the file server has lost the file"},
        {EOVERFLOW, "too large for this program"},
    };
    const char *words = NULL;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (known[i].number == error_number) words = known[i].words;
    }
#ifdef HAVE_STRERRORDESC
    if (!words) words = strerrordesc_np(error_number);
#endif
    if (words) {
        str_append(message, words);
    } else {
        str_printf(message, "error %d", error_number);
    }
}

static stance_result fail(int error_number, struct str *message)
{
    file_print_error(error_number, message);
    return error_number == ENOMEM ? STANCE_NO_MEMORY : STANCE_IO;
}

static stance_result refuse_limit(size_t limit_bytes, struct str *message)
{
    static const struct {
        size_t bytes;
        const char *name;
    } units[] = {{(size_t)1024 * 1024, "MiB"}, {1024, "KiB"}, {1, "bytes"}};
    size_t i = 0;
    while (limit_bytes < units[i].bytes || limit_bytes % units[i].bytes != 0) {
        if (units[++i].bytes == 1) break;
    }
    str_printf(message, "larger than the limit of %zu %s", limit_bytes / units[i].bytes,
               units[i].name);
    return STANCE_REFUSED;
}

/* To the end, wherever that is by now: the size was only a first guess. */
static stance_result read_all(int descriptor, size_t limit_bytes, struct str *out,
                              struct str *message)
{
    for (;;) {
        size_t room;
        ssize_t got;
        if (out->length + 1 >= out->size && !str_reserve(out, READ_STEP)) {
            return fail(ENOMEM, message);
        }
        room = out->size - out->length - 1; /* one for the 0 */
        got = read(descriptor, out->bytes + out->length, room);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return fail(errno, message);
        out->length += (size_t)got;
        out->bytes[out->length] = '\0';
        if (out->length > limit_bytes) return refuse_limit(limit_bytes, message);
        if (got == 0) return STANCE_OK;
    }
}

static stance_result read_descriptor(int descriptor, size_t limit_bytes, struct str *out,
                                     struct stat *status, struct str *message)
{
    if (fstat(descriptor, status) != 0) return fail(errno, message);
    if (S_ISDIR(status->st_mode)) {
        str_append(message, "is a folder");
        return STANCE_REFUSED;
    }
    if (!S_ISREG(status->st_mode)) {
        str_append(message, "is not a regular file");
        return STANCE_REFUSED;
    }
    if (status->st_size > 0 && (uintmax_t)status->st_size > limit_bytes) {
        return refuse_limit(limit_bytes, message);
    }
    /* One byte more, so that the end of the file is seen without growing. */
    if (!str_reserve(out, (size_t)status->st_size + 1)) return fail(ENOMEM, message);
    return read_all(descriptor, limit_bytes, out, message);
}

stance_result file_read_status(const char *path, size_t limit_bytes, struct str *out,
                               struct stat *status, struct str *message)
{
    stance_result result;
    int descriptor, error_number;
    *status = (struct stat){0};
    error_number = file_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0, &descriptor);
    if (error_number == ENXIO) { /* a socket */
        str_append(message, "is not a regular file");
        return STANCE_REFUSED;
    }
    if (error_number) return fail(error_number, message);
    result = read_descriptor(descriptor, limit_bytes, out, status, message);
    close(descriptor); /* only read: nothing can be lost */
    if (result != STANCE_OK) str_clear(out);
    return result;
}

stance_result file_read(const char *path, size_t limit_bytes, struct str *out, struct str *message)
{
    struct stat status;
    return file_read_status(path, limit_bytes, out, &status, message);
}

stance_result file_read_stream(const char *path, size_t limit_bytes, struct str *out,
                               struct str *message)
{
    int descriptor = STDIN_FILENO;
    struct stat status;
    stance_result result;
    int error_number = path ? file_open(path, O_RDONLY | O_NOCTTY, 0, &descriptor) : 0;
    if (error_number) return fail(error_number, message);
    if (fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) {
        result = fail(EISDIR, message);
    } else {
        result = read_all(descriptor, limit_bytes, out, message);
    }
    if (path) close(descriptor);
    return result;
}

struct names {
    char **items;
    size_t count, size;
};

static bool ends_in(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);
    return length >= tail && memcmp(name + length - tail, ending, tail) == 0;
}

static bool names_add(struct names *names, const char *name)
{
    if (names->count == names->size) {
        size_t size = NAMES_FIRST, bytes;
        char **items;
        if (names->size && !size_mul(names->size, 2, &size)) return false;
        if (!size_mul(size, sizeof *items, &bytes)) return false;
        items = realloc(names->items, bytes);
        if (!items) return false;
        names->items = items;
        names->size = size;
    }
    names->items[names->count] = strdup(name);
    if (!names->items[names->count]) return false;
    names->count++;
    return true;
}

static stance_result list_folder(DIR *folder, const char *ending, size_t limit, struct names *names,
                                 struct str *message)
{
    for (;;) {
        const struct dirent *entry;
        errno = 0; /* tells the end from an error */
        /* cppcheck-suppress readdirCalled ; the stream is ours alone, readdir_r is obsolete */
        entry = readdir(folder);
        if (!entry) return errno ? fail(errno, message) : STANCE_OK;
        if (entry->d_name[0] == '.' || !ends_in(entry->d_name, ending)) continue;
        if (names->count == limit) {
            str_printf(message, "holds more than the limit of %zu files", limit);
            return STANCE_REFUSED;
        }
        if (!names_add(names, entry->d_name)) return fail(ENOMEM, message);
    }
}

static int by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static stance_result fail_folder(int error_number, struct str *message)
{
    if (error_number == ENOENT) {
        str_append(message, "no such folder");
        return STANCE_IO;
    }
    if (error_number == ENOTDIR) {
        str_append(message, "is not a folder");
        return STANCE_IO;
    }
    return fail(error_number, message);
}

stance_result file_list(const char *path, const char *ending, size_t limit, char ***names,
                        size_t *count, struct str *message)
{
    struct names found = {0};
    stance_result result;
    DIR *folder = opendir(path);
    *names = NULL;
    *count = 0;
    if (!folder) return fail_folder(errno, message);
    result = list_folder(folder, ending, limit, &found, message);
    closedir(folder);
    if (result != STANCE_OK) {
        file_names_free(found.items, found.count);
        return result;
    }
    if (found.count) qsort(found.items, found.count, sizeof *found.items, by_bytes);
    *names = found.items;
    *count = found.count;
    return STANCE_OK;
}

void file_names_free(char **names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(names[i]);
    free(names);
}
