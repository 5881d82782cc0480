/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Checks: one row each. A check is a name, a line about it, and a function that warns. */
#ifndef REPORT_CHECKS_H
#define REPORT_CHECKS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diagnostics.h"
#include "base/map.h"
#include "engine/findings.h"

/** The quotes met so far, with blanks and case aside, and the entry that each stood behind first.
 */
struct quotes {
    struct arena arena; /* of the keys */
    struct map uses;    /* from a key to its place in `first` */
    struct quote_use *first;
    size_t count, size;
};
void quotes_clear(struct quotes *quotes);

/** One run of the checks over a model. */
struct check_run {
    const struct stance_findings *findings;
    const struct stance_snapshot *snapshot;
    const struct stance_model *model;
    int stale_days;
    const bool *has_issue; /* selected? by index in the model */
    struct quotes quotes;
    const char *name; /* of the check that is running: its warnings bear it */
    struct stance_diagnostics
        list; /* of one file after the other, so that the limit is one a file */
};

/** What the readers notice has no function: its row is its name and what it means. Actors and
 *  issues are numbered as the snapshot selected them; entries are those on selected issues. */
struct check {
    const char *name, *summary;
    void (*of_stance)(struct check_run *run, const struct actor *actor,
                      const struct stance *stance);
    void (*of_actor)(struct check_run *run, size_t actor);
    void (*of_issue)(struct check_run *run, size_t issue);
    void (*of_model)(struct check_run *run);
};

/* ---- checks_entry.c: what an entry says of its source and its time */
void check_source(struct check_run *run, const struct actor *actor, const struct stance *stance);
void check_quote(struct check_run *run, const struct actor *actor, const struct stance *stance);
void check_quote_twice(struct check_run *run, const struct actor *actor,
                       const struct stance *stance);
void check_entered(struct check_run *run, const struct actor *actor, const struct stance *stance);
void check_newest(struct check_run *run);
void check_same_day(struct check_run *run, size_t actor);
void check_age(struct check_run *run, size_t actor);

/* ---- checks_condition.c: what an entry would depend on */
void check_itself(struct check_run *run, const struct actor *actor, const struct stance *stance);
void check_fulfilled(struct check_run *run, const struct actor *actor, const struct stance *stance);
void check_never(struct check_run *run, const struct actor *actor, const struct stance *stance);

/* ---- checks_position.c: what positions say together, and on their scales */
void check_salience(struct check_run *run, size_t actor);
void check_accepts(struct check_run *run, size_t actor);
void check_span(struct check_run *run, size_t issue);
void check_neutral(struct check_run *run, size_t issue);
void check_comparable(struct check_run *run, size_t actor);
void check_voices(struct check_run *run);
void check_actor_id(struct check_run *run, size_t actor);
void check_issue_id(struct check_run *run, size_t issue);

#endif
