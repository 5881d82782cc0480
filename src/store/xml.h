/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Parts of workbooks as XML, element by element, without their namespaces. On expat. */
#ifndef STORE_XML_H
#define STORE_XML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "stance/result.h"

/** What reads a part. Names are without prefixes; attributes are pairs of name and value, for
 *  xml_attribute. */
struct xml_reader {
    void (*begin)(void *context, const char *name, const char *const *attributes);
    void (*end)(void *context, const char *name);
    void (*text)(void *context, const char *bytes, size_t length); /* NULL: not wanted */
};

/** Set by a reader that has seen enough, or cannot go on. */
struct xml_stop {
    bool stopped;
};

struct xml_parse;

/** Parse a part, piece by piece. Document types, and so entities of one's own, are refused, as is
 *  nesting without end.
 *  @param stop  asked after each call of the reader. All are borrowed until xml_close.
 *  @return new, for xml_close; NULL without memory. */
struct xml_parse *xml_open(const struct xml_reader *reader, void *context,
                           const struct xml_stop *stop);

/** Take the next piece.
 *  @param message  what is wrong: "broken at line 3, column 17: mismatched tag".
 *  @return STANCE_OK (also where the reader stopped), STANCE_REFUSED or STANCE_NO_MEMORY. */
stance_result xml_take(struct xml_parse *parse, const char *bytes, size_t length, bool is_last,
                       struct str *message);

void xml_close(struct xml_parse *parse); /* NULL is fine */

/** The value of an attribute by its name without prefix, the first if several namespaces have one;
 *  NULL if there is none. */
const char *xml_attribute(const char *const *attributes, const char *name);

#endif
