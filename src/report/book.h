/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  The workbook: one place to edit, and sheets that follow it by formulas. Private to
 *  report/book*.c and write_xlsx.c. On libxlsxwriter; functions of Excel 2007 only.
 *
 *  The way of a figure: a position is a word on Positions. Working finds it by its key, turns it
 *  into numbers in blocks of actors by issues, and weighs pairs; Matrix, Agreement and Divergence
 *  show what comes of it. Every formula carries the figure of the findings as its last result. */
#ifndef REPORT_BOOK_H
#define REPORT_BOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <xlsxwriter.h>

#include "base/arena.h"
#include "base/date.h"
#include "engine/findings.h"
#include "model/words.h"

/* Columns of Positions, which import knows by the names of their heads. */
enum positions_column {
    POSITIONS_ACTOR,
    POSITIONS_ISSUE,
    POSITIONS_ACTOR_NAME,
    POSITIONS_ISSUE_NAME,
    POSITIONS_VALUE,
    POSITIONS_DATE,
    POSITIONS_UNTIL,
    POSITIONS_SALIENCE,
    POSITIONS_CONFIDENCE,
    POSITIONS_STATUS,
    POSITIONS_SPEAKER,
    POSITIONS_OUTLET,
    POSITIONS_URL,
    POSITIONS_QUOTE,
    POSITIONS_ACCEPTS,
    POSITIONS_NOTE,
    POSITIONS_ENTERED,
    POSITIONS_CLAIMS,
    POSITIONS_KEY,
    POSITIONS_ROW,
    POSITIONS_COLUMNS,
};

/* Blocks of Working, one below the other. */
enum working_block {
    BLOCK_ROW,   /* of Positions */
    BLOCK_VALUE, /* the word, or number */
    BLOCK_LOW,   /* normalised ends; -1: none that can be read */
    BLOCK_HIGH,
    BLOCK_DECLARED, /* 1 or 0 */
    BLOCK_ROOT,     /* of salience, 0 where not declared */
    BLOCK_SIZE,     /* of the set; from here on only where there are sets */
    BLOCK_MEMBERS,  /* one for each choice: is it in the set? */
};

/** More would be slow to open, and nobody would look at them. */
#define BOOK_MOST_CELLS   400000 /* actors x issues, and actors x actors */
#define BOOK_MOST_COLUMNS 16000  /* of a sheet, and some */
#define BOOK_MOST_LIVE    40000  /* so many of either are formulas; else they are constants */
#define BOOK_MOST_WORKED  300000 /* and of either times the blocks that they are worked out in */
#define BOOK_MOST_EXTRAS  10000  /* cells with comments and lists to choose from */
#define BOOK_MOST_CHOICES 60     /* of a set that a formula can compare */

struct book_formats {
    lxw_format *head, *text, *wrapped, *number, *figure, *range, *date, *fixed, *fixed_date, *input,
        *input_number, *input_date, *input_weight, *title, *strong, *grey, *constant, *share;
    lxw_format *hues[3]; /* a legend of the colour scale */
};

struct book {
    lxw_workbook *workbook;
    const struct stance_findings *findings;
    const struct stance_snapshot *snapshot;
    struct book_formats formats;
    size_t n_actors, n_issues;
    size_t most_choices; /* of the issues whose scale is a set; 0: there are none */
    bool has_spans;
    bool is_live;      /* Matrix, Agreement, Divergence are formulas */
    bool has_extras;   /* comments and lists to choose from */
    bool *is_constant; /* by actor: its pairs cannot be followed by formulas; heap */
    lxw_worksheet *positions, *matrix, *agreement, *divergence, *working, *issues, *scales;
    size_t *scale_rows; /* by issue: its first row on Scales; heap */
    char as_of[16];
    struct arena arena; /* of one sheet's texts */
    bool failed;        /* no memory */
    lxw_error error;    /* the first that the library told of */
};

/* ---- book.c */
/** Write the whole workbook to a path.
 *  @return STANCE_OK, STANCE_IO or STANCE_NO_MEMORY. */
