/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Is a spliced text what it should be? Looked at by other means than those that made it. */
#ifndef STORE_PROOF_H
#define STORE_PROOF_H

#include <stdbool.h>

#include "model/cycle.h"
#include "stance/result.h"
#include "store/splice.h"

/** Prove that an actor's new text is the old one and the cycle's entries: without the new pieces it
 *  is the old bytes; it is strict JSON; its list of stances holds the old items and, where the
 * cycle wants them, new ones; and the reader of actors' files reads those as the cycle's entries.
 * As the old items are byte by byte those that were loaded, the file will load as the cycle's
 * model.
 *  @param[out] holds  whether all of that is so.
 *  @return STANCE_OK or STANCE_NO_MEMORY. */
stance_result proof_of_splice(const struct stance_cycle *cycle, size_t actor, const struct str *old,
                              const struct spliced *spliced, bool *holds);

#endif
