/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Which of the changes are worth a line: the largest first, and how many there are. */
#ifndef REPORT_CHANGED_H
#define REPORT_CHANGED_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/change.h"

/** Are the two sides two copies of a model, and not one model at two dates? */
bool changes_are_of_copies(const struct stance_changes *changes);

/** Something happened that people would call a change: not only confirmed or edited. */
bool move_is_news(const struct move *move);
size_t count_news(const struct stance_changes *changes);
/** Nothing at all is otherwise, not even an entry. */
bool changes_are_none(const struct stance_changes *changes);

/** Of one side; NULL where the actor or issue is not on it. */
const struct actor *actor_of_side(const struct stance_changes *changes, size_t actor, bool after);
const struct issue *issue_of_side(const struct stance_changes *changes, size_t issue, bool after);

/** Members of an actor, an issue of its own that figures rest on: it came or went, or its weight or
 *  scale is another. */
bool actor_differs(const struct stance_changes *changes, size_t actor);
bool issue_differs(const struct stance_changes *changes, size_t issue);

/** Is there a change of cohesion, which moves could have a part in? */
bool cohesion_is_split(const struct stance_changes *changes);

/** Is the figure another, or made up of parts that cancel out? Rounding is no change. */
bool figure_changed(const struct change *change);
/** Both are undefined, or equal but for rounding. */
bool figures_equal(double before, double after);

/** A pair of the changes' actors, or an issue (a, and b is not used). */
struct changed_figure {
    size_t a, b;
    const struct change *change;
    double size;
};

/** What became of a figure. */
enum change_news { NEWS_CHANGED, NEWS_APPEARED, NEWS_CEASED };

/** The pairs of counted actors, and the issues, of which this is the news: the `room` that changed
 *  most, in order; ties in the model's order.
 *  @return how many there are. */
size_t rank_changed_pairs(const struct stance_changes *changes, enum change_news news,
                          struct changed_figure *out, size_t room);
size_t rank_changed_issues(const struct stance_changes *changes, enum change_news news,
                           struct changed_figure *out, size_t room);

/** The `room` largest parts, whichever way they went, in order; what is only rounding is no part.
 *  @return how many there are. */
size_t rank_change_parts(const struct change *change, const struct part **out, size_t room);

/** What vagueness leaves open of a figure: of a pair, or of an issue (a; b is STANCE_NONE). */
struct changed_bounds {
    size_t a, b;
    double low_before, high_before, low_after, high_after;
    double size; /* by how much the farther end moved */
};

/** The figure, defined on both sides, whose bounds changed most, the first of equal ones: of the
 *  pairs of counted actors, and where none changed of the issues.
 *  @param actor  only pairs of this one, and no issues; STANCE_NONE: all.
 *  @return false (out is untouched) if none changed. */
bool find_changed_bounds(const struct stance_changes *changes, size_t actor,
                         struct changed_bounds *out);

/** What a move did to the pair of counted actors that it changed most (the first of those that it
 *  changed alike); 0 (out is untouched) if it changed none.
 *  @param[out] alike  how many others it changed as much; NULL: not asked. */
double find_main_pair(const struct stance_changes *changes, const struct move *move,
                      struct changed_figure *out, size_t *alike);

/** Counted actors whom the actor of a move can be compared with now, and could not before, and with
 *  whom it shares the issue: the first `room` of them.
 *  @return how many there are. */
size_t find_newly_comparable(const struct stance_changes *changes, const struct move *move,
                             size_t *out, size_t room);

/** The figures of both actors on one side; NULL where one of them is not there. */
const stance_pair *pair_of_side(const struct stance_changes *changes, size_t a, size_t b,
                                bool after);

#endif
