/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What only pages say: key figures and pictures. Each part is a section of its own, or
 *  nothing where there is nothing to see. */
#ifndef REPORT_SAY_PAGE_H
#define REPORT_SAY_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "engine/camps.h"
#include "report/say.h"

/** More actors than this make no heat map, tree or map that anybody could read. */
#define ACTORS_IN_PICTURES 150

/** The counted actors that can be compared, and how they gather in camps. */
struct gathering {
    struct arena arena;
    size_t n;
    size_t *actors;    /* selected actors, in the model's order */
    double *distances; /* n x n: 1 - agreement; NAN: undefined */
    struct camps camps;
    size_t *ordered; /* `actors` in the order of the camps */
    bool too_many;   /* more than ACTORS_IN_PICTURES: only n and actors are filled in */
};

/** To be cleared in any case; a lack of memory fails the document. */
void gathering_init(struct gathering *gathering, struct speaker *speaker);
void gathering_clear(struct gathering *gathering);

/** Kept in the document: a text; a position in words; a count; a figure in two places. */
const char *keep_text(struct speaker *speaker, const char *text);
const char *keep_position(struct speaker *speaker, size_t issue, const struct position *position);
const char *keep_count(struct speaker *speaker, size_t count);
const char *keep_number(struct speaker *speaker, double number);

/** The place of a span in the middle of its ends, 0 to 1; NAN of anything else. */
double place_of(const struct scale *scale, const struct position *position);

void say_key_figures(struct speaker *speaker);
void say_heat_map(struct speaker *speaker, const struct gathering *gathering);
void say_position_matrix(struct speaker *speaker, const struct gathering *gathering);
void say_map_and_tree(struct speaker *speaker, const struct gathering *gathering);
void say_what_if(struct speaker *speaker, const struct gathering *gathering);

/** What was in force from when to when, where there is more than one date.
 *  @param actor, issue  one of both, or STANCE_NONE for all. */
void say_timelines(struct speaker *speaker, size_t actor, size_t issue);

/** Who waits for whom: the conditions in force, as a picture; no heading of its own.
 *  @param issue  of the stances that wait; STANCE_NONE: all. */
void say_waiting(struct speaker *speaker, const size_t *actors, size_t n_actors, size_t issue);

#endif
