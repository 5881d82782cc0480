/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Staged texts that no journal counts on. */
#ifndef STORE_LEFTOVER_H
#define STORE_LEFTOVER_H

#include <stddef.h>

#include "base/diagnostics.h"
#include "base/str.h"
#include "stance/result.h"

struct leftover {
    size_t n_removed;
    struct place place; /* STANCE_IO: what could not be cleared away, */
    struct str words;   /* and why; the caller clears it */
};

/** Remove what a batch left that was never recorded, or is finished. The lock is held, and there is
 *  no journal. What may be an editor's text is kept, with a warning ("left-over").
 *  @param[out] leftover     all zero before.
 *  @param[out] diagnostics  warnings; what fails is the caller's to tell, who knows what holds.
 *  @return OK, IO, NO_MEMORY. */
stance_result leftover_clear(const char *path, struct leftover *leftover,
                             struct stance_diagnostics *diagnostics);

#endif
