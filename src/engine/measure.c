/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of measures. To add one: a file measure_x.c, its name here, and reference values in
 * the tests. The first row is the default. */
#include "engine/measure.h"

#include <string.h>

#include "base/nearest.h"
#include "stance/findings.h"

static const struct measure *const measures[] = {
    &measure_city_block,
    &measure_directional,
    &measure_gap,
};
enum { MEASURES = sizeof measures / sizeof measures[0] };

const struct measure *measure_find(const char *name)
{
    for (size_t i = 0; i < MEASURES; i++) {
        if (strcmp(name, measures[i]->name) == 0) return measures[i];
    }
    return NULL;
}

const char *measure_nearest(const char *word)
{
    struct nearest nearest;
    nearest_init(&nearest, word);
    for (size_t i = 0; i < MEASURES; i++)
        nearest_try(&nearest, measures[i]->name);
    return nearest.best;
}

void measure_print_names(struct str *out)
{
    for (size_t i = 0; i < MEASURES; i++) {
        if (i) str_append(out, ", ");
        str_append(out, measures[i]->name);
    }
}

const char *stance_measure_name(size_t index)
{
    return index < MEASURES ? measures[index]->name : NULL;
}

const char *stance_measure_summary(size_t index)
{
    return index < MEASURES ? measures[index]->summary : NULL;
}
