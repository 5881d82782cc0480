/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the rename that commits a batch and its end, a file's new text is in the file or waits
 * beside it under its staged name; whichever has the length and CRC that the journal says counts.
 * What was looked at is kept as a stamp, so that a reader can tell afterwards whether anything
 * moved while it read. */
#include "store/folder.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/file_path.h"
#include "store/json_scan.h"

/* Overlays */

static int by_name(const void *a, const void *b)
{
    return strcmp((*(const struct overlay *const *)a)->name,
                  (*(const struct overlay *const *)b)->name);
}

static const struct overlay *find_overlay(const struct folder *folder, const char *name)
{
    const struct overlay wanted = {.name = name}, *key = &wanted;
    const struct overlay *const *found =
        folder->n_overlays
            ? bsearch(&key, folder->overlays, folder->n_overlays, sizeof *folder->overlays, by_name)
            : NULL;
    return found ? *found : NULL;
}

static bool sort_overlays(struct folder *folder, const struct overlay *overlays, size_t count)
{
    if (!count) return true;
    folder->overlays = calloc(count, sizeof *folder->overlays);
    if (!folder->overlays) return false;
    for (size_t i = 0; i < count; i++)
        folder->overlays[i] = &overlays[i];
    folder->n_overlays = count;
    qsort(folder->overlays, count, sizeof *folder->overlays, by_name);
    return true;
}

/* Opening */

static const char not_whole[] =
    "the record of an unfinished batch is not whole, or names files that no model has: nothing was "
    "changed; look at the files .stance-*.new beside the model's own, then delete it";

/* There is surely no such file: not just none that could be looked at. Of a folder that is not
 * there itself the loader speaks. */
static bool is_nowhere(const char *path)
{
    struct stat status;
    return lstat(path, &status) != 0 &&
           (errno == ENOENT || errno == ENOTDIR || errno == ELOOP || errno == ENAMETOOLONG);
}

/* One that went while we looked is none: all its files are in place by then. One that came is none
 * yet: the look at the end finds it. The mark is taken before the text, so that a failure is
 * believed only if it is that of the file still there. */
static stance_result read_journal(struct folder *folder, const char *path, struct str *message)
{
    struct str text = {0}, words = {0};
    struct stat status;
    stance_result result;
    if (is_nowhere(path)) return STANCE_OK;
    if (stat(path, &status) == 0) folder->journal_mark = mark_of(&status);
    result = file_read_status(path, JSON_MAX_BYTES, &text, &status, &words);
    if (result == STANCE_OK) {
        folder->journal_mark = mark_of(&status);
        result = journal_parse(str_get(&text), text.length, &folder->journal);
        folder->has_journal = result == STANCE_OK;
        if (result == STANCE_REFUSED) str_append(message, not_whole);
    } else if (result != STANCE_NO_MEMORY && is_nowhere(path)) {
        folder->journal_mark = (struct mark){0};
        result = STANCE_OK;
    } else {
        str_printf(message, "the record of an unfinished batch cannot be read: %s",
                   str_get(&words));
    }
    if (words.failed || message->failed) result = STANCE_NO_MEMORY;
    str_clear(&words);
    str_clear(&text);
    return result;
}

stance_result folder_open(struct folder *folder, const char *path, const struct overlay *overlays,
                          size_t n_overlays, struct stance_diagnostics *diagnostics)
{
    size_t length = strlen(path);
    struct str message = {0};
    char *journal;
    stance_result result;
    *folder = (struct folder){0};
    while (length > 1 && path[length - 1] == '/')
        length--;
    folder->path = strndup(path, length);
    if (!folder->path || !sort_overlays(folder, overlays, n_overlays)) return STANCE_NO_MEMORY;
    journal = file_join(folder->path, JOURNAL_NAME);
    result = journal ? read_journal(folder, journal, &message) : STANCE_NO_MEMORY;
    if (result == STANCE_IO || result == STANCE_REFUSED)
        diagnostics_error(diagnostics, (struct place){diagnostics_copy(diagnostics, journal), 0, 0},
                          "%s", str_get(&message));
    str_clear(&message);
    free(journal);
    return diagnostics->failed ? STANCE_NO_MEMORY : result;
}

void folder_close(struct folder *folder)
{
    free(folder->path);
    free(folder->overlays);
    journal_clear(&folder->journal);
    *folder = (struct folder){0};
}

/* Reading */

