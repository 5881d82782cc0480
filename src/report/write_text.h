/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Parts of the text writer: tables, strips, and lanes of things at columns. */
#ifndef REPORT_WRITE_TEXT_H
#define REPORT_WRITE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "report/render.h"

/** A table or a strip, set in by so many columns. */
void text_table(struct render *render, const struct table *table, size_t indent);
void text_strip(struct render *render, const struct strip *strip, size_t indent);

/** A line of things at columns of their own, which do not overlap. */
struct run {
    size_t column, width;
    const char *text; /* visible; NULL: columns that are taken, without anything to be seen */
    enum style style;
    struct run *next; /* to the right */
};
struct lane {
    struct run *first;
};
void lane_add(struct render *render, struct lane *lane, size_t column, const char *text,
              enum style style);
void lane_reserve(struct render *render, struct lane *lane, size_t first, size_t last);
/** No run within `gap` columns of first..last. */
bool lane_is_free(const struct lane *lane, size_t first, size_t last, size_t gap);
void lane_write(struct render *render, const struct lane *lane, size_t indent);

/** What is said under a strip, beside one another where there is room. */
struct remark {
    const char *text; /* not made visible yet */
    struct remark *next;
};
struct remarks {
    struct remark *first, *last;
};
void remarks_add(struct render *render, struct remarks *remarks, const char *text);
void remarks_write(struct render *render, const struct remarks *remarks, size_t indent);

/** The scale of a strip on the screen. */
struct axis {
    const struct strip *strip;
    size_t indent, width_columns; /* of all that is drawn */
    size_t first, last;           /* columns of the ends of the scale */
};
size_t axis_column(const struct axis *axis, double at);
/** The labels and the line of the scale; what has no room there is a remark. */
void axis_write(struct render *render, const struct axis *axis, struct remarks *remarks);

#endif
