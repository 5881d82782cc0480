/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ordinal scales: ordered levels. The axis counts them from 0; where levels are not equally far
 * apart, each says `at` which place of [0, 1] it stands. */
#include <stddef.h>

#include "model/scale.h"

static const struct scale_field fields[] = {
    {"levels", SCALE_LEVELS, true, 0},
    {"neutral", SCALE_NEUTRAL, false, 0},
};

static bool complete(struct scale *scale, struct complaint *complaint)
{
    size_t n = scale->n_choices;
    scale->min = 0;
    scale->max = (double)(n - 1);
    if (n < 2) {
        str_printf(&complaint->message,
                   "%s has fewer than two levels: there is nothing to differ on", scale->issue);
        return false;
    }
    size_t placed = 0;
    for (size_t c = 0; c < n; c++)
        placed += scale->choices[c].at >= 0;
    if (placed == 0) {
        for (size_t c = 0; c < n; c++)
            scale->choices[c].at = (double)c / (double)(n - 1);
        return true;
    }
    if (placed < n) {
        str_append(&complaint->message, "\"at\" is given for some levels only: give it for all or "
                                        "for none");
        return false;
    }
    bool ok = scale->choices[0].at == 0 && scale->choices[n - 1].at == 1;
    for (size_t c = 1; c < n; c++)
        ok = ok && scale->choices[c - 1].at < scale->choices[c].at;
    if (!ok)
        str_append(&complaint->message, "the levels' \"at\" must rise from 0 at the first to 1 at "
                                        "the last");
    return ok;
}

static double normalise(const struct scale *scale, double value)
{
    return scale->choices[(size_t)value].at;
}

static void print(const struct scale *scale, double value, struct str *out)
{
    const struct choice *level = &scale->choices[(size_t)value];
    str_append(out, level->label);
}

/* Mean of |x_a - x_b| over all ordered pairs of levels; (L + 1) / (3 L) where they are equally far
 * apart. In ascending order sum |x_a - x_b| = 2 sum_c (2 c - L + 1) x_c. */
static double chance(const struct scale *scale)
{
    double n = (double)scale->n_choices, sum = 0;
    for (size_t c = 0; c < scale->n_choices; c++)
        sum += (2 * (double)c - n + 1) * scale->choices[c].at;
    return 2 * sum / (n * n);
}

const struct scale_kind scale_ordinal = {
    .name = "ordinal",
    .geometry = GEOMETRY_SPAN,
    .noun = "level",
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .complete = complete,
    .find = scale_find_by_id,
    .normalise = normalise,
    .print = print,
    .chance = chance,
};
