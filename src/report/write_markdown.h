/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  A line of Markdown under way: text that is escaped, and markup that is not. */
#ifndef REPORT_WRITE_MARKDOWN_H
#define REPORT_WRITE_MARKDOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "report/render.h"

struct line {
    struct render *render;
    bool is_begun;   /* something stands in it: what follows cannot open a block */
    bool was_blank;  /* the last thing was a blank, or nothing */
    bool is_number;  /* nothing but digits so far */
    bool after_cite; /* the last thing was a citation */
    size_t blanks;   /* not written yet: one is, once something follows */
    bool all_strong;
};

/** Begin with markup that may open a block; end with a line end. */
struct line line_begin(struct render *render, const char *markup);
void line_end(struct line *line);
struct str *line_bytes(const struct line *line);

/** Markup of our own, and figures. */
void line_raw(struct line *line, const char *markup);
void line_number(struct line *line, size_t number);

/** Text from anywhere, escaped. Blanks at both ends of a line go. */
void line_text(struct line *line, const char *text);
/** The same, strong where CommonMark would see it as such between what was written and `after`. */
void line_strong(struct line *line, const char *text, const char *after);
void line_spans(struct line *line, const struct text *text);

#endif
