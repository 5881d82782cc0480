/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Interval scales: numbers from min to max, with a unit. The axis is the numbers themselves. */
#include <math.h>
#include <stddef.h>
#include <string.h>

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

/* What people write for a number or a range, and is neither: 25,000 and 25-30, or a range as it is
 * written in tables, in a file. */
static void suggest(const char *text, struct str *hint)
{
    size_t first = strspn(text, "0123456789.");
    size_t last = strspn(text + first + (text[first] != '\0'), "0123456789.");
    double number;
    if (scale_suggest_word(text, hint)) return;
    bool is_pair = first > 0 && last > 0 && text[first + 1 + last] == '\0';
    if (is_pair && text[first] == '-')
        str_printf(hint,
                   "A range is written %.*s..%s in tables and on the command line, {\"from\": "
                   "%.*s, \"to\": %s} in files",
                   (int)first, text, text + first + 1, (int)first, text, text + first + 1);
    else if (strstr(text, "...") || strstr(text, "\xe2\x80\xa6"))
        str_append(hint, "A range has two dots: 25000..30000");
    else if (is_pair && text[first] == ',')
        str_append(hint, "Write a dot as the decimal mark, and do not part the thousands: 0.5, "
                         "25000");
    else if (strstr(text, ".000"))
        str_append(hint, "25 or 25000? Write it without the zeros, or without the dot");
    else if (number_parse(text, strlen(text), &number))
        str_printf(hint, "Write it without quotes: %s", text);
    else if (strstr(text, ".."))
        str_append(hint, "In files a range is written {\"from\": ..., \"to\": ...}");
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
        str_printf(&complaint->message, "%s takes a number, not \"%s\" (", scale->issue,
                   point->text);
        suggest(point->text, &complaint->hint);
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
