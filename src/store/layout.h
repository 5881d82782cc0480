/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  How an object looks in somebody's file, and another one printed so that it looks alike.
 */
#ifndef STORE_LAYOUT_H
#define STORE_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"
#include "store/json_scan.h"

/** A piece of a text. */
struct slice {
    const char *bytes;
    size_t length;
};

bool layout_is_white(char c);
/** Does a piece go over the end of a line? */
bool layout_has_break(struct slice slice);
/** The white space before an offset. */
struct slice layout_white_before(const char *text, size_t offset);
/** What is on the last line of a piece. */
struct slice layout_last_line(struct slice slice);
/** The bytes of a quoted text, from its opening quote to behind its closing one. */
size_t layout_quoted_length(const char *json);

/** How an item looks, taken from its neighbour. Slices of the neighbour's text, or of constants. */
struct layout {
    struct slice colon;                 /* between a name and its value: ": " */
    struct slice comma;                 /* between members on one line: ", " */
    struct slice pad;                   /* behind { and before } on one line */
    bool is_expanded;                   /* a member a line: */
    struct slice member_gap, close_gap; /* before a member, before the closing brace */
    bool nested_is_expanded;            /* what is in a member, too */
    bool is_wrapped;                    /* several members a line, wrapped: */
    struct slice wrap_gap;              /* before the first member of a further line */
    size_t width_columns;               /* no line longer than this, where it can be helped */
};

/** The layout of an object in a text. */
void layout_of(const char *text, const struct json_mark *object, struct layout *layout);

/** Print an object (in one line) in a layout.
 *  @param column  of its first character, from 0. */
void layout_print(const struct layout *layout, const char *object, size_t column, struct str *out);

/** Print an object (in one line) as a new file: a member a line, set in by two blanks. */
void layout_print_file(const char *object, struct str *out);

#endif
