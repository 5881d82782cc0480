/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Positions as values: when two are the same, and sets of choices as bits. What a position means
 * on its scale is scale.c's business. */
#include "model/position.h"

#include <string.h>

bool position_is_declared(const struct position *position)
{
    return position->kind != POSITION_UNDECLARED;
}

bool position_equal(const struct position *a, const struct position *b, size_t words)
{
    if (a->kind != b->kind) return false;
    switch (a->kind) {
    case POSITION_SPAN:
        return a->from == b->from && a->to == b->to;
    case POSITION_SET:
        return memcmp(a->choices, b->choices, words * sizeof *a->choices) == 0;
    case POSITION_UNDECLARED:
        break;
    }
    return true;
}

bool position_holds(const struct position *outer, const struct position *inner, size_t words)
{
    if (outer->kind != inner->kind) return false;
    switch (outer->kind) {
    case POSITION_SPAN:
        return outer->from <= inner->from && inner->to <= outer->to;
    case POSITION_SET:
        return set_count_common(outer->choices, inner->choices, words) ==
               set_count(inner->choices, words);
    case POSITION_UNDECLARED:
        break;
    }
    return false;
}

size_t set_words(size_t n_choices)
{
    return n_choices / 64 + (n_choices % 64 != 0);
}

bool set_has(const uint64_t *set, size_t choice)
{
    return set[choice / 64] >> choice % 64 & 1;
}

void set_add(uint64_t *set, size_t choice)
{
    set[choice / 64] |= UINT64_C(1) << choice % 64;
}

size_t set_count(const uint64_t *set, size_t words)
{
    return set_count_common(set, set, words);
}

size_t set_count_common(const uint64_t *a, const uint64_t *b, size_t words)
{
    size_t count = 0;
    for (size_t w = 0; w < words; w++)
        count += (size_t)__builtin_popcountll(a[w] & b[w]);
    return count;
}
