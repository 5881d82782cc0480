/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all pictures of a strip need: its marks in the order of their places, and places in words,
 * by the labels of the ticks. */
#include <math.h>
#include <stdlib.h>

#include "report/render.h"

bool strip_is_at(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

static const char *label_at(const struct strip *strip, double at)
{
    for (size_t t = 0; t < strip->n_ticks; t++) {
        if (strip_is_at(strip->ticks[t].at, at)) return strip->ticks[t].label;
    }
    return NULL;
}

const char *strip_words(struct render *render, const struct strip *strip, double from, double to)
{
    const char *start = label_at(strip, from), *end = label_at(strip, to);
    if (!start || !end) return NULL;
    return strip_is_at(from, to) ? start : render_join(render, start, " to ", end);
}

/* By place; within one, who has a red line comes last, by that; else as they were given. */
static int by_place(const void *left, const void *right)
{
    const struct mark *a = *(const struct mark *const *)left;
    const struct mark *b = *(const struct mark *const *)right;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    if (a->to != b->to) return a->to < b->to ? -1 : 1;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    if (a->has_accepts != b->has_accepts) return a->has_accepts ? 1 : -1;
    if (a->has_accepts && a->accepts_from != b->accepts_from)
        return a->accepts_from < b->accepts_from ? -1 : 1;
    if (a->has_accepts && a->accepts_to != b->accepts_to)
        return a->accepts_to < b->accepts_to ? -1 : 1;
    return a < b ? -1 : a > b;
}

const struct mark **strip_sorted(struct render *render, const struct strip *strip)
{
    const struct mark **marks = render_alloc(render, strip->n_marks, sizeof *marks);
    if (!marks) return NULL;
    for (size_t m = 0; m < strip->n_marks; m++)
        marks[m] = &strip->marks[m];
    qsort(marks, strip->n_marks, sizeof(const struct mark *), by_place);
    return marks;
}
