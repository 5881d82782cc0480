/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing, whole or not at all: bytes go to a hidden file beside the target, which takes the
 * target's name once they are on the disk. What cannot be replaced (a fifo, a device, our own
 * standard output) is written straight. Nobody gains or loses access: owner, mode and access list
 * of an old file are put on the new one before the first byte, or it is not written. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/xattr.h>
#endif

enum {
    LINKS_MOST = 40,
    STAGED_TRIES = 100,
    STAGED_NAME_MOST = 200, /* bytes of the target's name in the staged one: 255 are allowed */
    BUFFER_FULL = 64 * 1024,
};

static stance_result refuse(const char *words, struct str *message)
{
    str_append(message, words);
    return STANCE_REFUSED;
}

static stance_result fail(int error_number, struct str *message)
{
    file_print_error(error_number, message);
    return error_number == ENOMEM ? STANCE_NO_MEMORY : STANCE_IO;
}

/* errno of the call that has just failed; never 0, which would say that it had not. */
static int last_error(void)
{
    int error_number = errno;
    return error_number ? error_number : EIO;
}

/* Of a path without links, as resolve() makes it: there is a slash. */
static const char *last_name(const char *path)
{
    return strrchr(path, '/') + 1;
}

/* The folder of a path, for free; NULL if there is no memory. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash) return strdup(".");
    return slash == path ? strdup("/") : strndup(path, (size_t)(slash - path));
}

/* The path with its folder free of links; the last name may be a link, or not exist. 0 or errno,
 * as of the helpers below. */
static int settle_folder(const char *path, char **out)
{
    const char *slash = strrchr(path, '/');
    char *folder = folder_of(path), *real;
    struct str whole = {0};
    int error_number;
    if (!folder) return ENOMEM;
    real = realpath(folder, NULL);
    error_number = last_error();
    free(folder);
    if (!real) return error_number;
    str_append(&whole, real);
    if (strcmp(real, "/") != 0) str_append_char(&whole, '/');
    str_append(&whole, slash ? slash + 1 : path);
    free(real);
    *out = str_take(&whole);
    return *out ? 0 : ENOMEM;
}

/* Where a link leads, its folder settled again. */
static int follow(const char *link, char **out)
{
    char target[PATH_MAX];
    ssize_t length = readlink(link, target, sizeof target - 1);
    struct str next = {0};
    int error_number;
    if (length < 0) return last_error();
    /* A relative target counts from the folder that the link lies in. */
    if (target[0] != '/') str_append_bytes(&next, link, (size_t)(last_name(link) - link));
    str_append_bytes(&next, target, (size_t)length);
    error_number = next.failed ? ENOMEM : settle_folder(str_get(&next), out);
    str_clear(&next);
    return error_number;
}

/* Which of our own descriptors a settled path means, as /dev/stdout does; -1: none. */
static int own_descriptor(const char *path)
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

/* The path that all links lead to, which need not exist. Step by step, because a link may lead to
 * a file that is still to be made, or to one of our descriptors. */
