/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What is in a file just now: the text from before a batch, the one from after it, or
 *  another; and where the one from after it waits. For all who look at files of a batch. */
#ifndef STORE_TEXT_STATE_H
#define STORE_TEXT_STATE_H

#include <stdbool.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>

#include "base/str.h"
#include "store/journal.h"

/** Which file it was, and how it stood, as fstat said when it was open. */
struct mark {
    bool is_there; /* false: there was none, and the rest is 0 */
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec modified, changed;
};

struct mark mark_of(const struct stat *status);
bool mark_equals(const struct mark *a, const struct mark *b);
/** Is the file still the one that was marked? What cannot be looked at is not there, as it was when
 *  it could not be read. */
bool mark_holds(const char *path, const struct mark *mark);

/** What a file holds, held against a batch's entry. */
enum text_state { TEXT_ABSENT, TEXT_OLD, TEXT_NEW, TEXT_OTHER, TEXT_UNREADABLE };

/** Look into a file without keeping it; allocates nothing.
 *  @param old_bytes  the old text, to be compared byte by byte; NULL: by length and CRC.
 *  @param[out] mark  may be NULL.
 *  @param[out] error_number  set for TEXT_UNREADABLE. */
enum text_state text_look(const char *path, const struct journal_entry *entry,
                          const char *old_bytes, struct mark *mark, int *error_number);

/** Where the new text of an entry waits: beside the file that `target` (free of links) is. */
void text_print_staged(const char *target, const struct journal_entry *entry, struct str *out);
/** Likewise, for a path that may lead through links.
 *  @param[out] out  for free; NULL on failure.
 *  @return 0 or an errno. */
int text_find_staged(const char *path, const struct journal_entry *entry, char **out);

/** What a person should do who has edited a file of an unfinished batch. */
void text_explain_conflict(const char *staged, enum text_state staged_state, struct str *out);

#endif
