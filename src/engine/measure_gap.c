/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far apart what two actors accept is: 0 where it overlaps (measures.md 1, "acceptance
 * reading"). Cells hold the hull of value and `accepts`; without `accepts` they are unknown, so
 * none is undeclared. A gap hides nothing, hence no bounds; random red lines have no chance line.
 */
#include "engine/measure.h"

static struct distance distance(const struct matrix_issue *issue, const struct cell *a,
                                const struct cell *b)
{
    struct distance out;
    if (issue->geometry == GEOMETRY_SPAN) {
        out = span_distance(a->centre, a->half, b->centre, b->half);
    } else {
        /* Of `several` any non-empty subset of the choices named is accepted: one that both name
         * will do there too. */
        out.min = set_count_common(a->sets[0], b->sets[0], issue->words) ? 0 : 1;
    }
    out.d = out.max = out.min;
    return out;
}

const struct measure measure_gap = {
    .name = "gap",
    .summary = "how far apart what they accept is; 0 where it overlaps",
    .reads_accepts = true,
    .distance = distance,
};
