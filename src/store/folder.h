/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  A model's folder as whole batches leave it: its journal, its files, and whether they are
 *  still what they were. Nothing here writes. */
#ifndef STORE_FOLDER_H
#define STORE_FOLDER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>

#include "base/diagnostics.h"
#include "base/str.h"
#include "stance/result.h"
#include "store/journal.h"

/** Which file it was, and how it stood, as fstat said when it was open. */
struct mark {
    bool is_there; /* false: there was none, and the rest is 0 */
    dev_t device;
    ino_t inode;
    off_t size;
    struct timespec modified, changed;
};

/** What was looked at to read a file of the model. The staged one is looked at only where a journal
 *  names the file, and it does not hold the new text already. */
struct stamp {
    struct mark target, staged;
    bool has_staged; /* staged was looked at */
};

/** A text that stands in for a file of the folder: what a batch is about to write. */
struct overlay {
    const char *name; /* "model.json", "actors/ID.json" */
    const char *text;
    size_t length;
};

struct folder {
    char *path; /* as the user wrote it, without slashes at its end; heap */
    struct journal journal;
    bool has_journal;
    struct mark journal_mark;
    const struct overlay **overlays; /* heap, by name; what they lead to is borrowed */
    size_t n_overlays;
};

/** Look at a folder: read its journal, if there is one.
 *  @param overlays  borrowed until folder_close; may be NULL.
 *  @return OK; IO or REFUSED (the journal cannot be read, is not whole: it is in the list), with
 *          journal_mark being set, so that one can look again; NO_MEMORY. To be closed in any case.
 */
stance_result folder_open(struct folder *folder, const char *path, const struct overlay *overlays,
                          size_t n_overlays, struct stance_diagnostics *diagnostics);
void folder_close(struct folder *folder);

/** "PATH/NAME", as people can open it. */
void folder_print_path(const struct folder *folder, const char *name, struct str *out);

/** Read one file of the model, as whole batches leave it: with the journal's NEW text where a
 *  journal names it, with an overlay's text where there is one.
 *  @param[out] text     the bytes; the caller clears it.
 *  @param[out] stamp    what was looked at, also on failure; for folder_stamp_holds and commit.
 *  @param[out] message  what is wrong, whole, but for the path ("cannot be read: no such file").
 *  @return OK, IO, REFUSED or NO_MEMORY. REFUSED is also: the journal's text is neither in the file
 *          nor in its staged one; if the stamp still holds then, somebody has edited it since. */
stance_result folder_read(const struct folder *folder, const char *name, struct str *text,
                          struct stamp *stamp, struct str *message);

/** Look again: is the file still what it was when it was read? */
bool folder_stamp_holds(const struct folder *folder, const char *name, const struct stamp *stamp);
/** Likewise the journal: still the same, or still none. */
bool folder_journal_holds(const struct folder *folder);

/** The files of actors, "ID.json", ascending: those in the folder and those that the journal or
 *  overlays bring.
 *  @param[out] names  for file_names_free.
 *  @param[out] message  what is wrong with PATH/actors.
 *  @return OK (also where there is no such folder), IO, REFUSED (too many), NO_MEMORY. */
stance_result folder_list_actors(const struct folder *folder, char ***names, size_t *count,
                                 struct str *message);

/** Does an overlay stand in for this file? */
bool folder_overlays(const struct folder *folder, const char *name);

/** Does an overlay or the journal bring this file, be it in the folder or not? */
bool folder_brings(const struct folder *folder, const char *name);

/* For all who look at files of a batch */

bool folder_stamp_equals(const struct stamp *a, const struct stamp *b);
struct mark folder_mark_of(const struct stat *status);
bool folder_mark_equals(const struct mark *a, const struct mark *b);

/** What a file holds, held against a batch's entry. */
enum text_state { TEXT_ABSENT, TEXT_OLD, TEXT_NEW, TEXT_OTHER, TEXT_UNREADABLE };

/** Look into a file without keeping it; allocates nothing.
 *  @param old_bytes  the old text, to be compared byte by byte; NULL: by length and CRC.
 *  @param[out] mark  may be NULL.
 *  @param[out] error_number  set for TEXT_UNREADABLE. */
enum text_state folder_look(const char *path, const struct journal_entry *entry,
                            const char *old_bytes, struct mark *mark, int *error_number);

/** Where the new text of an entry waits: beside the file that `target` (free of links) is. */
void folder_print_staged(const char *target, const struct journal_entry *entry, struct str *out);

/** What a person should do who has edited a file of an unfinished batch. */
void folder_explain_conflict(const char *staged, enum text_state staged_state, struct str *out);

#endif
