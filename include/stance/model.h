/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  A model: one topic, its issues and its actors, as the files of a folder hold them. */
#ifndef STANCE_MODEL_H
#define STANCE_MODEL_H

#include <stddef.h>

#include "stance/diagnostics.h"
#include "stance/result.h"

#pragma GCC visibility push(default)

/** Immutable after loading; may be read by several threads at once. */
typedef struct stance_model stance_model;

/** Returned by look-ups that find nothing. */
#define STANCE_NONE ((size_t)-1)

/** Load the model in a folder: `model.json` and `actors/ID.json`. Every error of every file goes to
 *  the diagnostics; a model with an error is refused as a whole.
 *  @param path         the folder, as the user names it: diagnostics print paths that begin so.
 *  @param diagnostics  borrowed; errors and warnings are appended in a stable order.
 *  @param[out] out     new, for stance_model_free; NULL unless the result is STANCE_OK.
 *  @return STANCE_OK (there may be warnings), STANCE_REFUSED, STANCE_IO or STANCE_NO_MEMORY. */
stance_result stance_model_load(const char *path, stance_diagnostics *diagnostics,
                                stance_model **out);

/** Likewise, and work out the digest of the files, which takes a moment where they are large. */
stance_result stance_model_load_hashed(const char *path, stance_diagnostics *diagnostics,
                                       stance_model **out);

/** SHA-256 of the lines that `sha256sum model.json actors/ID.json ...` prints in the model's
 *  folder, actors in the order of their ids; 64 hexadecimal digits. NULL if it was not asked for.
 *  `sha256sum model.json actors/[a-z0-9]*.json | sha256sum` gives the same, where LC_ALL=C. */
const char *stance_model_digest(const stance_model *model);

/** The title of the topic. All texts are lent: they live as long as the model. */
const char *stance_model_title(const stance_model *model);

size_t stance_model_actors(const stance_model *model); /* how many; in order of their ids */
size_t stance_model_issues(const stance_model *model); /* how many; in the order of model.json */

const char *stance_model_actor_id(const stance_model *model, size_t actor);
const char *stance_model_issue_id(const stance_model *model, size_t issue);

/** Index of an id, STANCE_NONE if the model has no such actor, issue. */
size_t stance_model_find_actor(const stance_model *model, const char *id);
size_t stance_model_find_issue(const stance_model *model, const char *id);

/** The id nearest to a mistyped word among actors or issues; NULL if none is near. Lent. */
const char *stance_model_nearest_actor(const stance_model *model, const char *word);
const char *stance_model_nearest_issue(const stance_model *model, const char *word);

void stance_model_free(stance_model *model); /* NULL is fine */

#pragma GCC visibility pop
#endif
