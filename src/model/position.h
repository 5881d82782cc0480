/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  A position: a point, a range, a set, or undeclared; and a value as it was written. */
#ifndef MODEL_POSITION_H
#define MODEL_POSITION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/** The two ways in which scales order their answers; the engine knows nothing else of scales. */
enum geometry {
    GEOMETRY_SPAN, /* ordered: a position is from..to */
    GEOMETRY_SET,  /* unordered: a position is a set of choices */
};

enum position_kind { POSITION_UNDECLARED, POSITION_SPAN, POSITION_SET };

/** Spans run along the scale's own axis: the index of a level, a number with the scale's unit. */
struct position {
    enum position_kind kind;
    bool open_from, open_to; /* SPAN: this end was left out, and is the scale's end */
    double from, to;         /* SPAN: from <= to; equal for a point */
    const uint64_t *choices; /* SET: bit c is choice c; set_words(choices of the scale) words */
};

bool position_is_declared(const struct position *position);

/** Same value, however it was written. `words` as in set_words, 0 where no set can be. */
bool position_equal(const struct position *a, const struct position *b, size_t words);

/** Does `inner` lie in `outer`: a part of the span, a subset? Of equal ones, yes; of undeclared
 * ones, no. */
bool position_holds(const struct position *outer, const struct position *inner, size_t words);

/** Sets of choices, 64 to a word. */
size_t set_words(size_t n_choices);
bool set_has(const uint64_t *set, size_t choice);
void set_add(uint64_t *set, size_t choice);
size_t set_count(const uint64_t *set, size_t words);
size_t set_count_common(const uint64_t *a, const uint64_t *b, size_t words);

/** One point as somebody wrote it, not yet held against a scale. `offset` is where it stands in
 *  the text, for messages. */
struct raw_point {
    const char *text; /* an id; NULL: a number */
    double number;
    size_t offset;
};

/** A whole value as written: what a file, a cell of a table and the command line have in common. */
struct raw_value {
    enum raw_kind {
        RAW_NULL,  /* undeclared */
        RAW_POINT, /* points[0] */
        RAW_RANGE, /* points[0] if has_from, points[1] if has_to */
        RAW_LIST,  /* points[0 .. n_points - 1] */
    } kind;
    const struct raw_point *points;
    size_t n_points;
    bool has_from, has_to;
    size_t offset;
};

#endif
