/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How robust a pair's agreement is: to leaving one issue out, and to entries that may be wrong. */
#include "engine/robust.h"

#include <math.h>

double robust_influence(const stance_pair *pair, const stance_pair_issue *row)
{
    double rest = pair->weight - row->weight;
    if (!row->declared || isnan(pair->agreement) || !(rest > 0)) return NAN;
    double disagreement = (1 - pair->agreement) * pair->weight - row->weight * row->distance;
    return 1 - disagreement / rest - pair->agreement;
}

void robust_confidence(const struct stance_findings *findings, size_t a, size_t b,
                       const stance_pair_issue *rows, size_t count, double *low, double *high)
{
    const stance_pair *pair = stance_findings_pair(findings, a, b);
    double least = 0, most = 0;
    *low = *high = NAN;
    if (isnan(pair->agreement)) return;
    for (size_t r = 0; r < count; r++) {
        if (!rows[r].declared) continue;
        double right = standing_confidence(findings_standing(findings, a, rows[r].issue)) +
                       standing_confidence(findings_standing(findings, b, rows[r].issue)) - 1;
        double q = fmax(0, right);
        least += rows[r].weight * q * rows[r].distance;
        most += rows[r].weight * (q * rows[r].distance + 1 - q);
    }
    *low = 1 - most / pair->weight;
    *high = 1 - least / pair->weight;
}
