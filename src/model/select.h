/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Selections in words: "france,group:europe", "topic:mission". */
#ifndef MODEL_SELECT_H
#define MODEL_SELECT_H

#include <stdbool.h>

#include "base/diagnostics.h"
#include "model/model.h"

/** Mark what a selection names. A bare word is an actor's id (an issue's); where it is also a
 *  group's (a topic's), the selection is refused with a word on actor:ID and group:ID.
 *  @param chosen  n_actors (n_issues) flags, all false at first.
 *  @return false with an error in the list. */
bool select_actors(const struct stance_model *model, const char *words, bool *chosen,
                   struct stance_diagnostics *diagnostics);
bool select_issues(const struct stance_model *model, const char *words, bool *chosen,
                   struct stance_diagnostics *diagnostics);

#endif
