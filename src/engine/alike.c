/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Member by member, in the order of the vocabulary: scales, positions, tests, entries. A value is
 * the same if its ids are; that the file spelt out the end of an open range changes nothing. */
#include "engine/alike.h"

#include <math.h>
#include <string.h>

#include "model/equal.h"

static bool numbers_alike(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

/* ---- scales and values on them */

bool alike_scales(const struct scale *a, const struct scale *b)
{
    if (a == b) return true;
    if (a->kind != b->kind || a->n_choices != b->n_choices || a->min != b->min ||
        a->max != b->max || a->several != b->several || a->has_neutral != b->has_neutral)
        return false;
    if (a->has_neutral && a->neutral != b->neutral) return false;
    for (size_t c = 0; c < a->n_choices; c++) {
        if (!text_equal(a->choices[c].id, b->choices[c].id)) return false;
        if (a->kind->geometry == GEOMETRY_SPAN && a->choices[c].at != b->choices[c].at)
            return false;
    }
    return true;
}

static bool points_alike(const struct scale *scale_a, double a, const struct scale *scale_b,
                         double b)
{
    if (!scale_a->n_choices || !scale_b->n_choices)
        return scale_a->n_choices == scale_b->n_choices && a == b;
    return text_equal(scale_a->choices[(size_t)a].id, scale_b->choices[(size_t)b].id);
}

static bool sets_alike(const struct scale *scale_a, const uint64_t *a, const struct scale *scale_b,
                       const uint64_t *b)
{
    if (set_count(a, scale_words(scale_a)) != set_count(b, scale_words(scale_b))) return false;
    for (size_t c = 0; c < scale_a->n_choices; c++) {
        size_t other;
        if (!set_has(a, c)) continue;
        other = scale_find_choice(scale_b, scale_a->choices[c].id);
        if (other >= scale_b->n_choices || !set_has(b, other)) return false;
    }
    return true;
}

bool alike_positions(const struct scale *scale_a, const struct position *a,
                     const struct scale *scale_b, const struct position *b)
{
    if (a->kind != b->kind) return false;
    if (scale_a == scale_b) return position_equal(a, b, scale_words(scale_a));
    switch (a->kind) {
    case POSITION_SPAN:
        return points_alike(scale_a, a->from, scale_b, b->from) &&
               points_alike(scale_a, a->to, scale_b, b->to);
    case POSITION_SET:
        return sets_alike(scale_a, a->choices, scale_b, b->choices);
    case POSITION_UNDECLARED:
        break;
    }
    return true;
}

/* ---- conditions */

/** One side of a comparison. */
struct side {
    const struct stance_model *model;
    const struct scale *scale; /* of the issue in question */
};

static struct side side_of(const struct stance_model *model, size_t issue)
{
    return (struct side){model, &model->issues[issue].scale};
}

static bool test_lists_alike(struct side x, const struct test *a, size_t n_a, struct side y,
                             const struct test *b, size_t n_b);

static bool bounds_alike(struct side x, const struct test *a, struct side y, const struct test *b)
{
    switch (a->kind) {
    case TEST_AT_LEAST:
    case TEST_AT_MOST:
        return points_alike(x.scale, a->bound, y.scale, b->bound);
    case TEST_SUM_AT_LEAST:
        return a->bound == b->bound;
    case TEST_IS:
    case TEST_ANY:
    case TEST_NOT:
        break;
    }
    return true;
}

static bool tests_alike(struct side x, const struct test *a, struct side y, const struct test *b)
{
    if (a->kind != b->kind) return false;
    if (!test_is_leaf(a)) return test_lists_alike(x, a->tests, a->n_tests, y, b->tests, b->n_tests);
    x = side_of(x.model, a->issue);
    y = side_of(y.model, b->issue);
    if (a->about_group != b->about_group || a->members != b->members ||
        a->n_values != b->n_values || !text_equal(a->name, b->name) ||
        !text_equal(x.model->issues[a->issue].id, y.model->issues[b->issue].id) ||
        !bounds_alike(x, a, y, b))
        return false;
    for (size_t v = 0; v < a->n_values; v++)
        if (!alike_positions(x.scale, &a->values[v], y.scale, &b->values[v])) return false;
    return true;
}

static bool test_lists_alike(struct side x, const struct test *a, size_t n_a, struct side y,
                             const struct test *b, size_t n_b)
{
    if (n_a != n_b) return false;
    for (size_t t = 0; t < n_a; t++)
        if (!tests_alike(x, &a[t], y, &b[t])) return false;
    return true;
}

static bool alternatives_alike(struct side x, const struct alternative *a, struct side y,
                               const struct alternative *b)
{
    return a->strength == b->strength && a->confidence == b->confidence &&
           alike_positions(x.scale, &a->value, y.scale, &b->value) &&
           source_equal(&a->source, &b->source) && text_equal(a->speaker, b->speaker) &&
           text_equal(a->note, b->note) &&
           test_lists_alike(x, a->when, a->n_when, y, b->when, b->n_when);
}

bool alike_alternatives(const struct stance_model *model_a, size_t issue_a,
                        const struct alternative *a, const struct stance_model *model_b,
                        size_t issue_b, const struct alternative *b)
{
    return alternatives_alike(side_of(model_a, issue_a), a, side_of(model_b, issue_b), b);
}

/* ---- entries */

static bool claims_alike(struct side x, const struct stance *a, struct side y,
                         const struct stance *b)
{
    if (a->n_claims != b->n_claims) return false;
    for (size_t c = 0; c < a->n_claims; c++) {
        const struct claim *p = &a->claims[c], *q = &b->claims[c];
        if (p->confidence != q->confidence || !text_equal(p->speaker, q->speaker) ||
            !source_equal(&p->source, &q->source) ||
            !alike_positions(x.scale, &p->position, y.scale, &q->position))
            return false;
    }
    return true;
}

static bool carried_alike(struct side x, const struct stance *a, struct side y,
                          const struct stance *b)
{
    if (!numbers_alike(a->salience, b->salience) || a->has_accepts != b->has_accepts ||
        !a->accepts != !b->accepts || a->has_alternatives != b->has_alternatives ||
        a->n_alternatives != b->n_alternatives)
        return false;
    if (a->accepts && !alike_positions(x.scale, a->accepts, y.scale, b->accepts)) return false;
    for (size_t c = 0; c < a->n_alternatives; c++)
        if (!alternatives_alike(x, &a->alternatives[c], y, &b->alternatives[c])) return false;
    return true;
}

bool alike_entries(const struct stance_model *model_a, const struct stance *a,
                   const struct stance_model *model_b, const struct stance *b)
{
    struct side x, y;
    if (a == b) return true;
    if (a->date != b->date || a->until != b->until || a->entered != b->entered ||
        a->status != b->status || a->confidence != b->confidence || !text_equal(a->note, b->note))
        return false;
    x = side_of(model_a, a->issue);
    y = side_of(model_b, b->issue);
    return claims_alike(x, a, y, b) && carried_alike(x, a, y, b);
}
