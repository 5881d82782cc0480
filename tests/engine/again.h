/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Two sets of findings held against each other, for tests of what changed; and small models
 *  from files. */
#ifndef TESTS_ENGINE_AGAIN_H
#define TESTS_ENGINE_AGAIN_H

#include <math.h>
#include <string.h>

#include "engine/change.h"
#include "engine/pair.h"
#include "stance/model.h"
#include "stance/snapshot.h"
#include "world.h"

#define EPS 1e-12

/* Aborts on failure. Freed by the caller. */
static inline stance_changes *compare(const stance_findings *before, const stance_findings *after)
{
    stance_changes *changes = NULL;
    if (stance_changes_new(before, after, &changes) != STANCE_OK || !changes) abort();
    return changes;
}

/* 0 where there is none. */
static inline double part_of(const struct change *change, size_t actor, size_t issue)
{
    for (size_t p = 0; p < change->n_parts; p++)
        if (change->parts[p].actor == actor && change->parts[p].issue == issue)
            return change->parts[p].effect;
    return 0;
}

static inline double sum_of_parts(const struct change *change)
{
    double sum = 0;
    for (size_t p = 0; p < change->n_parts; p++)
        sum += change->parts[p].effect;
    return sum;
}

static inline bool is_split(const struct change *change)
{
    return !isnan(change->before) && !isnan(change->after);
}

/* Models from files */

#define ISSUES                                                                                     \
    "{'format':'stance/1','title':'T','issues':["                                                  \
    "{'id':'g','scale':{'type':'ordinal','levels':['none','limited','large','full']}},"            \
    "{'id':'m','scale':{'type':'nominal','choices':['air','land','sea'],'several':true}},"         \
    "{'id':'n','scale':{'type':'nominal','choices':['x','y','z']}}]}"

/* Entries of one day each, on g, m and n. */
#define ON(issue, date, rest) "{'issue':'" issue "','date':'" date "'," rest "}"
#define G(date, rest)         ON("g", date, rest)
#define OLD                   "2025-01-10"
#define NEW                   "2025-07-10"
#define ONE(entry)            json("{'stances':[" entry "]}")
#define TWO(first, second)    json("{'stances':[" first "," second "]}")

#define WHEN "'if':[{'when':[{'actor':'a','issue':'g','at-least':'full'}],'value':"

/* A model as of one day, from files. */
struct look {
    stance_model *model; /* owned by the first look at it */
    stance_snapshot *snapshot;
    stance_findings *findings;
};

/* JSON is written here with ' for ". */
static inline const char *json(const char *text)
{
    char *copy = (char *)test_text("%s", text);
    for (char *c = copy; *c; c++)
        if (*c == '\'') *c = '"';
    return copy;
}

static inline stance_model *load(const char *path)
{
    stance_diagnostics *diagnostics = stance_diagnostics_new();
    stance_model *model = NULL;
    if (stance_model_load(path, diagnostics, &model) != STANCE_OK) {
        for (size_t i = 0; i < stance_diagnostics_kept(diagnostics); i++)
            FAIL("%s", stance_diagnostics_get(diagnostics, i)->message);
        abort();
    }
    stance_diagnostics_free(diagnostics);
    return model;
}

static inline struct look look_at(stance_model *model, stance_query query)
{
    struct look look = {.model = model};
    stance_diagnostics *diagnostics = stance_diagnostics_new();
    if (stance_snapshot_new(model, &query, diagnostics, &look.snapshot) != STANCE_OK) abort();
    if (stance_findings_new(look.snapshot, NULL, diagnostics, &look.findings) != STANCE_OK) abort();
    stance_diagnostics_free(diagnostics);
    return look;
}

static inline void look_away(struct look *look, bool and_model)
{
    stance_findings_free(look->findings);
    stance_snapshot_free(look->snapshot);
    if (and_model) stance_model_free(look->model);
}

/* The move of an actor on an issue; NULL if there is none. */
static inline const struct move *move_of(const stance_changes *changes, const char *actor,
                                         const char *issue)
{
    for (size_t m = 0; m < changes->n_moves; m++)
        if (strcmp(changes->moves[m].figures.actor, actor) == 0 &&
            strcmp(changes->moves[m].figures.issue, issue) == 0)
            return &changes->moves[m];
    return NULL;
}

static inline void check_move(const stance_changes *changes, const char *actor, const char *issue,
                              const char *kind, double distance, size_t n_entries)
{
    const struct move *move = move_of(changes, actor, issue);
    if (!move) {
        FAIL("%s has not moved on %s; %s expected", actor, issue, kind);
        return;
    }
    CHECK_TEXT(test_text("%s %s", actor, move->figures.kind), test_text("%s %s", actor, kind));
    CHECK_NEAR(move->figures.distance, distance, EPS);
    CHECK_SIZE(move->n_entries, n_entries);
    for (size_t e = 1; e < move->n_entries; e++)
        CHECK(move->entries[e - 1]->date <= move->entries[e]->date);
}

#endif
