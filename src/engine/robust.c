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
    double below = 0, above = 0; /* what the doubts could take away, and add */
    *low = *high = NAN;
    if (isnan(pair->agreement)) return;
    for (size_t r = 0; r < count; r++) {
        if (!rows[r].declared) continue;
        double right = standing_confidence(findings_standing(findings, a, rows[r].issue)) +
                       standing_confidence(findings_standing(findings, b, rows[r].issue)) - 1;
        double doubt = 1 - fmax(0, right);
        below += rows[r].weight * doubt * (1 - rows[r].distance);
        above += rows[r].weight * doubt * rows[r].distance;
    }
    *low = fmax(0, pair->agreement - below / pair->weight); /* rounding must not leave the scale */
    *high = fmin(1, pair->agreement + above / pair->weight);
}
