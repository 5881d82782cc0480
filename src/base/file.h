/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Whole files: read within a limit; written whole or not at all. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/str.h"
#include "stance/result.h"

/** Read a regular file (links are followed) of at most `limit_bytes`. A fifo, device or folder is
 *  refused without waiting on it. EINTR and short reads are handled.
 *  @param[out] out      the bytes; the caller clears it.
 *  @param[out] message  on failure, what is wrong in words ("no such file", "is a folder", "larger
 *                       than the limit of 64 MiB"), without the path; the caller clears it.
 *  @return OK, IO, REFUSED (limit, not a regular file) or NO_MEMORY. */
stance_result file_read(const char *path, size_t limit_bytes, struct str *out, struct str *message);

/** Likewise, and tell which file it was.
 *  @param[out] status  as fstat said before the first byte was read; all 0 if it was never open. */
stance_result file_read_status(const char *path, size_t limit_bytes, struct str *out,
                               struct stat *status, struct str *message);

/** Read all that comes from a file, a fifo, a device, or (path NULL) standard input; waits for it.
 *  Else as file_read. */
stance_result file_read_stream(const char *path, size_t limit_bytes, struct str *out,
                               struct str *message);

/** What an errno means, in words of ours that know no locale ("no such file"). */
void file_print_error(int error_number, struct str *message);

/** Names in a folder that end in `ending`, not hidden, sorted by bytes; '.' files are left out.
 *  @param[out] names  malloc'ed array of malloc'ed names, for file_names_free. */
stance_result file_list(const char *path, const char *ending, size_t limit, char ***names,
                        size_t *count, struct str *message);
void file_names_free(char **names, size_t count);

/** A file that is written whole or not at all: staged beside the target, then renamed. A fifo or
 *  device as target (/dev/stdout) is written straight. */
struct file_output {
    int descriptor; /* -1: not open */
    char *path;     /* the target, links resolved */
    char *staged;   /* NULL: written straight */
    bool is_new;    /* nothing is replaced */
    struct str buffer;
    bool failed;      /* sticky */
    int error_number; /* what made it fail first */
};

/** Open for writing. A new file gets mode 0666 less umask, an old one keeps its mode, owner and
 *  access list. On failure nothing is open (close and abandon may still be called).
 *  @return OK, REFUSED (a folder; write-protected; owner or permissions cannot be kept), IO or
 *          NO_MEMORY. */
stance_result file_output_open(struct file_output *output, const char *path, struct str *message);
/** Likewise, for a file that must not be there: REFUSED if it is, or if somebody makes it before
 *  this one is closed. */
stance_result file_output_open_new(struct file_output *output, const char *path,
                                   struct str *message);
/** Sticky: after an error writing does nothing; file_output_close says what it was. */
void file_output_write(struct file_output *output, const char *bytes, size_t length);
/** Flush, fsync, rename into place. On failure nothing is left behind and the old file stands (but
 *  where the message begins with "written, not confirmed": then only the folder's fsync failed). */
stance_result file_output_close(struct file_output *output, struct str *message);
/** Drop what was staged. */
void file_output_abandon(struct file_output *output);

#endif
