/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  A model's folder as whole batches leave it: its journal, its files, and whether they are
 *  still what they were. Nothing here writes. */
#ifndef STORE_FOLDER_H
#define STORE_FOLDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diagnostics.h"
#include "base/str.h"
#include "stance/result.h"
#include "store/journal.h"
#include "store/text_state.h"

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

bool folder_stamp_equals(const struct stamp *a, const struct stamp *b);

#endif
