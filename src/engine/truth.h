/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Does a test hold? Three-valued on vague positions (Kleene 1938). */
#ifndef ENGINE_TRUTH_H
#define ENGINE_TRUTH_H

#include "model/snapshot.h"

/** In Kleene's order, so that "all of" is the least and "any of" the greatest. */
enum truth { TRUTH_FAILS, TRUTH_OPEN, TRUTH_HOLDS };

const char *truth_name(enum truth truth); /* "fails", "open", "holds" */

/** Tests see everybody in the snapshot, not only who is selected. */
enum truth truth_of_test(const struct stance_snapshot *snapshot, const struct test *test);
/** A test of one actor (no group, no sum) against a standing, be it only a possible one. */
enum truth truth_of_standing(const struct scale *scale, const struct test *test,
                             const struct standing *standing);
/** All tests of the alternative's `when`. */
enum truth truth_of_alternative(const struct stance_snapshot *snapshot,
                                const struct alternative *alternative);

#endif
