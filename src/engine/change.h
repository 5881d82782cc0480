/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Two sets of findings held against each other: moves, conditions, and every figure's
 *  change with the parts that add up to it. */
#ifndef ENGINE_CHANGE_H
#define ENGINE_CHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "engine/findings.h"
#include "model/model.h"
#include "model/snapshot.h"
#include "stance/changes.h"

enum side { BEFORE, AFTER };

enum move_kind {
    MOVE_NEW,          /* unknown before; not where that entry was only put on file late */
    MOVE_ENTERED_LATE, /* dated on or before the earlier date, put on file after it: what it says
                          may be in force, or history only (the position is then what it was) */
    MOVE_MOVED,        /* to a position that neither holds the old one nor lies in it */
    MOVE_WIDENED,      /* the new position holds the old one */
    MOVE_NARROWED,     /* the new position lies in the old one */
    MOVE_DECLARED,     /* undeclared before */
    MOVE_UNDECLARED,   /* declared before, now on record as taking no position */
    MOVE_LAPSED,       /* its `until` has passed; also of an entry that came and went between */
    MOVE_REMOVED,      /* was on file, and is not: an edit by hand, or a copy that lacks it */
    MOVE_DISPUTED,     /* same position, but sources now contradict each other */
    MOVE_SALIENCE,     /* same position, cared about more or less */
    MOVE_ACCEPTS,      /* same position, another red line */
    MOVE_RESCALED,  /* the issue's scale is another: positions cannot be held against each other */
    MOVE_CONFIRMED, /* a new entry, and nothing else is new */
    MOVE_EDITED,    /* same position, the entry reads otherwise: source, status, confidence ... */
};
enum { MOVE_KINDS = MOVE_EDITED + 1 };

/** Actors and issues of both sides under one number: actors by id, issues in the order of the later
 *  model, those that only the earlier one has behind. */
struct matched {
    const char *id, *name;
    size_t before, after; /* places among the selected of each side; STANCE_NONE: not there */
};

struct move {
    size_t actor, issue; /* in `actors`, `issues` of the changes */
    enum move_kind kind;
    const struct standing *before, *after; /* NULL: actor or issue is not on that side */
    const struct scale *scales[2];         /* of the issue, by side; NULL: it is not there */
    /* What was put on file between, oldest first: entries that `after` has and `before` has not,
     * each as its filters leave them. */
    const struct stance *const *entries;
    size_t n_entries;
    stance_move figures;
};

struct condition_change {
    size_t actor, issue;
    const struct alternative *alternative; /* of the side that has it */
    bool appeared;                         /* else it vanished */
    bool fulfilled;                        /* vanished because the actor took this very position */
};

/** What one stance, or a change outside the stances, did to a figure. */
struct part {
    size_t actor; /* STANCE_NONE: model.json changed (weight, scale of the issue), or the salience
                     of one whose eyes were asked for and who is not selected */
    size_t issue; /* STANCE_NONE: the actor's own weight changed */
    double effect;
};

/** A figure before and after. The parts sum to after - before; there are none where one of the two
 *  is undefined (NAN), nor where nothing changed. */
struct change {
    double before, after;
    const struct part *parts; /* by actor, then issue; STANCE_NONE behind; none is 0 */
    size_t n_parts;
};

struct stance_changes {
    struct arena arena;
    const struct stance_findings *before, *after;
    bool of_one_model; /* two days of it, or what it is without a cycle and with it; else copies */
    struct matched *actors, *issues;
    size_t n_actors, n_issues;
    const bool *rescaled; /* by issue: both sides have it, each with another scale */
    struct move *moves;   /* by reach, largest first; ties by actor, issue */
    size_t n_moves;
    struct condition_change *conditions; /* by actor, issue */
    size_t n_conditions;
    struct change *pairs; /* all pairs a < b of `actors`, packed as pair_place says */
    size_t n_pairs;
    struct change *divergences; /* of `issues` */
    struct change cohesion;
};

const char *move_kind_name(enum move_kind kind);

/** Another salience, another red line between two positions in force, whatever the kind: of an
 *  entry that came late, say, no more than this may have an effect today. Conditions that came and
 *  went are in the changes' list. */
bool move_changes_salience(const struct move *move);
bool move_changes_accepts(const struct move *move);

/** The findings of one side; the place of an actor or issue among those selected there, STANCE_NONE
 *  if it is not there. */
const struct stance_findings *changes_findings(const struct stance_changes *changes,
                                               enum side side);
size_t matched_place(const struct matched *matched, enum side side);

#endif
