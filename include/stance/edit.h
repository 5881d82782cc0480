/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Writing into a model's folder: one writer at a time, all of a batch or nothing.
 *
 *  Entries are spliced into the text that is there; no byte of it is lost. */
#ifndef STANCE_EDIT_H
#define STANCE_EDIT_H

#include <stdbool.h>

#include "stance/cycle.h"
#include "stance/diagnostics.h"
#include "stance/model.h"
#include "stance/result.h"

#pragma GCC visibility push(default)

typedef struct stance_edit stance_edit;

/** Take the lock of a model's folder, finish or clear away what an interrupted batch left, and load
 *  the model.
 *  @param wait_seconds  how long to wait for another writer; then STANCE_IO.
 *  @param[out] out      new, for stance_edit_close; NULL unless the result is STANCE_OK. */
stance_result stance_edit_open(const char *path, double wait_seconds,
                               stance_diagnostics *diagnostics, stance_edit **out);

/** The model as it is on file. Lent; lives until the edit is closed. */
const stance_model *stance_edit_model(const stance_edit *edit);

/** What was found on opening of a batch that was interrupted. */
typedef enum {
    STANCE_RECOVERY_NONE,     /**< nothing */
    STANCE_RECOVERY_CLEARED,  /**< what was only staged was removed: that batch is not in */
    STANCE_RECOVERY_FINISHED, /**< a recorded batch was put in place */
} stance_recovery;
stance_recovery stance_edit_recovery(const stance_edit *edit);

/** Write the new entries of a cycle (made on stance_edit_model) into the actors' files.
 *  @return STANCE_OK: on the disk, whole; else the diagnostics say what holds. */
stance_result stance_edit_commit(stance_edit *edit, const stance_cycle *cycle,
                                 stance_diagnostics *diagnostics);

/** What `add actor` knows of one; NULL: not given. */
typedef struct {
    const char *id, *name, *kind;
    const char *groups; /**< "europe,nato" */
    const char *weight; /**< a number, as written */
    const char *entered;
} stance_new_actor;

/** What `add issue` knows of one; NULL: not given. */
typedef struct {
    const char *id, *name, *question, *topic, *weight;
    const char *levels;           /**< ordinal: "none,limited,substantial" */
    const char *choices;          /**< nominal: "coalition,eu,nato,un" */
    bool several;                 /**< nominal */
    const char *min, *max, *unit; /**< interval */
    const char *neutral, *status_quo;
    const char *entered;
} stance_new_issue;

/** Put a new actor's file, a new issue into the model. Errors name no place. */
stance_result stance_edit_add_actor(stance_edit *edit, const stance_new_actor *actor,
                                    stance_diagnostics *diagnostics);
stance_result stance_edit_add_issue(stance_edit *edit, const stance_new_issue *issue,
                                    stance_diagnostics *diagnostics);

/** Let other writers in, and signals that were held back; the model stays until stance_edit_close.
 *  Nothing can be committed afterwards. */
void stance_edit_unlock(stance_edit *edit);

/** Unlock, and free the model. NULL is fine. */
void stance_edit_close(stance_edit *edit);

/** Make a folder with an empty model in it: model.json and actors/. The folder may exist, but hold
 *  no model. */
stance_result stance_model_create(const char *path, const char *title,
                                  stance_diagnostics *diagnostics);

#pragma GCC visibility pop
#endif