stance_result book_write(const struct stance_findings *findings, const char *path);
/** Where files lie for a while: TMPDIR, else /tmp. */
const char *book_folder(void);
/** Open a workbook at a path, with formats and properties; false without memory. */
bool book_open(struct book *book, const char *path);
/** Write it. @return as book_write. */
stance_result book_close(struct book *book);
/** Unpack what was written: is every part there to its end? */
bool book_is_whole(const char *path);
lxw_worksheet *book_sheet(struct book *book, const char *name);
/** Landscape A4, one page wide, the first rows on each page, what it was made from at the foot. */
void book_print_setup(struct book *book, lxw_worksheet *sheet, size_t head_rows);
/** From one end of the scale to the other; all but the first row and column. */
void book_colour(struct book *book, lxw_worksheet *sheet, size_t last_row, size_t last_column);
void book_protect(lxw_worksheet *sheet);
void book_heads(struct book *book, lxw_worksheet *sheet, const char *const *heads,
                const double *widths, size_t count);

/* ---- book_cell.c: what the library told is kept in book->error */
void book_check(struct book *book, lxw_error error);
/** Text as it is, or as much of it as a cell takes; NULL and "" leave the cell to its format. */
void book_text(struct book *book, lxw_worksheet *sheet, size_t row, size_t column, const char *text,
               lxw_format *format);
/** NAN leaves the cell to its format. */
void book_number(struct book *book, lxw_worksheet *sheet, size_t row, size_t column, double number,
                 lxw_format *format);
void book_date(struct book *book, lxw_worksheet *sheet, size_t row, size_t column, date_day day,
               lxw_format *format);
/** A formula with its last result: a number, or (NAN) a text. */
void book_formula(struct book *book, lxw_worksheet *sheet, size_t row, size_t column,
                  const char *formula, double result, const char *text, lxw_format *format);
/** Likewise for one cell whose formula works on whole ranges. */
void book_array_formula(struct book *book, lxw_worksheet *sheet, size_t row, size_t column,
                        const char *formula, double result, lxw_format *format);
void book_comment(struct book *book, lxw_worksheet *sheet, size_t row, size_t column,
                  const char *text);
/** Text that is no cell's, as much of it as `most` characters, without what would break the file.
 */
void append_clean(struct str *out, const char *text, size_t most);
/** "$C$7", "$C$7:$X$7"; rows and columns from 0. */
void append_cell(struct str *out, size_t row, size_t column);
void append_range(struct str *out, size_t first_row, size_t first_column, size_t last_row,
                  size_t last_column);

/* ---- the sheets, one file each */
void book_readme(struct book *book, lxw_worksheet *sheet);
void book_matrix(struct book *book);
void book_agreement(struct book *book);
void book_divergence(struct book *book);
void book_positions(struct book *book);
void book_changes(struct book *book, lxw_worksheet *sheet);
void book_sources(struct book *book, lxw_worksheet *sheet);
void book_issues(struct book *book);
void book_scales(struct book *book);
void book_working(struct book *book);

/* ---- places that formulas point at, all from 0 */
size_t book_positions_row(const struct book *book, size_t actor, size_t issue);
/** Row of an actor in a block of Working, and the column of an issue. */
size_t working_row(const struct book *book, size_t block, size_t actor);
size_t working_column(size_t issue);
/** The block of actors by actors behind all others. */
size_t working_pairs_block(const struct book *book);
enum { WORKING_INFLUENCE = 1, WORKING_FIRST = 2 };
enum { WORKING_SPAN_WEIGHTS = 1, WORKING_SET_WEIGHTS, WORKING_LEAST, WORKING_MOST };
enum { ISSUES_WEIGHT = 8 };
/** A row of a block: "Working!$C$7:$X$7"; a column of it: "Working!$C$7:$C$19". */
void append_block_row(struct str *out, const struct book *book, size_t block, size_t actor);
void append_block_column(struct str *out, const struct book *book, size_t block, size_t issue);
void append_block_cell(struct str *out, const struct book *book, size_t block, size_t actor,
                       size_t issue);

const struct actor *book_actor(const struct book *book, size_t actor);
const struct issue *book_issue(const struct book *book, size_t issue);
bool book_is_set(const struct book *book, size_t issue);
/** Is a cell's position that of contradicting claims, each a set of its own? Their mean distance is
 *  none of one set. */
bool book_is_split(const struct book *book, size_t actor, size_t issue);

#endif
