/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What it takes to replace a file safely: a hidden file beside the target with its owner
 * and permissions, writes and fsyncs that are checked. Functions return 0 or an errno, and try
 * again after EINTR, unless they say otherwise. */
#ifndef BASE_FILE_STAGE_H
#define BASE_FILE_STAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

/** As open(2), closed on exec.
 *  @param[out] descriptor  -1 on failure, as with the next two. */
int file_open(const char *path, int flags, mode_t mode, int *descriptor);
/** Make a file that is not there yet, for writing; nothing is followed. */
int file_create(const char *path, mode_t mode, int *descriptor);
/** Open a folder for file_sync. */
int file_open_folder(const char *path, int *descriptor);

/** May an old file be replaced? A rename could do so even where nobody may write it.
 *  @param[out] old      what stat says of it.
 *  @param[out] refusal  why not, in words ("is write-protected"); NULL: it may, as far as is known.
 *  @return 0, ENOENT: there is none, or what kept it from being looked at. */
int file_check_old(const char *path, struct stat *old, const char **refusal);

/** Give a new file owner, group, access list and mode of an old one, in this order: a change of
 *  owner may take bits of the mode away.
 *  @param path  of the old file, which `old` was asked of. */
int file_keep_access(int descriptor, const char *path, const struct stat *old);

/** Likewise, but where the owner may not be changed go on if nobody gains or loses access.
 *  @param[out] changes_owner  the new file belongs to somebody else now. */
int file_keep_access_in_effect(int descriptor, const char *path, const struct stat *old,
                               bool *changes_owner);

/** Give a helper file the access of the file that it helps with, as far as we may; at least the
 * bits of its mode. Does nothing where there is no such file. */
int file_lend_access(int descriptor, const char *path);

/** Copy the other extended attributes. ENOTSUP: there are some, and they cannot be kept. */
int file_keep_attributes(int descriptor, const char *path);

/** Write all; short writes go on, a pipe that another program made non-blocking is waited for. */
int file_write_all(int descriptor, const char *bytes, size_t length);

/** fsync. A failed one is never to be repeated: the kernel may have dropped the pages. */
int file_sync(int descriptor);

/** After EINTR the descriptor counts as closed, too, as it is on Linux. */
int file_close(int descriptor);

/** Rename, but never over another file: EEXIST. */
int file_rename_new(const char *from, const char *to);

#endif
