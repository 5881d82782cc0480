/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What writers of running text share: the walk over the blocks, and text in lines. */
#ifndef REPORT_RENDER_H
#define REPORT_RENDER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "report/writer.h"

/** One walk over a document. */
struct render {
    const struct stance_document *document;
    struct output *output;
    struct arena scratch; /* emptied after each block */
    size_t width_columns; /* of a line */
    bool ascii, color;
    const struct block *owner; /* the newest block that is no detail; NULL: none yet */
    const struct block *previous;
    void *writer; /* what the writer itself keeps */
};

typedef void render_function(struct render *render, const struct block *block);

/** Hand each block to the function of its kind, in order; stops where writing is in vain.
 *  @param before  called first for each block: the gap above it. */
void render_walk(struct render *render, render_function *before,
                 render_function *const of_kind[BLOCK_KIND_COUNT]);

/** Memory until the end of the block; NULL (and the output fails) if there is none. */
void *render_alloc(struct render *render, size_t count, size_t size);

/** A text that was put together, moved into the memory of the block; the str is cleared. */
const char *render_keep(struct render *render, struct str *text);

/** A text from anywhere, made harmless (utf8_append_visible); "" if there is no memory. */
const char *render_visible(struct render *render, const char *text);

/** The same for a short text in one line: no blanks at its ends, single ones within. */
const char *render_label(struct render *render, const char *text);

/** A source's words for between quotation marks: visible, quotation marks within them are single.
 */
const char *render_quoted(struct render *render, const char *text);

/** Three texts in one; "" if there is no memory. */
const char *render_join(struct render *render, const char *a, const char *b, const char *c);

/** A number for people, as a table shows it. */
const char *render_number(struct render *render, double number, int decimals);

/* ---- strips */

/** The same place, but for rounding. */
bool strip_is_at(double a, double b);
/** A place, or range of places, by the labels of the ticks; NULL where these do not name it. */
const char *strip_words(struct render *render, const struct strip *strip, double from, double to);
/** The marks in the order of their places; NULL if there is no memory. */
const struct mark **strip_sorted(struct render *render, const struct strip *strip);

/* ---- text in lines */

enum style { STYLE_PLAIN, STYLE_STRONG, STYLE_DIM };

/** What lies before a piece. */
enum gap {
    GAP_NONE,  /* nothing: it belongs to the piece before */
    GAP_FIXED, /* a blank, where a line breaks only if there is no other way */
    GAP_BLANK, /* a blank, or the end of a line */
    GAP_SOFT,  /* nothing, or the end of a line */
};

/** Pieces of words, each with a style and a width of its own. */
struct piece {
    const char *bytes;
    size_t length, width;
    enum style style;
    enum gap gap;
    struct piece *next;
};
struct flow {
    struct piece *first, *last;
    enum gap pending; /* before the piece that comes next */
};

/** Take a text apart. `style` is that of its plain spans; `capitals` turns a wholly ASCII text into
 *  capitals. */
struct flow render_flow(struct render *render, const struct text *text, enum style style,
                        bool capitals);
/** Add one text from anywhere to a flow; blanks at its ends are gaps. */
void flow_add(struct render *render, struct flow *flow, const char *text, enum style style);

/** Columns on one line, and of the longest part that does not want to be broken. */
size_t flow_width(const struct flow *flow);
size_t flow_width_least(const struct flow *flow);

/** Cut pieces that are wider than `width` columns, so that no line has to be. */
void flow_cut(struct render *render, struct flow *flow, size_t width);

/** A line: its pieces are from `first` up to `end`, which is not part of it. */
struct flow_line {
    const struct piece *first, *end;
    size_t width;
};

/** The line of at most `width` columns that begins at a piece; next begins at line.end (NULL: that
 *  was the last). Wider only if a word is, and is all that stands in the line. */
struct flow_line flow_line_at(const struct piece *first, size_t width);

/* ---- a pen: columns and escapes; blanks are written only when something follows them */
struct pen {
    struct render *render;
    size_t column, written; /* where it is, and up to where there are bytes */
    enum style style;
};

void pen_to(struct pen *pen, size_t column); /* never to the left */
void pen_write(struct pen *pen, const char *bytes, size_t length, size_t width, enum style style);
void pen_text(struct pen *pen, const char *visible, enum style style);
void pen_repeat(struct pen *pen, const char *glyph, size_t count, enum style style);
void pen_line(struct pen *pen, const struct flow_line *line);
void pen_end_line(struct pen *pen);

/** All lines of a flow, from the pen's column on, between there and the end of the line; the line
 *  is ended. */
void pen_flow(struct pen *pen, const struct flow *flow);

#endif
