/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Is a workbook whole? The library writes each part into a file of its own first, and does not ask
 * whether that went well: on a full disk a part may go into the archive with its end missing. */
#include <minizip/unzip.h>
#include <stdlib.h>
#include <string.h>

#include "report/book.h"

enum { PIECE = 64 * 1024, ENDS = 256 };

/* A part's first and last bytes. */
struct ends {
    char first[ENDS + 1], last[ENDS + 1];
    size_t n_first, n_last;
};

static void take_piece(struct ends *ends, const char *piece, size_t length)
{
    size_t begin = ENDS - ends->n_first < length ? ENDS - ends->n_first : length;
    size_t kept = length >= ENDS ? 0 : ENDS - length;
    memcpy(ends->first + ends->n_first, piece, begin);
    ends->n_first += begin;
    if (kept < ends->n_last) { /* the oldest give way */
        memmove(ends->last, ends->last + ends->n_last - kept, kept);
        ends->n_last = kept;
    }
    if (length > ENDS) {
        piece += length - ENDS;
        length = ENDS;
    }
    memcpy(ends->last + ends->n_last, piece, length);
    ends->n_last += length;
}

/* Does it end with the end of the element that it begins with? */
static bool is_closed(const struct ends *ends)
{
    char tag[64] = "</";
    const char *root = strstr(ends->first, "?>");
    root = strchr(root ? root + 2 : ends->first, '<');
    if (!root) return false;
    size_t length = strcspn(root + 1, " />\t\r\n"), tail = ends->n_last;
    if (length == 0 || length > sizeof tag - 4) return false;
    memcpy(tag + 2, root + 1, length);
    tag[length + 2] = '>';
    while (tail > 0 && strchr("\r\n", ends->last[tail - 1]))
        tail--;
    return tail >= length + 3 && memcmp(ends->last + tail - length - 3, tag, length + 3) == 0;
}

/* minizip holds the sum of what it unpacked against the one in the archive when it closes. */
static bool is_part_whole(unzFile archive, char *piece)
{
    struct ends ends = {0};
    int length;
    if (unzOpenCurrentFile(archive) != UNZ_OK) return false;
    while ((length = unzReadCurrentFile(archive, piece, PIECE)) > 0)
        take_piece(&ends, piece, (size_t)length);
    return unzCloseCurrentFile(archive) == UNZ_OK && length == 0 && is_closed(&ends);
}

bool book_is_whole(const char *path)
{
    char *buffer = malloc(PIECE);
    unzFile archive = buffer ? unzOpen64(path) : NULL;
    int next = archive ? unzGoToFirstFile(archive) : UNZ_ERRNO;
    while (next == UNZ_OK)
        next = is_part_whole(archive, buffer) ? unzGoToNextFile(archive) : UNZ_ERRNO;
    if (archive) unzClose(archive);
    free(buffer);
    return next == UNZ_END_OF_LIST_OF_FILE;
}
