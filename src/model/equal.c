/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Member by member, as the files' readers fill them. What model_complete makes of them (histories,
 * groups, whom a test asks) follows from the members and is not compared. */
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

bool claim_equal(const struct claim *a, const struct claim *b, size_t words)
{
    return position_equal(&a->position, &b->position, words) &&
           source_equal(&a->source, &b->source) && text_equal(a->speaker, b->speaker) &&
           a->confidence == b->confidence;
}

/* ---- conditions */

static bool values_equal(const struct test *a, const struct test *b, size_t words)
{
    if (a->n_values != b->n_values) return false;
    for (size_t v = 0; v < a->n_values; v++)
        if (!position_equal(&a->values[v], &b->values[v], words)) return false;
    return true;
}

static bool tests_equal(const struct test *a, size_t n_a, const struct test *b, size_t n_b,
                        const struct stance_model *model);

static bool test_equal(const struct test *a, const struct test *b, const struct stance_model *model)
{
    if (a->kind != b->kind) return false;
    if (!test_is_leaf(a)) return tests_equal(a->tests, a->n_tests, b->tests, b->n_tests, model);
    return a->about_group == b->about_group && text_equal(a->name, b->name) &&
           a->members == b->members && a->issue == b->issue && a->bound == b->bound &&
           values_equal(a, b, scale_words(&model->issues[a->issue].scale));
}

static bool tests_equal(const struct test *a, size_t n_a, const struct test *b, size_t n_b,
                        const struct stance_model *model)
{
    if (n_a != n_b) return false;
    for (size_t t = 0; t < n_a; t++)
        if (!test_equal(&a[t], &b[t], model)) return false;
    return true;
}

bool alternative_equal(const struct alternative *a, const struct alternative *b,
                       const struct stance_model *model, size_t words)
{
    return position_equal(&a->value, &b->value, words) && a->strength == b->strength &&
           a->confidence == b->confidence && source_equal(&a->source, &b->source) &&
           text_equal(a->speaker, b->speaker) && text_equal(a->note, b->note) &&
           tests_equal(a->when, a->n_when, b->when, b->n_when, model);
}

static bool alternatives_equal(const struct stance *a, const struct stance *b,
                               const struct stance_model *model, size_t words)
{
    if (a->has_alternatives != b->has_alternatives || a->n_alternatives != b->n_alternatives)
        return false;
    for (size_t n = 0; n < a->n_alternatives; n++)
        if (!alternative_equal(&a->alternatives[n], &b->alternatives[n], model, words))
            return false;
    return true;
}

/* ---- entries */

static bool accepts_equal(const struct stance *a, const struct stance *b, size_t words)
{
    if (a->has_accepts != b->has_accepts || !a->accepts != !b->accepts) return false;
    return !a->accepts || position_equal(a->accepts, b->accepts, words);
}

/* The one claim of a plain entry is its value, its source and its speaker. */
static bool claims_equal(const struct stance *a, const struct stance *b, size_t words,
                         unsigned members)
{
    if (a->n_claims != b->n_claims) return !(members & ENTRY_VALUE);
    for (size_t c = 0; c < a->n_claims; c++) {
        const struct claim *x = &a->claims[c], *y = &b->claims[c];
        if ((members & ENTRY_VALUE) && !position_equal(&x->position, &y->position, words))
            return false;
        if ((members & ENTRY_SPEAKER) && !text_equal(x->speaker, y->speaker)) return false;
        if ((members & ENTRY_OUTLET) && !text_equal(x->source.outlet, y->source.outlet))
            return false;
        if ((members & ENTRY_URL) && !text_equal(x->source.url, y->source.url)) return false;
        if ((members & ENTRY_QUOTE) && !text_equal(x->source.quote, y->source.quote)) return false;
        if ((members & ENTRY_CONFIDENCE) && x->confidence != y->confidence) return false;
    }
    return true;
}

bool entry_equal(const struct stance *a, const struct stance *b, const struct stance_model *model,
                 unsigned members)
{
    size_t words = scale_words(&model->issues[a->issue].scale);
    if (a->issue != b->issue) return false;
    if ((members & ENTRY_DATE) && a->date != b->date) return false;
    if ((members & ENTRY_ENTERED) && a->entered != b->entered) return false;
    if ((members & ENTRY_UNTIL) && a->until != b->until) return false;
    if ((members & ENTRY_SALIENCE) && !number_equal(a->salience, b->salience)) return false;
    if ((members & ENTRY_CONFIDENCE) && a->confidence != b->confidence) return false;
    if ((members & ENTRY_STATUS) && a->status != b->status) return false;
    if ((members & ENTRY_NOTE) && !text_equal(a->note, b->note)) return false;
    if ((members & ENTRY_ACCEPTS) && !accepts_equal(a, b, words)) return false;
    if ((members & ENTRY_IF) && !alternatives_equal(a, b, model, words)) return false;
    return claims_equal(a, b, words, members);
}

/* ---- models */

static bool scale_equal(const struct scale *a, const struct scale *b)
{
    if (a->kind != b->kind || a->n_choices != b->n_choices || a->min != b->min ||
        a->max != b->max || !text_equal(a->unit, b->unit) || a->several != b->several ||
        a->has_neutral != b->has_neutral || (a->has_neutral && a->neutral != b->neutral))
        return false;
    for (size_t c = 0; c < a->n_choices; c++)
        if (!text_equal(a->choices[c].id, b->choices[c].id) ||
            !text_equal(a->choices[c].label, b->choices[c].label) ||
            a->choices[c].at != b->choices[c].at)
            return false;
    return true;
}

static bool issue_equal(const struct issue *a, const struct issue *b)
{
    return text_equal(a->id, b->id) && text_equal(a->name, b->name) &&
           text_equal(a->question, b->question) && text_equal(a->topic, b->topic) &&
           scale_equal(&a->scale, &b->scale) && a->weight == b->weight &&
           a->entered == b->entered && a->has_status_quo == b->has_status_quo &&
           (!a->has_status_quo ||
            position_equal(&a->status_quo, &b->status_quo, scale_words(&a->scale)));
}

static bool actor_equal(const struct actor *a, const struct actor *b,
                        const struct stance_model *model)
{
    if (!text_equal(a->id, b->id) || !text_equal(a->name, b->name) ||
        !text_equal(a->kind, b->kind) || a->weight != b->weight || a->entered != b->entered ||
        a->n_groups != b->n_groups || a->n_stances != b->n_stances)
        return false;
    for (size_t g = 0; g < a->n_groups; g++)
        if (!text_equal(a->groups[g], b->groups[g])) return false;
    for (size_t s = 0; s < a->n_stances; s++)
        if (!entry_equal(&a->stances[s], &b->stances[s], model, ENTRY_ALL)) return false;
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
        if (!actor_equal(&a->actors[n], &b->actors[n], a)) return false;
    return true;
}
