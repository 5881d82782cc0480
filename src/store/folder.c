/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the rename that commits a batch and its end, a file's new text is in the file or waits
 * beside it under its staged name; whichever has the length and CRC that the journal says counts.
 * What was looked at is kept as a stamp, so that a reader can tell afterwards whether anything
 * moved while it read. */
#include "store/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>

#include "base/file.h"
#include "base/file_stage.h"
#include "store/json_scan.h"

enum { LOOK_BYTES = 16 * 1024 };

/* Marks */

struct mark folder_mark_of(const struct stat *status)
{
    return (struct mark){.is_there = true,
                         .device = status->st_dev,
                         .inode = status->st_ino,
                         .size = status->st_size,
                         .modified = status->st_mtim,
                         .changed = status->st_ctim};
}

static bool times_equal(const struct timespec *a, const struct timespec *b)
{
    return a->tv_sec == b->tv_sec && a->tv_nsec == b->tv_nsec;
}

bool folder_mark_equals(const struct mark *a, const struct mark *b)
{
    if (!a->is_there || !b->is_there) return a->is_there == b->is_there;
    return a->device == b->device && a->inode == b->inode && a->size == b->size &&
           times_equal(&a->modified, &b->modified) && times_equal(&a->changed, &b->changed);
}

/* What cannot be looked at is not there, as it was when it could not be read. */
static bool mark_holds(const char *path, const struct mark *mark)
{
    struct stat status;
    struct mark now = {0};
    if (stat(path, &status) == 0) now = folder_mark_of(&status);
    return folder_mark_equals(mark, &now);
}

/* Looking into files */

/* A text that comes in pieces, held against an entry. */
struct comparison {
    struct journal_text text;
    const char *old_bytes;
    bool differs_from_old;
};

static void compare_piece(struct comparison *comparison, const struct journal_entry *entry,
                          const char *piece, size_t length)
{
    size_t before = comparison->text.length;
    comparison->text.crc = (uint32_t)crc32_z(comparison->text.crc, (const Bytef *)piece, length);
    comparison->text.length += length;
    if (!comparison->old_bytes || comparison->differs_from_old) return;
    comparison->differs_from_old = entry->is_new ||
                                   comparison->text.length > entry->old_text.length ||
                                   memcmp(comparison->old_bytes + before, piece, length) != 0;
}

static int compare_all(int descriptor, const struct journal_entry *entry,
                       struct comparison *comparison)
{
    char piece[LOOK_BYTES];
    for (;;) {
        ssize_t got = read(descriptor, piece, sizeof piece);
        if (got == 0) return 0;
        if (got > 0)
            compare_piece(comparison, entry, piece, (size_t)got);
        else if (errno != EINTR)
            return errno;
    }
}

static int open_to_look(const char *path, int *descriptor)
{
    do {
        *descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    } while (*descriptor < 0 && errno == EINTR);
    return *descriptor < 0 ? errno : 0;
}

static int look_inside(int descriptor, const struct journal_entry *entry,
                       struct comparison *comparison, struct mark *mark)
{
    struct stat status;
    if (fstat(descriptor, &status) != 0) return errno;
    if (!S_ISREG(status.st_mode)) return S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
    if (mark) *mark = folder_mark_of(&status);
    return compare_all(descriptor, entry, comparison);
}

enum text_state folder_look(const char *path, const struct journal_entry *entry,
                            const char *old_bytes, struct mark *mark, int *error_number)
{
    struct comparison comparison = {.old_bytes = old_bytes};
    int descriptor;
    if (mark) *mark = (struct mark){0};
    *error_number = open_to_look(path, &descriptor);
    if (*error_number == ENOENT) return TEXT_ABSENT;
    if (!*error_number) {
        *error_number = look_inside(descriptor, entry, &comparison, mark);
        close(descriptor); /* only read: nothing can be lost */
    }
    if (*error_number) return TEXT_UNREADABLE;
    if (journal_text_equals(comparison.text, entry->new_text)) return TEXT_NEW;
    if (entry->is_new || comparison.differs_from_old) return TEXT_OTHER;
    return journal_text_equals(comparison.text, entry->old_text) ? TEXT_OLD : TEXT_OTHER;
}

/* Paths */

