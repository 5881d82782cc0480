/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Staged texts that no journal counts on. */
#ifndef STORE_LEFTOVER_H
#define STORE_LEFTOVER_H

#include <stdbool.h>

#include "base/diagnostics.h"
#include "stance/result.h"

/** Remove what a batch left that was never recorded, or is finished. The lock is held, and there is
 *  no journal. What may be an editor's text is kept, with a warning ("left-over").
 *  @param[in,out] found  true if something was removed.
 *  @return OK, IO, NO_MEMORY. */
stance_result leftover_clear(const char *path, bool *found, struct stance_diagnostics *diagnostics);

#endif
