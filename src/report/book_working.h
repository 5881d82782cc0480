/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What Working works out of its blocks: private to book_working*.c, book_agreement.c and
 *  book_divergence.c. */
#ifndef REPORT_BOOK_WORKING_H
#define REPORT_BOOK_WORKING_H

#include "base/number.h"
#include "report/book.h"

/** Rows of figures behind the pairs' block, by issue in the issues' columns; the last two stand in
 *  the first column alone. Sums run over ordered pairs: each pair counts twice, in all of them. */
enum working_figure {
    FIGURE_COUNT,     /* declared actors of some influence */
    FIGURE_DISTANCE,  /* sum(p p d) */
    FIGURE_INFLUENCE, /* sum(p p) of those with both declared */
    FIGURE_SHARE,     /* sum(p p w / sum(w) d) */
    FIGURE_PAIRS,     /* sum(p p) of all pairs that have an agreement */
    FIGURE_AGREEMENT, /* sum(p p A) of them */
};

/* ---- book_working_cell.c: formulas of one actor and issue, each of another block */
void working_row_formula(struct str *out, const struct book *book, size_t actor, size_t issue);
void working_value_formula(struct str *out, const struct book *book, size_t actor, size_t issue);
void working_end_formula(struct str *out, const struct book *book, size_t actor, size_t issue,
                         bool high);
void working_declared_formula(struct str *out, const struct book *book, size_t actor, size_t issue);
void working_root_formula(struct str *out, const struct book *book, size_t actor, size_t issue);
void working_size_formula(struct str *out, const struct book *book, size_t actor, size_t issue);
void working_member_formula(struct str *out, const struct book *book, size_t actor, size_t issue,
                            size_t choice);

/** The first row of figures. */
size_t working_figures_row(const struct book *book);
/** "Working!$C$40" */
void append_figure(struct str *out, const struct book *book, enum working_figure figure,
                   size_t issue);

/** Sums of w of all pairs, and the figures. */
void book_working_figures(struct book *book);

/** Is a pair's agreement a formula, or one that no formula can follow? */
bool book_pair_is_live(const struct book *book, size_t a, size_t b);
bool book_issue_is_live(const struct book *book, size_t issue);

#endif
