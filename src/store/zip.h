/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Parts of a zip archive that lies in memory, as workbooks are. On minizip. */
#ifndef STORE_ZIP_H
#define STORE_ZIP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "stance/result.h"

/** A part may be so large when it is unpacked, whatever its head says. It is never held as a whole:
 *  the limit keeps a small file from taking hours. */
#define ZIP_MAX_PART ((size_t)512 << 20)

struct zip;

/** @param bytes     borrowed until zip_close.
 *  @param[out] out  new; NULL unless the result is STANCE_OK.
 *  @return STANCE_OK, STANCE_REFUSED (it is none, or is broken) or STANCE_NO_MEMORY. */
stance_result zip_open(const char *bytes, size_t length, struct zip **out);

bool zip_has(struct zip *zip, const char *name);

/** Takes the next bytes of a part; at the end none, with `is_last`.
 *  @return STANCE_OK, or why to stop. */
typedef stance_result zip_take(void *context, const char *bytes, size_t length, bool is_last);

/** Unpack a part, piece by piece.
 *  @param message  what is wrong with the archive, where the result is STANCE_REFUSED for it.
 *  @return STANCE_OK, STANCE_REFUSED or STANCE_NO_MEMORY; or what `take` stopped with. */
stance_result zip_read(struct zip *zip, const char *name, zip_take *take, void *context,
                       struct str *message);

void zip_close(struct zip *zip); /* NULL is fine */

#endif
