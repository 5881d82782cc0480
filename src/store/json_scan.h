/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Strict JSON (RFC 8259) over bytes: is it right, and where does each value stand. */
#ifndef STORE_JSON_SCAN_H
#define STORE_JSON_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diagnostics.h"
#include "stance/result.h"

/* Limits of a text; what is larger is refused with a place. */
#define JSON_MAX_BYTES  ((size_t)64 << 20)
#define JSON_MAX_DEPTH  64
#define JSON_MAX_TEXT   ((size_t)1 << 20) /* bytes between the quotes, as written */
#define JSON_MAX_NUMBER 1000              /* characters */
#define JSON_MAX_VALUES ((size_t)1 << 23) /* keeps what a hostile 64 MiB takes within bounds */

#define JSON_NO_KEY    UINT32_MAX
#define JSON_BOM_BYTES 3 /* a byte order mark, where has_bom says so */

/** Where one value stands, in bytes from the start of the text. Marks lie in document order: the
 *  first value inside a list or object is the next mark, the value behind it is mark + span. */
struct json_mark {
    uint32_t key;        /* the opening quote of the member's name; JSON_NO_KEY */
    uint32_t begin, end; /* of the value: text[begin .. end - 1] */
    uint32_t span;       /* marks of the value and all that is in it */
};

/** All zero is empty. */
struct json_marks {
    struct json_mark *items;
    size_t count, size;
    bool has_bom;         /* the text begins with a byte order mark */
    bool has_long_number; /* one of more characters than cJSON can take */
};

/** Scan a text, at most JSON_MAX_BYTES long (assert).
 *  @param[out] marks  empty at first, or cleared of an earlier text by json_marks_reset.
 *  @return STANCE_OK; STANCE_REFUSED with one error at its offset in the list; STANCE_NO_MEMORY. */
stance_result json_scan(const char *text, size_t length, struct json_marks *marks,
                        struct stance_diagnostics *diagnostics);

/** Forget the marks but keep their memory for the next text. */
void json_marks_reset(struct json_marks *marks);
void json_marks_clear(struct json_marks *marks);

#endif
