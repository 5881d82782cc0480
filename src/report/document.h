/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  A document: blocks of text, tables and strips, without any idea of how they look.
 *
 *  Builders fail stickily: after a failed allocation they do nothing, and document_ok says so once,
 *  at the end. All text is copied; it may hold anything that a file may hold: writers escape. */
#ifndef REPORT_DOCUMENT_H
#define REPORT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "engine/change.h"
#include "engine/findings.h"
#include "model/cycle.h"
#include "report/picture.h"
#include "stance/report.h"

/* ---- running text: a list of spans */
enum span_kind {
    SPAN_TEXT,
    SPAN_STRONG,
    SPAN_QUOTE, /* words of a source: writers set the quotation marks */
    SPAN_CITE,  /* a source by its number: [3] */
    SPAN_LINK,  /* an address, which is its text too */
};
struct span {
    enum span_kind kind;
    const char *text;
    size_t number;
    struct span *next;
};
struct text {
    struct span *first, *last;
};

/* ---- tables of typed cells */
enum value_kind {
    VALUE_BLANK, /* undefined or not there: never 0 */
    VALUE_NUMBER,
    VALUE_TEXT,
};
struct value {
    enum value_kind kind;
    double number;
    int decimals; /* for people; machines get the number in full */
    struct text text;
};
enum alignment { ALIGN_LEFT, ALIGN_RIGHT };
struct column {
    const char *head;
    enum alignment alignment;
    bool wraps; /* may be narrowed, its text then runs over several lines */
};
struct row {
    struct value *values; /* one a column */
    bool is_total;        /* set off from the rows above */
    struct row *next;
};
struct table {
    struct column *columns;
    size_t n_columns;
    struct row *first, *last;
    const char *blank; /* what stands in blank cells: "." */
};

/* ---- strips: a scale and who stands where on it; places run from 0 to 1 */
struct tick {
    double at;
    const char *label;
};
enum mark_kind {
    MARK_POINT,
    MARK_RANGE,
    MARK_DISPUTED, /* sources contradict each other: both ends, with a "?" */
};
struct mark {
    enum mark_kind kind;
    double from, to;
    const char *label;
    const char *place; /* where that is, in words ("25,000 troops"); NULL: said by the ticks */
    bool is_past;      /* where it stood before */
    bool is_subject;   /* whom the document is about */
    bool has_accepts;  /* the actor's red line: what it could live with */
    double accepts_from, accepts_to;
    const char *accepts_place; /* in words; NULL: said by the ticks */
};
struct strip {
    struct tick *ticks;
    size_t n_ticks;
    struct mark *marks;
    size_t n_marks;
    bool has_status_quo;
    double status_quo_from, status_quo_to;
    const char *status_quo_place; /* in words; NULL: said by the ticks */
};

/* ---- blocks */
enum block_kind {
    BLOCK_TITLE,     /* text; aside: the date, at the other end of the line */
    BLOCK_HEADING,   /* text; aside: a legend, or NULL */
    BLOCK_PARAGRAPH, /* text */
    BLOCK_ITEMS,     /* a list: one text an item */
    BLOCK_ENTRIES,   /* a list of terms, each with its text beside it */
    BLOCK_RANKED,    /* a line of a ranking: number, text, value with a bar of it, aside */
    BLOCK_STRIP,
    BLOCK_TABLE,
    BLOCK_SOURCES, /* the numbered sources that SPAN_CITE points at: items in their order */
    /* Of pages only, which no other writer holds. */
    BLOCK_FIGURES, /* key figures: term, figure, and its definition as the text */
    BLOCK_HEAT,    /* text: the caption */
    BLOCK_MAP,     /* text of pictures: what is seen, for those who do not see it */
    BLOCK_TREE,
    BLOCK_TIMELINE,
    BLOCK_WAITING,
    BLOCK_WHAT_IF,
};
#define BLOCK_KIND_COUNT 16
struct entry {
    const char *term;   /* NULL in ITEMS and SOURCES */
    const char *figure; /* FIGURES; NULL elsewhere */
    struct text text;
    struct entry *next;
};
struct block {
    enum block_kind kind;
    bool is_detail;    /* belongs to the block above: set in, without a gap before it */
    bool is_lead;      /* ITEMS: what a reader should see first */
    const char *fold;  /* pages: shown on demand, under these words; NULL: always */
    const char *about; /* pages, RANKED: the question behind it; NULL */
    struct text text;
    const char *aside;
    size_t rank;             /* RANKED */
    double value, value_max; /* RANKED: the bar's length and its full length; NAN: none */
    const char *value_name, *aside_name; /* RANKED: what they are, where no column says so; NULL */
    struct entry *first, *last;
    struct strip strip;
    struct table table;
    union { /* by the kind */
        const struct heat *heat;
        const struct map_picture *map;
        const struct tree *tree;
        const struct timeline *timeline;
        const struct waiting_picture *waiting;
        const struct what_if *what_if;
    } picture;
    struct block *next;
};

