/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What a command works on: find the model, load it, compare, and complain. */
#ifndef CLI_CONTEXT_H
#define CLI_CONTEXT_H

#include "base/str.h"
#include "cli/command.h"
#include "stance/changes.h"
#include "stance/diagnostics.h"
#include "stance/findings.h"
#include "stance/model.h"
#include "stance/snapshot.h"

/** Pairs grow with the square of the actors: more would fill the memory and help nobody. */
#define CONTEXT_MOST_ACTORS 20000

struct context {
    bool is_quiet; /* as settings say */
    char *path;    /* the model's folder */
    stance_diagnostics *diagnostics;
    stance_model *model;
    stance_snapshot *snapshot;
    stance_findings *findings;
    bool is_borrowed;       /* model and diagnostics are another context's */
    struct context *before; /* after context_look_back: the other side, and what changed */
    stance_changes *changes;
};

/** Where is the model: -m, $STANCE_MODEL, or the nearest folder upwards that holds one? */
enum exit_status context_find_model(const struct settings *settings, struct str *path);

/** Find and load the model, take the snapshot that the settings ask for, compare. What is wrong is
 *  printed to stderr, unless settings->quiet leaves that to the caller. The context is to be
 * cleared in any case. More than CONTEXT_MOST_ACTORS are refused, with a word on --actors.
 *  @return EXIT_DONE, or the status to exit with. */
enum exit_status context_open(struct context *context, const struct settings *settings);
void context_clear(struct context *context);

/** Compare with what was on file at the end of the day settings->since, or with the copy of the
 *  model in the folder settings->from. */
enum exit_status context_look_back(struct context *context, const struct settings *settings);

/** A word of the command line as an actor, an issue among the selected: "france", "actor:france".
 *  @param[out] place  STANCE_NONE where it is none.
 *  @return EXIT_DONE, or EXIT_REFUSED with a message where the word means nothing. */
enum exit_status context_find_actor(const struct context *context, const char *word, size_t *place);
enum exit_status context_find_issue(const struct context *context, const char *word, size_t *place);
enum exit_status context_find_any(const struct context *context, const char *word, size_t *actor,
                                  size_t *issue);

#endif
