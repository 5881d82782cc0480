/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What a call of the library came to. */
#ifndef STANCE_RESULT_H
#define STANCE_RESULT_H

/** The return type of every call that can fail. People's words about a failure are in the
 *  diagnostics that were handed in (stance/diagnostics.h); the result only says whether to go on.
 */
typedef enum {
    STANCE_OK = 0,
    STANCE_REFUSED,   /**< the data or the request is wrong: read the diagnostics */
    STANCE_NO_MEMORY, /**< an allocation failed; nothing was handed out, nothing leaks */
    STANCE_IO,        /**< a file could not be read or written: read the diagnostics */
} stance_result;

#endif