/** What a document is about: a writer of figures (json) goes by this instead of the blocks. */
enum subject {
    SUBJECT_REPORT,
    SUBJECT_COMPARISON,
    SUBJECT_ACTOR,
    SUBJECT_ISSUE,
    SUBJECT_CHANGES,
    SUBJECT_LOG,
    SUBJECT_CYCLE,
    SUBJECT_MATRIX,
    SUBJECT_WORKBOOK,
};

struct stance_document {
    struct arena arena;
    stance_document_kind kind;
    enum subject subject;
    const struct stance_findings *findings;
    const struct stance_changes *changes; /* CHANGES, and a REPORT that they open; else NULL */
    const struct stance_cycle *cycle;     /* CYCLE; else NULL */
    size_t a, b;        /* COMPARISON: both actors; ACTOR, ISSUE: a; LOG: actor and issue, or
                           STANCE_NONE */
    const char *matrix; /* MATRIX: its kind */
    bool has_shares;    /* MATRIX: its figures go from 0 to 1 */
    struct block *first, *last;
    struct text *open; /* where document_say writes: set by the builders below */
    size_t next_cell;  /* of the newest row: column of the cell that is opened next */
    bool failed;
};

/** @param kind  what it is made of: pages hold pictures and more evidence than lines. */
struct stance_document *document_new(stance_document_kind kind, enum subject subject,
                                     const struct stance_findings *findings);
bool document_ok(const struct stance_document *document);

/* Each opens a block (or an item, a cell of it): what is said next goes there. */
void document_title(struct stance_document *document, const char *aside);
void document_heading(struct stance_document *document, const char *aside);
void document_paragraph(struct stance_document *document);
void document_items(struct stance_document *document);
void document_item(struct stance_document *document);
void document_entries(struct stance_document *document);
void document_entry(struct stance_document *document, const char *term);
void document_ranked(struct stance_document *document, size_t rank, double value, double value_max,
                     const char *aside);
/** Name the figures of the newest block, a ranked one, for formats without columns. */
void document_ranked_names(struct stance_document *document, const char *value_name,
                           const char *aside_name);
void document_sources(struct stance_document *document);
void document_figures(struct stance_document *document);
/** A key figure; its definition is said next. */
void document_figure(struct stance_document *document, const char *term, const char *figure);
/** Mark the newest block as a detail of the one above it. */
void document_detail(struct stance_document *document);
/** Mark the newest block, items, as what a reader should see first. */
void document_lead(struct stance_document *document);
/** Let pages show the newest block on demand only, under these words. */
void document_fold(struct stance_document *document, const char *words);
/** The question behind the newest block, a ranked one; NULL: none. */
void document_about(struct stance_document *document, const char *question);

/** Strips: the newest block. Room is made for so many ticks and marks, all zero; NULL if failed. */
struct strip *document_strip(struct stance_document *document, size_t n_ticks, size_t n_marks);
const char *document_copy(struct stance_document *document, const char *text);

/** Pictures: the newest block; what is said next is its text. NULL if failed: then nothing is to be
 *  filled in. */
struct block *document_picture(struct stance_document *document, enum block_kind kind);
/** Zeroed memory of the document; NULL if failed. */
void *document_alloc(struct stance_document *document, size_t count, size_t size);

/** Tables: columns are copied; rows are opened one after the other, then cell by cell in order. */
void document_table(struct stance_document *document, const struct column *columns,
                    size_t n_columns, const char *blank);
void document_row(struct stance_document *document, bool is_total);
void document_cell_blank(struct stance_document *document);
/** NAN is a blank. */
void document_cell_number(struct stance_document *document, double number, int decimals);
void document_cell_text(struct stance_document *document); /* what is said next goes there */

/** The table of a document that has one, as matrices do. */
const struct table *document_only_table(const struct stance_document *document);

/** Running text without anything of how it looks; numbers of sources are left out. */
void text_print_plain(const struct text *text, struct str *out);

/* Say: append to what is open. */
void document_say(struct stance_document *document, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void document_say_text(struct stance_document *document, enum span_kind kind, const char *text);
void document_cite(struct stance_document *document, size_t number);

#endif
