/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  How much a pair's agreement rests on one issue, and on entries that may be wrong. */
#ifndef ENGINE_ROBUST_H
#define ENGINE_ROBUST_H

#include "engine/findings.h"

/** What leaving one issue out would add to the pair's agreement (jackknife influence):
 *  A_(-k) - A; NAN if the pair has no other weight, or the issue is not declared by both. */
double robust_influence(const stance_pair *pair, const stance_pair_issue *row);

/** Bounds of the pair's expected agreement if its entries are right only with their confidences
 *  (contamination: Horowitz, Manski 1995): both are right with probability at least q = max(0, c_a
 *  + c_b - 1), so a distance lies in [q d, q d + 1 - q]. NAN where the agreement is undefined.
 *  @param rows, count  the pair's issues, from stance_findings_pair_issues. */
void robust_confidence(const struct stance_findings *findings, size_t a, size_t b,
                       const stance_pair_issue *rows, size_t count, double *low, double *high);

#endif