static const struct journal_entry *find_entry(const struct folder *folder, const char *name)
{
    return folder->has_journal ? journal_find(&folder->journal, name) : NULL;
}

/* What cannot be opened still has a mark, as it will have when it is looked at again. */
static stance_result read_marked(const char *path, struct str *text, struct mark *mark,
                                 struct str *message)
{
    struct stat status;
    struct str words = {0};
    stance_result result = file_read_status(path, JSON_MAX_BYTES, text, &status, &words);
    *mark = (struct mark){0};
    if (status.st_mode != 0 || stat(path, &status) == 0) *mark = mark_of(&status);
    if (result != STANCE_OK)
        str_printf(message, "cannot be read: %s",
                   file_is_dangling(path) ? "a symbolic link that leads nowhere" : str_get(&words));
    if (words.failed || message->failed) result = STANCE_NO_MEMORY;
    str_clear(&words);
    return result;
}

/* The file does not hold the new text. Then the staged one does; or somebody has removed that: the
 * file stands as it is; or this is a conflict. */
static stance_result read_staged(const char *staged, const struct journal_entry *entry,
                                 stance_result target_result, struct str *text, struct stamp *stamp,
                                 struct str *message)
{
    struct str waiting = {0}, words = {0};
    stance_result result = read_marked(staged, &waiting, &stamp->staged, &words);
    stamp->has_staged = true;
    if (result == STANCE_OK &&
        journal_text_equals(journal_text_of(str_get(&waiting), waiting.length), entry->new_text)) {
        str_clear(text);
        *text = waiting;
        waiting = (struct str){0};
        str_truncate(message, 0);
    } else if (result != STANCE_NO_MEMORY && file_is_absent(staged)) {
        result = target_result;
    } else if (result != STANCE_NO_MEMORY) {
        str_truncate(message, 0);
        text_explain_conflict(staged, TEXT_OTHER, message);
        result = STANCE_REFUSED;
    }
    str_clear(&waiting);
    str_clear(&words);
    return message->failed ? STANCE_NO_MEMORY : result;
}

static stance_result read_path(const char *path, const struct journal_entry *entry,
                               struct str *text, struct stamp *stamp, struct str *message)
{
    stance_result result = read_marked(path, text, &stamp->target, message);
    char *staged;
    int error_number;
    if (!entry || result == STANCE_NO_MEMORY) return result;
    if (result == STANCE_OK &&
        journal_text_equals(journal_text_of(str_get(text), text->length), entry->new_text))
        return result;
    error_number = text_find_staged(path, entry, &staged);
    if (error_number) return error_number == ENOMEM ? STANCE_NO_MEMORY : result;
    result = read_staged(staged, entry, result, text, stamp, message);
    free(staged);
    return result;
}

stance_result folder_read(const struct folder *folder, const char *name, struct str *text,
                          struct stamp *stamp, struct str *message)
{
    const struct overlay *overlay = find_overlay(folder, name);
    stance_result result;
    char *path;
    *stamp = (struct stamp){0};
    if (overlay) {
        str_append_bytes(text, overlay->text, overlay->length);
        return text->failed ? STANCE_NO_MEMORY : STANCE_OK;
    }
    path = file_join(folder->path, name);
    if (!path) return STANCE_NO_MEMORY;
    result = read_path(path, find_entry(folder, name), text, stamp, message);
    free(path);
    return result;
}

/* Looking again */

bool folder_stamp_equals(const struct stamp *a, const struct stamp *b)
{
    return mark_equals(&a->target, &b->target) && a->has_staged == b->has_staged &&
           (!a->has_staged || mark_equals(&a->staged, &b->staged));
}

bool folder_stamp_holds(const struct folder *folder, const char *name, const struct stamp *stamp)
{
    const struct journal_entry *entry = find_entry(folder, name);
    char *path, *staged = NULL;
    bool holds;
    if (find_overlay(folder, name)) return true;
    path = file_join(folder->path, name);
    holds = path && mark_holds(path, &stamp->target);
    if (holds && stamp->has_staged && entry)
        holds = text_find_staged(path, entry, &staged) == 0 && mark_holds(staged, &stamp->staged);
    free(staged);
    free(path);
    return holds;
}

bool folder_overlays(const struct folder *folder, const char *name)
{
    return find_overlay(folder, name) != NULL;
}

bool folder_journal_holds(const struct folder *folder)
{
    char *path = file_join(folder->path, JOURNAL_NAME);
    bool holds = path && mark_holds(path, &folder->journal_mark);
    free(path);
    return holds;
}
