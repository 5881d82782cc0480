/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  The one place that knows threads. */
#ifndef BASE_PARALLEL_H
#define BASE_PARALLEL_H

#include <stddef.h>

/** Call work(context, i) once for every i below count, on up to `threads` threads (0: as many as
 *  there are processors). Which thread takes which i is open: results must not depend on it. Falls
 *  back to the calling thread where no thread can be had. Returns when all are done. */
void parallel_for(size_t count, size_t threads, void (*work)(void *context, size_t i),
                  void *context);

#endif
