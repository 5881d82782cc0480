/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nominal scales: unordered choices. A set says "one of these", or, where the scale takes several,
 * "all of these together". The axis counts the choices from 0. */
#include <math.h>
#include <stddef.h>

#include "model/scale.h"

static const struct scale_field fields[] = {
    {"choices", SCALE_CHOICES, true, 0},
    {"several", SCALE_FLAG, false, offsetof(struct scale, several)},
};

static bool complete(struct scale *scale, struct complaint *complaint)
{
    if (scale->n_choices >= 2) {
        scale->max = (double)(scale->n_choices - 1);
        return true;
    }
    str_printf(&complaint->message, "%s has fewer than two choices: there is nothing to differ on",
               scale->issue);
    return false;
}

static void print(const struct scale *scale, double value, struct str *out)
{
    const struct choice *choice = &scale->choices[(size_t)value];
    str_append(out, choice->label);
}

/* One choice each: they differ with probability 1 - 1/m. Several: the Jaccard distance of two sets
 * drawn from the 2^m - 1 non-empty ones. Of all pairs of subsets a union of u choices has h in
 * common with mean h/u = 1/3, so the similarities of the 4^m - 1 pairs that are not both empty add
 * up to a third of their number; dividing by (2^m - 1)^2 leaves d = (2/3) (1 - 1 / (2^m - 1)). */
static double chance(const struct scale *scale)
{
    double m = (double)scale->n_choices;
    if (!scale->several) return 1 - 1 / m;
    return 2.0 / 3 * (1 - 1 / (exp2(m) - 1));
}

const struct scale_kind scale_nominal = {
    .name = "nominal",
    .geometry = GEOMETRY_SET,
    .noun = "choice",
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .complete = complete,
    .find = scale_find_by_id,
    .print = print,
    .chance = chance,
};
