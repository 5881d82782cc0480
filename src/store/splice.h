/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  New items into a list of a JSON text, every byte of which stays. */
#ifndef STORE_SPLICE_H
#define STORE_SPLICE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "stance/result.h"

/** An item for a list, an object in one line. */
struct insertion {
    size_t behind; /* number of the item behind which it goes; INSERT_AT_END: the last */
    const char *text;
};
#define INSERT_AT_END ((size_t)-1)

/** A piece of the new text that was not in the old one. */
struct inserted {
    size_t offset, length;
};

/** What splice_list makes. */
struct spliced {
    struct str text;
    struct inserted *pieces; /* heap; ascending, none empty */
    size_t n_pieces, size;
};
void spliced_clear(struct spliced *spliced);

/** Insert items into the list that a member of the text's object holds; the list is made where
 *  there is none. Each goes behind its neighbour with the white space that parts the neighbours,
 * and looks as its neighbour does: in one line, wrapped, or a member a line.
 *  @param text        JSON that the scanner passes, an object.
 *  @param insertions  by `behind`, ascending.
 *  @param[out] out    the new text, and which pieces of it are new; cleared by the caller.
 *  @return STANCE_OK; STANCE_REFUSED if the text is none of that; STANCE_NO_MEMORY. */
stance_result splice_list(const char *text, size_t length, const char *member,
                          const struct insertion *insertions, size_t count, struct spliced *out);

/** The member of that name of the text's object, whose name may be written with escapes; NULL. */
struct json_mark;
struct json_marks;
const struct json_mark *splice_find_list(const char *text, const struct json_marks *marks,
                                         const char *member);

#endif
