/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits between two words by dynamic programming, three rows of the table at a time: the optimal
 * string alignment distance, which counts a swap of neighbours as one edit (Damerau 1964), on
 * letters made small. Words are short, so all fits on the stack. */
#include "base/nearest.h"

#include <stdint.h>
#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"

enum { WORD_MOST = 64, NOT_UNICODE = 0x110000 };

struct letters {
    int32_t codes[WORD_MOST];
    size_t count;
};

/* Code points without case, '-' for its likes. False: longer than WORD_MOST bytes. */
static bool fold(const char *word, struct letters *out)
{
    size_t length = strlen(word);
    out->count = 0;
    if (length > WORD_MOST) return false;
    for (size_t i = 0; i < length;) {
        int32_t code;
        size_t bytes = utf8_decode(word + i, length - i, &code);
        if (bytes == 0) { /* not UTF-8: the byte counts as a letter that equals only itself */
            code = NOT_UNICODE + (unsigned char)word[i];
            bytes = 1;
        } else {
            code = code == '_' || code == ' ' ? '-' : utf8proc_tolower(code);
        }
        out->codes[out->count++] = code;
        i += bytes;
    }
    return true;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t distance_of(const struct letters *a, const struct letters *b)
{
    size_t rows[3][WORD_MOST + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b->count; j++)
        row[j] = j;
    for (size_t i = 1; i <= a->count; i++) {
        size_t *oldest = before;
        before = above;
        above = row;
        row = oldest;
        row[0] = i;
        for (size_t j = 1; j <= b->count; j++) {
            int32_t x = a->codes[i - 1], y = b->codes[j - 1];
            row[j] = least(above[j - 1] + (x != y), least(above[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && x == b->codes[j - 2] && a->codes[i - 2] == y) {
                row[j] = least(row[j], before[j - 2] + 1);
            }
        }
    }
    return row[b->count];
}

void nearest_init(struct nearest *nearest, const char *word)
{
    *nearest = (struct nearest){.word = word, .distance = SIZE_MAX};
}

void nearest_try(struct nearest *nearest, const char *candidate)
{
    struct letters word, other;
    size_t distance, allowed;
    if (!fold(nearest->word, &word) || !fold(candidate, &other)) return;
    size_t longer = word.count > other.count ? word.count : other.count;
    allowed = longer >= 3 ? longer / 3 : 1;
    distance = distance_of(&word, &other);
    /* Edits that leave nothing of the word make another one: "a" is not meant by "b". */
    if (distance > allowed || (distance > 0 && distance >= longer) || distance >= nearest->distance)
        return;
    nearest->best = candidate;
    nearest->distance = distance;
}
