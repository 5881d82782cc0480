/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Actors, issues and stances in an arena: what the store fills and all others read. */
#ifndef MODEL_MODEL_H
#define MODEL_MODEL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diagnostics.h"
#include "base/map.h"
#include "model/condition.h"
#include "model/position.h"
#include "model/scale.h"
#include "stance/model.h"

/* Limits of a model; the store refuses what is larger. */
#define MODEL_MAX_ID         64
#define MODEL_MAX_ACTORS     65536
#define MODEL_MAX_ISSUES     65536
#define MODEL_MAX_STANCES    10000000
#define MODEL_MAX_CHOICES    1024
#define MODEL_MAX_CLAIMS     256
#define MODEL_MAX_CONDITIONS 1024 /* alternatives, an actor */
#define MODEL_MAX_TEST_DEPTH 16

enum status { STATUS_STATED, STATUS_REPORTED, STATUS_INFERRED };
#define STATUS_COUNT 3
const char *status_name(enum status status);
/** False if the word names none. "disputed" is none: that is what several claims make. */
bool status_find(const char *word, enum status *out);

/** What one source says: a plain stance holds one claim, a disputed one two or more. */
struct claim {
    struct position position;
    struct source source;
    const char *speaker; /* NULL: not given */
    double confidence;
};

/** One entry of an actor's file. */
struct stance {
    size_t issue;
    date_day date, until, entered; /* until: DATE_NONE; entered: the date where not given */
    enum status status;            /* as filed; an entry with several claims is disputed */
    const struct claim *claims;
    size_t n_claims;
    struct position position; /* the hull of the claims */
    double salience;          /* NAN: left out, the one before holds on */
    double confidence;
    bool has_accepts, has_alternatives; /* given, be it only to end what was before */
    const struct position *accepts;     /* NULL: none */
    const struct alternative *alternatives;
    size_t n_alternatives;
    const char *note;
    struct place place;
};

struct actor {
    const char *id, *name, *kind; /* kind: NULL, not given */
    const char **groups;
    size_t n_groups;
    double weight;
    date_day entered; /* DATE_NONE: known from the start */
    struct stance *stances;
    size_t n_stances;
    /* Made by model_complete: pointers into stances by issue, date, line; one issue's history is
     * a run of it. */
    const struct stance **history;
    struct place place;
};

struct issue {
    const char *id, *name, *question, *topic; /* question, topic: NULL, not given */
    struct scale scale;
    double weight;
    date_day entered;
    bool has_status_quo;
    struct position status_quo;
    struct place place;
};

struct group {
    const char *id;
    size_t *members; /* indices of actors, ascending */
    size_t n_members;
};

struct stance_model {
    struct arena arena;
    const char *path; /* the folder, as the user named it */
    const char *title, *description;
    const char *digest; /* as stance_model_digest; NULL: not asked for */
    struct issue *issues;
    size_t n_issues;
    struct actor *actors; /* by id */
    size_t n_actors;
    struct group *groups; /* by id */
    size_t n_groups;
    struct map issue_ids, actor_ids, group_ids;
};

/** True for [a-z0-9][a-z0-9-]{0,63}. */
bool id_is_valid(const char *id);

/** After all actors are in: sort them by id, index ids and groups, lay out the histories, and bind
 *  the tests of conditions to actors and groups. Complaints go to the list, places included.
 *  @return false if there is no memory. */
bool model_complete(struct stance_model *model, struct stance_diagnostics *diagnostics);

/** The run of an actor's history that is about one issue: its first pointer, and how many. */
const struct stance *const *actor_history(const struct actor *actor, size_t issue, size_t *count);

/** Is an actor of the model in the group? They are asked for in ascending order: `next`, 0 at
 * first, remembers where the members have got to. */
bool group_has(const struct group *group, size_t actor, size_t *next);

#endif
