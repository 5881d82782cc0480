/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Paths: joined and taken apart, and where links lead. Functions that give an int return 0
 *  or an errno. */
#ifndef BASE_FILE_PATH_H
#define BASE_FILE_PATH_H

#include <stdbool.h>

#include "base/str.h"

/** errno of the call that has just failed; never 0, which would say that it had not. */
int file_last_error(void);

/** "FOLDER/NAME", with one slash between them however many end the folder. */
void file_print_join(const char *folder, const char *name, struct str *out);
/** Likewise, for free; NULL if there is no memory. */
char *file_join(const char *folder, const char *name);

/** The folder of a path, for free ("." for a bare name); NULL if there is no memory. */
char *file_folder_of(const char *path);

/** There is nothing of that name, not even a link that leads nowhere. */
bool file_is_absent(const char *path);
/** It is a symbolic link that leads nowhere. */
bool file_is_dangling(const char *path);

/** The path that all links lead to, which need not exist; its folder must. Stops at one of our own
 *  descriptors (/dev/stdout).
 *  @param[out] out  for free; NULL on failure. There is a slash in it. */
int file_resolve(const char *path, char **out);

/** Which of our own descriptors a resolved path means; -1: none. */
int file_own_descriptor(const char *path);

#endif