static int resolve(const char *path, char **out)
{
    char *at = NULL;
    int error_number = path[0] ? settle_folder(path, &at) : ENOENT;
    for (int links = 0; !error_number; links++) {
        struct stat status;
        char *next = NULL;
        if (own_descriptor(at) >= 0) break;
        if (lstat(at, &status) != 0) {
            if (errno != ENOENT) error_number = errno;
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

/* The staged name for a target; further tries get a number. NULL if there is no memory. */
static char *staged_name(const char *path, int try)
{
    const char *name = last_name(path);
    size_t length = strlen(name);
    struct str staged = {0};
    if (length > STAGED_NAME_MOST) {
        length = STAGED_NAME_MOST;
        while (length > 0 && ((unsigned char)name[length] & 0xC0) == 0x80)
            length--;
    }
    str_append_bytes(&staged, path, (size_t)(name - path));
    str_append_char(&staged, '.');
    str_append_bytes(&staged, name, length);
    str_printf(&staged, ".stance-%ld", (long)getpid());
    if (try > 0) str_printf(&staged, "-%d", try);
    str_append(&staged, ".new");
    return str_take(&staged);
}

/* The access list of the old file, or none where the folder has handed one down. */
static int keep_access_list(int descriptor, const char *path)
{
#ifdef __linux__
    static const char name[] = "system.posix_acl_access";
    char list[4096];
    ssize_t length = getxattr(path, name, list, sizeof list);
    if (length >= 0) {
        return fsetxattr(descriptor, name, list, (size_t)length, 0) == 0 ? 0 : errno;
    }
    if (errno == ENOTSUP) return 0;
    if (errno != ENODATA) return errno;
    if (fremovexattr(descriptor, name) != 0 && errno != ENODATA && errno != ENOTSUP) return errno;
#else
    (void)descriptor;
    (void)path;
#endif
    return 0;
}

/* In this order: a change of owner may take bits of the mode away. */
static int keep_access(int descriptor, const char *path, const struct stat *old)
{
    struct stat now;
    int error_number;
    if (fstat(descriptor, &now) != 0) return errno;
    if (now.st_uid != old->st_uid || now.st_gid != old->st_gid) {
        if (fchown(descriptor, old->st_uid, old->st_gid) != 0) return errno;
    }
    error_number = keep_access_list(descriptor, path);
    if (error_number) return error_number;
    return fchmod(descriptor, old->st_mode & 07777) == 0 ? 0 : errno;
}

/* `old` is the file that will be replaced, NULL if there is none. */
static stance_result stage(struct file_output *output, const struct stat *old, struct str *message)
{
    int error_number = EEXIST;
    for (int try = 0; try < STAGED_TRIES && error_number == EEXIST; try++) {
        free(output->staged);
        output->staged = staged_name(output->path, try);
        if (!output->staged) return fail(ENOMEM, message);
        do {
            output->descriptor =
                open(output->staged, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                     old ? 0600 : 0666);
            error_number = output->descriptor < 0 ? errno : 0;
        } while (error_number == EINTR);
    }
    if (error_number) { /* not ours: abandon must not unlink it */
        free(output->staged);
        output->staged = NULL;
        return fail(error_number, message);
    }
    if (old && keep_access(output->descriptor, output->path, old) != 0) {
        return refuse("its owner and permissions cannot be kept", message);
    }
    return STANCE_OK;
}

static stance_result open_straight(struct file_output *output, int own, struct str *message)
{
    do {
        /* A copy shares the place in the file: what the shell has written there stays. */
        output->descriptor = own >= 0 ? fcntl(own, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
                                      : open(output->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    } while (output->descriptor < 0 && errno == EINTR);
    return output->descriptor < 0 ? fail(errno, message) : STANCE_OK;
}

static stance_result open_resolved(struct file_output *output, struct str *message)
{
    int own = own_descriptor(output->path);
    struct stat old;
    if (own >= 0) return open_straight(output, own, message);
    if (stat(output->path, &old) != 0) {
        return errno == ENOENT ? stage(output, NULL, message) : fail(errno, message);
    }
    if (S_ISDIR(old.st_mode)) return refuse("is a folder", message);
    if (!S_ISREG(old.st_mode)) return open_straight(output, -1, message);
    /* A rename would replace it all the same: whoever took the permission away did not mean that.
     */
    if (faccessat(AT_FDCWD, output->path, W_OK, AT_EACCESS) != 0) {
        return errno == EACCES ? refuse("is write-protected", message) : fail(errno, message);
    }
    return stage(output, &old, message);
}

stance_result file_output_open(struct file_output *output, const char *path, struct str *message)
{
    stance_result result;
    int error_number;
    *output = (struct file_output){.descriptor = -1};
    error_number = resolve(path, &output->path);
    if (error_number == ENOENT) {
        str_append(message, "no such folder");
        return STANCE_IO;
    }
    if (error_number) return fail(error_number, message);
    result = open_resolved(output, message);
    if (result != STANCE_OK) file_output_abandon(output);
    return result;
}

static void output_fail(struct file_output *output, int error_number)
{
    if (!output->failed) output->error_number = error_number;
    output->failed = true;
}

/* Short writes go on; a pipe that another program made non-blocking is waited for. */
static void write_all(struct file_output *output, const char *bytes, size_t length)
{
    while (length > 0 && !output->failed) {
        ssize_t written = write(output->descriptor, bytes, length);
        if (written > 0) {
            bytes += written;
            length -= (size_t)written;
        } else if (written < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            struct pollfd ready = {.fd = output->descriptor, .events = POLLOUT};
            if (poll(&ready, 1, -1) < 0 && errno != EINTR) output_fail(output, errno);
        } else if (written == 0 || errno != EINTR) {
            output_fail(output, written == 0 ? EIO : errno);
        }
    }
}

static void flush(struct file_output *output)
{
    write_all(output, str_get(&output->buffer), output->buffer.length);
    str_truncate(&output->buffer, 0);
}

void file_output_write(struct file_output *output, const char *bytes, size_t length)
{
    if (output->failed) return;
    if (length >= BUFFER_FULL) { /* no need to copy it */
        flush(output);
        write_all(output, bytes, length);
        return;
    }
    str_append_bytes(&output->buffer, bytes, length);
    if (output->buffer.failed) output_fail(output, ENOMEM);
    if (output->buffer.length >= BUFFER_FULL) flush(output);
}

static int sync_descriptor(int descriptor)
{
    int result;
    do {
        result = fsync(descriptor);
    } while (result != 0 && errno == EINTR);
    return result == 0 ? 0 : errno;
}

/* The new name must be on the disk as well. Where a folder may not be read, or the file system
 * knows no fsync of one, there is nothing to be done. */
static int sync_folder_of(const char *path)
{
    char *folder = folder_of(path);
    int descriptor, error_number;
    if (!folder) return ENOMEM;
    descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    error_number = descriptor < 0 ? errno : sync_descriptor(descriptor);
    if (descriptor >= 0) close(descriptor);
    free(folder);
    return error_number == EACCES || error_number == EINVAL || error_number == ENOTSUP
               ? 0
               : error_number;
}

static void finish(struct file_output *output)
{
    int error_number;
    flush(output);
    if (output->staged && !output->failed) {
        error_number = sync_descriptor(output->descriptor);
        if (error_number) output_fail(output, error_number);
    }
    /* After EINTR the descriptor is closed, too (Linux); what is on the disk was asked by fsync. */
    if (close(output->descriptor) != 0 && errno != EINTR) output_fail(output, errno);
    output->descriptor = -1;
    if (!output->staged || output->failed) return;
    if (rename(output->staged, output->path) != 0) {
        output_fail(output, errno);
        return;
    }
    free(output->staged); /* nothing is left to unlink */
    output->staged = NULL;
    error_number = sync_folder_of(output->path);
    if (error_number) output_fail(output, error_number);
}

stance_result file_output_close(struct file_output *output, struct str *message)
{
    stance_result result = STANCE_OK;
    bool is_whole = output->staged != NULL;
    if (output->descriptor < 0) return fail(EBADF, message);
    finish(output);
    if (output->failed) {
        if (is_whole && !output->staged) str_append(message, "written, not confirmed: ");
        result = fail(output->error_number, message);
    }
    file_output_abandon(output);
    return result;
}

void file_output_abandon(struct file_output *output)
{
    if (output->descriptor >= 0) close(output->descriptor);
    if (output->staged) unlink(output->staged);
    free(output->staged);
    free(output->path);
    str_clear(&output->buffer);
    *output = (struct file_output){.descriptor = -1};
}