void folder_print_path(const struct folder *folder, const char *name, struct str *out)
{
    size_t length = strlen(folder->path);
    str_append(out, folder->path);
    if (length && folder->path[length - 1] != '/') str_append_char(out, '/');
    str_append(out, name);
}

static char *path_of(const struct folder *folder, const char *name)
{
    struct str path = {0};
    folder_print_path(folder, name, &path);
    return str_take(&path);
}

void folder_print_staged(const char *target, const struct journal_entry *entry, struct str *out)
{
    str_append_bytes(out, target, (size_t)(strrchr(target, '/') + 1 - target));
    journal_print_staged(entry, out);
}

/* The staged path of a file, beside where its links lead. 0 or errno. */
static int staged_path_of(const char *path, const struct journal_entry *entry, char **out)
{
    struct str staged = {0};
    char *target;
    int error_number = file_resolve(path, &target);
    *out = NULL;
    if (error_number) return error_number;
    folder_print_staged(target, entry, &staged);
    free(target);
    *out = str_take(&staged);
    return *out ? 0 : ENOMEM;
}

void folder_explain_conflict(const char *staged, enum text_state staged_state, struct str *out)
{
    static const char finish[] = "then \"stance update /dev/null\" goes on";
    if (staged_state == TEXT_NEW)
        str_printf(out,
                   "was edited after a batch was recorded, and the batch's text of it waits in %s: "
                   "keep one (delete that file, or move it over this one), %s",
                   staged, finish);
    else
        str_printf(out,
                   "was edited while a batch was being written, and another text of it is in %s: "
                   "keep one (delete that file, or move it over this one), %s",
                   staged, finish);
}

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
    if (stat(path, &status) == 0) folder->journal_mark = folder_mark_of(&status);
    result = file_read_status(path, JSON_MAX_BYTES, &text, &status, &words);
    if (result == STANCE_OK) {
        folder->journal_mark = folder_mark_of(&status);
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
    journal = path_of(folder, JOURNAL_NAME);
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

static bool is_absent(const char *path)
{
    struct stat status;
    return lstat(path, &status) != 0 && errno == ENOENT;
}

static bool is_dangling(const char *path)
{
    struct stat status;
    return lstat(path, &status) == 0 && S_ISLNK(status.st_mode) && stat(path, &status) != 0 &&
           errno == ENOENT;
}

/* What cannot be opened still has a mark, as it will have when it is looked at again. */
static stance_result read_marked(const char *path, struct str *text, struct mark *mark,
                                 struct str *message)
{
    struct stat status;
    struct str words = {0};
    stance_result result = file_read_status(path, JSON_MAX_BYTES, text, &status, &words);
    *mark = (struct mark){0};
    if (status.st_mode != 0 || stat(path, &status) == 0) *mark = folder_mark_of(&status);
    if (result != STANCE_OK)
        str_printf(message, "cannot be read: %s",
                   is_dangling(path) ? "a symbolic link that leads nowhere" : str_get(&words));
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
    } else if (result != STANCE_NO_MEMORY && is_absent(staged)) {
        result = target_result;
    } else if (result != STANCE_NO_MEMORY) {
        str_truncate(message, 0);
        folder_explain_conflict(staged, TEXT_OTHER, message);
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
    error_number = staged_path_of(path, entry, &staged);
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
    path = path_of(folder, name);
    if (!path) return STANCE_NO_MEMORY;
    result = read_path(path, find_entry(folder, name), text, stamp, message);
    free(path);
    return result;
}

/* Looking again */

bool folder_stamp_equals(const struct stamp *a, const struct stamp *b)
{
    return folder_mark_equals(&a->target, &b->target) && a->has_staged == b->has_staged &&
           (!a->has_staged || folder_mark_equals(&a->staged, &b->staged));
}

bool folder_stamp_holds(const struct folder *folder, const char *name, const struct stamp *stamp)
{
    const struct journal_entry *entry = find_entry(folder, name);
    char *path, *staged = NULL;
    bool holds;
    if (find_overlay(folder, name)) return true;
    path = path_of(folder, name);
    holds = path && mark_holds(path, &stamp->target);
    if (holds && stamp->has_staged && entry)
        holds = staged_path_of(path, entry, &staged) == 0 && mark_holds(staged, &stamp->staged);
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
    char *path = path_of(folder, JOURNAL_NAME);
    bool holds = path && mark_holds(path, &folder->journal_mark);
    free(path);
    return holds;
}
