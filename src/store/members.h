/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  The members of an object, read by a table: which there are, which there must be. */
#ifndef STORE_MEMBERS_H
#define STORE_MEMBERS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diagnostics.h"
#include "store/json.h"

struct member {
    const char *name;
    unsigned types; /* of enum json_type, those allowed */
    bool required;
    const char *wants; /* "a number from 0 to 1"; NULL: what the types say */
};

struct member_table {
    const char *what; /* "a stance", for messages */
    const struct member *rows;
    size_t count;
};

/** The most rows of a table, for arrays of nodes. */
#define MEMBERS_MOST 24

/** Find the members of an object. Unknown ones (unless x-... or $...) become warnings, or errors
 * where the table is strict; missing and mistyped ones errors.
 *  @param[out] found  a node a row; missing (item NULL) where not given or of a wrong type.
 *  @return true if the node is an object and all required members are there. */
bool members_read(const struct member_table *table, struct json_node object,
                  struct json_node found[], struct stance_diagnostics *diagnostics);

/** Is a value of a type that is allowed; else an error: "NAME must be ..., not ...". */
bool member_check_type(const struct member *member, struct json_node node,
                       struct stance_diagnostics *diagnostics);

#endif
