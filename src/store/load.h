/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  A model's folder into a model: the reading half of stance_model_load. */
#ifndef STORE_LOAD_H
#define STORE_LOAD_H

#include <stddef.h>

#include "base/diagnostics.h"
#include "model/model.h"
#include "stance/result.h"
#include "store/folder.h"

/** Read model.json and all actors' files of a folder into a model that is all zero.
 *  @param threads      as parallel_for; model and diagnostics do not depend on it.
 *  @param diagnostics  errors and warnings are appended, file by file.
 *  @return STANCE_OK only if there was no error; then the model is complete. Else it is in a state
 *          that stance_model_free can free, and nothing more. */
stance_result store_load(const char *path, size_t threads, struct stance_model *model,
                         struct stance_diagnostics *diagnostics);

/** Likewise, for who wants to write.
 *  @param[out] stamps  how the file of each actor stood when it was read, in the model's order;
 * heap, for free; NULL unless the result is STANCE_OK. */
stance_result store_load_stamped(const char *path, struct stance_model *model,
                                 struct stamp **stamps, struct stance_diagnostics *diagnostics);

/** Likewise, with texts in place of some files or on top of them (new actors): what a batch would
 *  make of the folder, held against the ordinary rules. Overlays are borrowed. */
stance_result store_load_with(const char *path, size_t threads, const struct overlay *overlays,
                              size_t n_overlays, struct stance_model *model,
                              struct stance_diagnostics *diagnostics);

#endif
