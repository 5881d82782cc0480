/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  JSON text to a tree of nodes that know their places: cJSON's tree and the scanner's
 * marks, walked side by side. */
#ifndef STORE_JSON_H
#define STORE_JSON_H

#include <stdbool.h>
#include <stddef.h>

#include <cjson/cJSON.h>

#include "base/diagnostics.h"
#include "stance/result.h"
#include "store/json_scan.h"

/** A text that was read. All zero is empty. */
struct json {
    const char *text; /* borrowed */
    size_t length;
    cJSON *tree;
    struct json_marks marks;
};

/** One value. A missing one (no such member, behind the last) has item NULL. */
struct json_node {
    const cJSON *item;
    const struct json_mark *mark;
};

/** Bits, so that a member may allow several. */
enum json_type {
    JSON_NULL = 1,
    JSON_FLAG = 2,
    JSON_NUMBER = 4,
    JSON_TEXT = 8,
    JSON_LIST = 16,
    JSON_OBJECT = 32,
};

/** Read a text. What JSON forbids, or cJSON would lose in silence (a name given twice, a number too
 *  large for a double), is an error at its offset; a byte order mark is a warning.
 *  @param json  all zero at first; for another text when this one is done with, too: its memory is
 *               used again. Cleared by json_clear in any case.
 *  @return STANCE_OK: there is a tree, be it with errors in the list; STANCE_REFUSED: there is
 * none, and one error in the list; STANCE_NO_MEMORY. */
stance_result json_read(struct json *json, const char *text, size_t length,
                        struct stance_diagnostics *diagnostics);
void json_clear(struct json *json);

struct json_node json_root(const struct json *json);

/** The first value in a list or object, the one behind a value. */
struct json_node json_first(struct json_node node);
struct json_node json_next(struct json_node node);
bool json_is_there(struct json_node node);
size_t json_count(struct json_node node); /* values in a list or object; walks them */

enum json_type json_type(struct json_node node);
const char *json_type_words(enum json_type type); /* "a text", "a number", ... */

const char *json_key(struct json_node node);  /* a member's name, decoded */
const char *json_text(struct json_node node); /* of a JSON_TEXT, decoded */
double json_number(struct json_node node);    /* infinite: too large, and in the list already */
bool json_flag(struct json_node node);

/** A text as messages quote it: of a long one the beginning, whole characters, and "...". */
struct json_quote {
    char bytes[88];
};
const char *json_quote(const char *text, struct json_quote *buffer);

#endif
