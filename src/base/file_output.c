/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing, whole or not at all: bytes go to a hidden file beside the target, which takes the
 * target's name once they are on the disk. What cannot be replaced (a fifo, a device, our own
 * standard output) is written straight. Nobody gains or loses access: owner, mode and access list
 * of an old file are put on the new one before the first byte, or it is not written. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file_path.h"
#include "base/file_stage.h"

enum {
    STAGED_TRIES = 100,
    STAGED_NAME_MOST = 200, /* bytes of the target's name in the staged one: 255 are allowed */
    BUFFER_FULL = 64 * 1024,
};

static const char already[] = "is there already";

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

/* Of a path without links, as resolve() makes it: there is a slash. */
static const char *last_name(const char *path)
{
    return strrchr(path, '/') + 1;
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

/* `old` is the file that will be replaced, NULL if there is none. */
static stance_result stage(struct file_output *output, const struct stat *old, struct str *message)
{
    int error_number = EEXIST;
    for (int try = 0; try < STAGED_TRIES && error_number == EEXIST; try++) {
        free(output->staged);
        output->staged = staged_name(output->path, try);
        if (!output->staged) return fail(ENOMEM, message);
        error_number = file_create(output->staged, old ? 0600 : 0666, &output->descriptor);
    }
    if (error_number) { /* not ours: abandon must not unlink it */
        free(output->staged);
        output->staged = NULL;
        return fail(error_number, message);
    }
    if (old && file_keep_access(output->descriptor, output->path, old) != 0) {
        return refuse("its owner and permissions cannot be kept", message);
    }
    return STANCE_OK;
}

static stance_result open_straight(struct file_output *output, int own, struct str *message)
{
    int error_number = 0;
    if (own < 0) {
        error_number = file_open(output->path, O_WRONLY | O_NOCTTY, 0, &output->descriptor);
    } else {
        /* A copy shares the place in the file: what the shell has written there stays. */
        output->descriptor = fcntl(own, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
        if (output->descriptor < 0) error_number = errno;
    }
    return error_number ? fail(error_number, message) : STANCE_OK;
}

static stance_result open_resolved(struct file_output *output, struct str *message)
{
    int own = file_own_descriptor(output->path);
    const char *refusal;
    struct stat old;
    if (own >= 0) return open_straight(output, own, message);
    int error_number = file_check_old(output->path, &old, &refusal);
    if (error_number == ENOENT) return stage(output, NULL, message);
    if (error_number) return fail(error_number, message);
    if (output->is_new) return refuse(already, message);
    if (!S_ISREG(old.st_mode) && !S_ISDIR(old.st_mode)) return open_straight(output, -1, message);
    return refusal ? refuse(refusal, message) : stage(output, &old, message);
}

static stance_result open_output(struct file_output *output, const char *path, struct str *message)
{
    stance_result result;
    int error_number;
    error_number = file_resolve(path, &output->path);
    if (error_number == ENOENT) {
        str_append(message, "no such folder");
        return STANCE_IO;
    }
    if (error_number) return fail(error_number, message);
    result = open_resolved(output, message);
    if (result != STANCE_OK) file_output_abandon(output);
    return result;
}

stance_result file_output_open(struct file_output *output, const char *path, struct str *message)
{
    *output = (struct file_output){.descriptor = -1};
    return open_output(output, path, message);
}

stance_result file_output_open_new(struct file_output *output, const char *path,
                                   struct str *message)
{
    *output = (struct file_output){.descriptor = -1, .is_new = true};
    return open_output(output, path, message);
}

static void output_fail(struct file_output *output, int error_number)
{
    if (!output->failed) output->error_number = error_number;
    output->failed = true;
}

static void write_all(struct file_output *output, const char *bytes, size_t length)
{
    int error_number = output->failed ? 0 : file_write_all(output->descriptor, bytes, length);
    if (error_number) output_fail(output, error_number);
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

/* The new name must be on the disk as well. Where a folder may not be read, or the file system
 * knows no fsync of one, there is nothing to be done. */
static int sync_folder_of(const char *path)
{
    char *folder = file_folder_of(path);
    int descriptor, error_number;
    if (!folder) return ENOMEM;
    error_number = file_open_folder(folder, &descriptor);
    if (!error_number) {
        error_number = file_sync(descriptor);
        close(descriptor); /* only read: nothing can be lost */
    }
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
        error_number = file_sync(output->descriptor);
        if (error_number) output_fail(output, error_number);
    }
    /* What is on the disk was asked by fsync. */
    error_number = file_close(output->descriptor);
    if (error_number) output_fail(output, error_number);
    output->descriptor = -1;
    if (!output->staged || output->failed) return;
    if (output->is_new)
        error_number = file_rename_new(output->staged, output->path);
    else
        error_number = rename(output->staged, output->path) == 0 ? 0 : errno;
    if (error_number) {
        output_fail(output, error_number);
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
    if (output->failed && output->is_new && output->error_number == EEXIST) {
        result = refuse(already, message);
    } else if (output->failed) {
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
