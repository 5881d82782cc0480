/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looked at piece by piece and without allocating: in the middle of a batch nothing but the calls
 * themselves may fail. */
#include "store/text_state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <zlib.h>

#include "base/file_path.h"
#include "base/file_stage.h"

enum { LOOK_BYTES = 16 * 1024 };

/* Marks */

struct mark mark_of(const struct stat *status)
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

bool mark_equals(const struct mark *a, const struct mark *b)
{
    if (!a->is_there || !b->is_there) return a->is_there == b->is_there;
    return a->device == b->device && a->inode == b->inode && a->size == b->size &&
           times_equal(&a->modified, &b->modified) && times_equal(&a->changed, &b->changed);
}

/* What cannot be looked at is not there, as it was when it could not be read. */
bool mark_holds(const char *path, const struct mark *mark)
{
    struct stat status;
    struct mark now = {0};
    if (stat(path, &status) == 0) now = mark_of(&status);
    return mark_equals(mark, &now);
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

static int look_inside(int descriptor, const struct journal_entry *entry,
                       struct comparison *comparison, struct mark *mark)
{
    struct stat status;
    if (fstat(descriptor, &status) != 0) return errno;
    if (!S_ISREG(status.st_mode)) return S_ISDIR(status.st_mode) ? EISDIR : EINVAL;
    if (mark) *mark = mark_of(&status);
    return compare_all(descriptor, entry, comparison);
}

enum text_state text_look(const char *path, const struct journal_entry *entry,
                          const char *old_bytes, struct mark *mark, int *error_number)
{
    struct comparison comparison = {.old_bytes = old_bytes};
    int descriptor;
    if (mark) *mark = (struct mark){0};
    *error_number = file_open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY, 0, &descriptor);
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

/* Staged texts */

void text_print_staged(const char *target, const struct journal_entry *entry, struct str *out)
{
    str_append_bytes(out, target, (size_t)(strrchr(target, '/') + 1 - target));
    journal_print_staged(entry, out);
}

int text_find_staged(const char *path, const struct journal_entry *entry, char **out)
{
    struct str staged = {0};
    char *target;
    int error_number = file_resolve(path, &target);
    *out = NULL;
    if (error_number) return error_number;
    text_print_staged(target, entry, &staged);
    free(target);
    *out = str_take(&staged);
    return *out ? 0 : ENOMEM;
}

void text_explain_conflict(const char *staged, enum text_state staged_state, struct str *out)
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
