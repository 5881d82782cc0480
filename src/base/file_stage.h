/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What it takes to replace a file safely: where links lead, a hidden file beside the target
 *  with its owner and permissions, writes and fsyncs that are checked. Functions return 0 or an
 *  errno, and try again after EINTR, unless they say otherwise. */
#ifndef BASE_FILE_STAGE_H
#define BASE_FILE_STAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

/** The path that all links lead to, which need not exist; its folder must. Stops at one of our own
 *  descriptors (/dev/stdout).
 *  @param[out] out  for free; NULL on failure. There is a slash in it. */
int file_resolve(const char *path, char **out);

/** Which of our own descriptors a resolved path means; -1: none. */
int file_own_descriptor(const char *path);

/** The folder of a path, for free ("." for a bare name); NULL if there is no memory. */
char *file_folder_of(const char *path);

/** Make a file that is not there yet, for writing; nothing is followed.
 *  @param[out] descriptor  -1 on failure. */
int file_create(const char *path, mode_t mode, int *descriptor);

/** Give a new file owner, group, access list and mode of an old one, in this order: a change of
 *  owner may take bits of the mode away.
 *  @param path  of the old file, which `old` was asked of. */
int file_keep_access(int descriptor, const char *path, const struct stat *old);

/** Likewise, but where the owner may not be changed go on if nobody gains or loses access.
 *  @param[out] changes_owner  the new file belongs to somebody else now. */
int file_keep_access_in_effect(int descriptor, const char *path, const struct stat *old,
                               bool *changes_owner);

/** Copy the other extended attributes. ENOTSUP: there are some, and they cannot be kept. */
int file_keep_attributes(int descriptor, const char *path);

/** Write all; short writes go on, a pipe that another program made non-blocking is waited for. */
int file_write_all(int descriptor, const char *bytes, size_t length);

/** fsync. A failed one is never to be repeated: the kernel may have dropped the pages. */
int file_sync(int descriptor);

/** After EINTR the descriptor counts as closed, too, as it is on Linux. */
int file_close(int descriptor);

/** Open a folder for file_sync. */
int file_open_folder(const char *path, int *descriptor);

#endif
