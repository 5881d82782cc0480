/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Interval scales: numbers from min to max, with a unit. The axis is the numbers themselves. */
#include <math.h>
#include <stddef.h>

#include "base/number.h"
#include "model/scale.h"

static const struct scale_field fields[] = {
    {"min", SCALE_NUMBER, true, offsetof(struct scale, min)},
    {"max", SCALE_NUMBER, true, offsetof(struct scale, max)},
    {"unit", SCALE_TEXT, false, offsetof(struct scale, unit)},
    {"neutral", SCALE_NEUTRAL, false, 0},
};

static bool complete(struct scale *scale, struct complaint *complaint)
{
    /* The width too must be finite, or nothing could be normalised. */
    if (scale->min < scale->max && isfinite(scale->max - scale->min)) return true;
    str_append(&complaint->message, scale->min < scale->max
                                        ? "\"min\" and \"max\" lie too far apart to compute with"
                                        : "\"min\" must be below \"max\"");
    return false;
}

static bool find(const struct scale *scale, const struct raw_point *point, double *out,
                 struct complaint *complaint)
{
    if (!point->text && point->number >= scale->min && point->number <= scale->max) {
        *out = point->number;
        return true;
    }
    complaint->offset = point->offset;
    if (point->text) {
        str_printf(&complaint->message, "%s takes a number, not a text (", scale->issue);
    } else {
        number_print(point->number, &complaint->message);
        str_printf(&complaint->message, " is off the scale of %s (", scale->issue);
    }
    scale_print_choices(scale, &complaint->message);
    str_append(&complaint->message, ")");
    return false;
}

static double normalise(const struct scale *scale, double value)
{
    return (value - scale->min) / (scale->max - scale->min);
}

static void print(const struct scale *scale, double value, struct str *out)
{
    (void)scale;
    number_print_plain(value, out);
}

/* The mean of |x - y| for x, y uniform on [0, 1]. */
static double chance(const struct scale *scale)
{
    (void)scale;
    return 1.0 / 3;
}

const struct scale_kind scale_interval = {
    .name = "interval",
    .geometry = GEOMETRY_SPAN,
    .noun = "number",
    .fields = fields,
    .n_fields = sizeof fields / sizeof *fields,
    .complete = complete,
    .find = find,
    .normalise = normalise,
    .print = print,
    .chance = chance,
};
