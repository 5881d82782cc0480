/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What is in force on a date, for every actor and issue of a model. */
#ifndef MODEL_SNAPSHOT_H
#define MODEL_SNAPSHOT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "model/model.h"
#include "stance/snapshot.h"

/** What is in force for one actor on one issue. */
struct standing {
    const struct stance *stance;    /* the entry in force; NULL: unknown */
    const struct stance *lapsed;    /* unknown because this entry's `until` has passed; else NULL */
    struct position position;       /* the hull of the claims that the filters left */
    const struct claim *claims;     /* what the filters left of the entry's claims; one or more */
    size_t n_claims;                /* more than one: disputed */
    double salience;                /* in force, whoever gave it; 1 where nobody did */
    const struct position *accepts; /* in force; NULL: none stated */
    const struct alternative *alternatives; /* in force */
    size_t n_alternatives;
};

/** Which entries a query leaves in: the statuses taken, and how sure a claim must be. */
struct sieve {
    bool by_status, by_confidence;
    bool takes[STATUS_COUNT];
    double min_confidence;
};

bool standing_is_known(const struct standing *standing);
bool standing_is_declared(const struct standing *standing);
/** On record as taking no position: known, and not declared. */
bool standing_is_undeclared(const struct standing *standing);
bool standing_is_disputed(const struct standing *standing);
/** How sure it is: the claim's confidence where one is left, else the entry's. */
double standing_confidence(const struct standing *standing);

struct stance_snapshot {
    struct arena arena;
    const struct stance_model *model;
    date_day as_of;    /* DATE_NONE: no entry is known */
    date_day as_known; /* DATE_NONE: all is known */
    bool as_of_is_default;
    /** The date of the entries before as_of, where as_of is the default and rests on one entry
     *  that came more than 90 days after all others (a typing error, perhaps); else DATE_NONE. */
    date_day lonely_after;
    size_t *actors, *issues; /* selected: indices in the model, ascending */
    size_t n_actors, n_issues;
    bool *actor_is_known, *issue_is_known; /* by index in the model, as of as_known */
    size_t n_left_out;                     /* entries that the filters left out whole */
    size_t n_claims_left_out;              /* claims of disputed entries, one by one */
    struct sieve sieve;                    /* what left them out */
    const char *filter;                    /* in words: "confidence at least 0.5"; NULL: none */
    struct standing *standings;            /* actors of the model x issues of the model */
};

/** Indices are the model's. */
const struct standing *snapshot_standing(const struct stance_snapshot *snapshot, size_t actor,
                                         size_t issue);

/** Is an entry of a known actor on file here: known by then (and its issue too), dated not after
 *  as_of, and with a claim that the filters left in? A later one may supersede it. */
bool snapshot_has_entry(const struct stance_snapshot *snapshot, const struct stance *stance);

/** Do the filters leave the claim in? */
bool snapshot_takes_claim(const struct stance_snapshot *snapshot, const struct claim *claim);

bool actor_is_in_group(const struct actor *actor, const char *group);

#endif
