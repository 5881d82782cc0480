/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Member by member, in the order of the vocabulary: scales, values on them, tests, entries, models.
 * A value is the same if its ids are; that the file spelt out the end of an open range changes
 * nothing. What model_complete makes of the members (histories, groups, whom a test asks) follows
 * from them and is not compared. */
#include "model/equal.h"

#include <math.h>
#include <string.h>

bool text_equal(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool number_equal(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

bool source_equal(const struct source *a, const struct source *b)
{
    return text_equal(a->outlet, b->outlet) && text_equal(a->url, b->url) &&
           text_equal(a->quote, b->quote);
}

/* ---- scales and values on them */

bool scale_equal(const struct scale *a, const struct scale *b)
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

static bool points_equal(const struct scale *scale_a, double a, const struct scale *scale_b,
                         double b)
{
    if (!scale_a->n_choices || !scale_b->n_choices)
        return scale_a->n_choices == scale_b->n_choices && a == b;
    return text_equal(scale_a->choices[(size_t)a].id, scale_b->choices[(size_t)b].id);
}

/* Where the choice is on the other scale: as a rule at the same place. */
static size_t find_choice(const struct scale *scale, size_t place, const char *id)
{
    if (place < scale->n_choices && text_equal(scale->choices[place].id, id)) return place;
    return scale_find_choice(scale, id);
}

static bool sets_equal(const struct scale *scale_a, const uint64_t *a, const struct scale *scale_b,
                       const uint64_t *b)
{
    if (set_count(a, scale_words(scale_a)) != set_count(b, scale_words(scale_b))) return false;
    for (size_t c = 0; c < scale_a->n_choices; c++) {
        size_t other;
        if (!set_has(a, c)) continue;
        other = find_choice(scale_b, c, scale_a->choices[c].id);
        if (other >= scale_b->n_choices || !set_has(b, other)) return false;
    }
    return true;
}

bool value_equal(const struct scale *scale_a, const struct position *a, const struct scale *scale_b,
                 const struct position *b)
{
    if (a->kind != b->kind) return false;
    if (scale_a == scale_b) return position_equal(a, b, scale_words(scale_a));
    switch (a->kind) {
    case POSITION_SPAN:
        return points_equal(scale_a, a->from, scale_b, b->from) &&
               points_equal(scale_a, a->to, scale_b, b->to);
    case POSITION_SET:
        return sets_equal(scale_a, a->choices, scale_b, b->choices);
    case POSITION_UNDECLARED:
        break;
    }
    return true;
}

/** What one of the two is about: an issue of a model. */
struct ground {
    const struct stance_model *model;
    const struct issue *issue;
    const struct scale *scale;
};

static struct ground ground_of(const struct stance_model *model, size_t issue)
{
    return (struct ground){model, &model->issues[issue], &model->issues[issue].scale};
}

static bool issues_same(struct ground x, struct ground y)
{
    return x.issue == y.issue || text_equal(x.issue->id, y.issue->id);
}

/* ---- conditions */

static bool test_lists_equal(struct ground x, const struct test *a, size_t n_a, struct ground y,
                             const struct test *b, size_t n_b);

static bool bounds_equal(struct ground x, const struct test *a, struct ground y,
                         const struct test *b)
{
    switch (a->kind) {
    case TEST_AT_LEAST:
    case TEST_AT_MOST:
        return points_equal(x.scale, a->bound, y.scale, b->bound);
    case TEST_SUM_AT_LEAST:
        return a->bound == b->bound;
    case TEST_IS:
    case TEST_ANY:
    case TEST_NOT:
        break;
    }
    return true;
}

static bool tests_equal(struct ground x, const struct test *a, struct ground y,
                        const struct test *b)
{
    if (a->kind != b->kind) return false;
    if (!test_is_leaf(a)) return test_lists_equal(x, a->tests, a->n_tests, y, b->tests, b->n_tests);
    x = ground_of(x.model, a->issue);
    y = ground_of(y.model, b->issue);
    if (a->about_group != b->about_group || a->members != b->members ||
        a->n_values != b->n_values || !text_equal(a->name, b->name) || !issues_same(x, y) ||
        !bounds_equal(x, a, y, b))
        return false;
    for (size_t v = 0; v < a->n_values; v++)
        if (!value_equal(x.scale, &a->values[v], y.scale, &b->values[v])) return false;
    return true;
}

/* Nesting is limited (MODEL_MAX_TEST_DEPTH), and so is this recursion. */
static bool test_lists_equal(struct ground x, const struct test *a, size_t n_a, struct ground y,
                             const struct test *b, size_t n_b)
{
    if (n_a != n_b) return false;
    for (size_t t = 0; t < n_a; t++)
        if (!tests_equal(x, &a[t], y, &b[t])) return false;
    return true;
}

static bool alternatives_equal(struct ground x, const struct alternative *a, struct ground y,
                               const struct alternative *b)
{
    return a->strength == b->strength && a->confidence == b->confidence &&
           value_equal(x.scale, &a->value, y.scale, &b->value) &&
           source_equal(&a->source, &b->source) && text_equal(a->speaker, b->speaker) &&
           text_equal(a->note, b->note) &&
           test_lists_equal(x, a->when, a->n_when, y, b->when, b->n_when);
}

bool alternative_equal(const struct stance_model *model_a, size_t issue_a,
                       const struct alternative *a, const struct stance_model *model_b,
                       size_t issue_b, const struct alternative *b)
{
    return alternatives_equal(ground_of(model_a, issue_a), a, ground_of(model_b, issue_b), b);
}

/* ---- entries */

static bool ifs_equal(struct ground x, const struct stance *a, struct ground y,
                      const struct stance *b)
{
    if (a->has_alternatives != b->has_alternatives || a->n_alternatives != b->n_alternatives)
        return false;
    for (size_t n = 0; n < a->n_alternatives; n++)
        if (!alternatives_equal(x, &a->alternatives[n], y, &b->alternatives[n])) return false;
    return true;
}

static bool accepts_equal(struct ground x, const struct stance *a, struct ground y,
                          const struct stance *b)
{
    if (a->has_accepts != b->has_accepts || !a->accepts != !b->accepts) return false;
    return !a->accepts || value_equal(x.scale, a->accepts, y.scale, b->accepts);
}

static bool claim_members_equal(const struct scale *scale_a, const struct claim *a,
                                const struct scale *scale_b, const struct claim *b,
                                unsigned members)
{
    const struct source *s = &a->source, *t = &b->source;
    if ((members & ENTRY_VALUE) && !value_equal(scale_a, &a->position, scale_b, &b->position))
        return false;
    if ((members & ENTRY_SPEAKER) && !text_equal(a->speaker, b->speaker)) return false;
    if ((members & ENTRY_OUTLET) && !text_equal(s->outlet, t->outlet)) return false;
    if ((members & ENTRY_URL) && !text_equal(s->url, t->url)) return false;
    if ((members & ENTRY_QUOTE) && !text_equal(s->quote, t->quote)) return false;
    return !(members & ENTRY_CONFIDENCE) || a->confidence == b->confidence;
}

bool claim_equal(const struct scale *scale_a, const struct claim *a, const struct scale *scale_b,
                 const struct claim *b)
{
    return claim_members_equal(scale_a, a, scale_b, b, ENTRY_ALL);
}

/* The one claim of a plain entry is its value, its source and its speaker. */
static bool claims_equal(struct ground x, const struct stance *a, struct ground y,
                         const struct stance *b, unsigned members)
{
    if (a->n_claims != b->n_claims) return !(members & ENTRY_VALUE);
    for (size_t c = 0; c < a->n_claims; c++)
        if (!claim_members_equal(x.scale, &a->claims[c], y.scale, &b->claims[c], members))
            return false;
    return true;
}

bool entry_equal(const struct stance_model *model_a, const struct stance *a,
                 const struct stance_model *model_b, const struct stance *b, unsigned members)
{
    struct ground x, y;
    if (a == b) return true;
    if ((members & ENTRY_DATE) && a->date != b->date) return false;
    if ((members & ENTRY_ENTERED) && a->entered != b->entered) return false;
    if ((members & ENTRY_UNTIL) && a->until != b->until) return false;
    if ((members & ENTRY_SALIENCE) && !number_equal(a->salience, b->salience)) return false;
    if ((members & ENTRY_CONFIDENCE) && a->confidence != b->confidence) return false;
    if ((members & ENTRY_STATUS) && a->status != b->status) return false;
    if ((members & ENTRY_NOTE) && !text_equal(a->note, b->note)) return false;
    x = ground_of(model_a, a->issue);
    y = ground_of(model_b, b->issue);
    if (!issues_same(x, y)) return false;
    if ((members & ENTRY_ACCEPTS) && !accepts_equal(x, a, y, b)) return false;
    if ((members & ENTRY_IF) && !ifs_equal(x, a, y, b)) return false;
    return claims_equal(x, a, y, b, members);
}

/* ---- models */

/* The words of scales that are equal. */
bool scale_labels_equal(const struct scale *a, const struct scale *b)
{
    if (!text_equal(a->unit, b->unit)) return false;
    for (size_t c = 0; c < a->n_choices; c++)
        if (!text_equal(a->choices[c].label, b->choices[c].label)) return false;
    return true;
}

static bool issue_equal(const struct issue *a, const struct issue *b)
{
    return text_equal(a->id, b->id) && text_equal(a->name, b->name) &&
           text_equal(a->question, b->question) && text_equal(a->topic, b->topic) &&
           scale_equal(&a->scale, &b->scale) && scale_labels_equal(&a->scale, &b->scale) &&
           a->weight == b->weight && a->entered == b->entered &&
           a->has_status_quo == b->has_status_quo &&
           (!a->has_status_quo ||
            value_equal(&a->scale, &a->status_quo, &b->scale, &b->status_quo));
}

bool actor_groups_equal(const struct actor *a, const struct actor *b)
{
    if (a->n_groups != b->n_groups) return false;
    for (size_t g = 0; g < a->n_groups; g++)
        if (!text_equal(a->groups[g], b->groups[g])) return false;
    return true;
}

static bool actor_equal(const struct stance_model *model_a, const struct actor *a,
                        const struct stance_model *model_b, const struct actor *b)
{
    if (!text_equal(a->id, b->id) || !text_equal(a->name, b->name) ||
        !text_equal(a->kind, b->kind) || a->weight != b->weight || a->entered != b->entered ||
        !actor_groups_equal(a, b) || a->n_stances != b->n_stances)
        return false;
    for (size_t s = 0; s < a->n_stances; s++)
        if (!entry_equal(model_a, &a->stances[s], model_b, &b->stances[s], ENTRY_ALL)) return false;
    return true;
}

bool model_equal(const struct stance_model *a, const struct stance_model *b)
{
    if (!text_equal(a->title, b->title) || !text_equal(a->description, b->description) ||
        a->n_issues != b->n_issues || a->n_actors != b->n_actors)
        return false;
    for (size_t i = 0; i < a->n_issues; i++)
        if (!issue_equal(&a->issues[i], &b->issues[i])) return false;
    for (size_t n = 0; n < a->n_actors; n++)
        if (!actor_equal(a, &a->actors[n], b, &b->actors[n])) return false;
    return true;
}
