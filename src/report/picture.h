/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What pictures are made of, before it is decided how they are drawn. Only writers of pages
 *  draw them; all texts and arrays lie in the document's arena. */
#ifndef REPORT_PICTURE_H
#define REPORT_PICTURE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/date.h"

/* ---- heat: a table whose cells are shaded by their figure */
enum heat_kind {
    HEAT_BLANK,      /* undefined, or nothing on record */
    HEAT_SELF,       /* an actor with itself */
    HEAT_SHADE,      /* shaded by `at` */
    HEAT_PLAIN,      /* known, on a scale without an order */
    HEAT_UNDECLARED, /* on record as taking no position */
};
struct heat_cell {
    enum heat_kind kind;
    double at;         /* 0 to 1 */
    const char *text;  /* NULL: `at` in two places */
    const char *small; /* what it rests on; NULL: said in the caption */
};
struct heat {
    bool diverges;      /* two hues from the middle to the ends; else one hue, darker is more */
    bool is_square;     /* rows and columns are the same actors */
    bool is_narrow;     /* very many columns: cells hold figures and letters, not words */
    const char *corner; /* what the rows are */
    size_t n_rows, n_columns;
    const char **rows, **columns;
    struct heat_cell *cells; /* row by row */
    const char *low, *high;  /* the ends of the legend in words */
    const char *blank;       /* what a blank cell means; and what letters in narrow cells do */
};

/* ---- map: names at places in the plane, in one unit on both axes */
struct map_point {
    const char *label;
    double x, y;
};
struct map_picture {
    struct map_point *points;
    size_t n_points;
};

/* ---- tree: leaves from top to bottom, joined pairwise at a distance */
struct tree_join {
    size_t left, right; /* leaves by their place in the order, then joins: n_leaves + number */
    double distance;    /* 0 to 1 */
};
struct tree {
    const char **leaves;
    size_t n_leaves;
    struct tree_join *joins;
    size_t n_joins;
};

/* ---- timeline: what each actor stood for, from when to when */
struct period {
    date_day from, to; /* the day after its last */
    enum heat_kind kind;
    double at; /* on the scale, 0 to 1 */
    const char *words;
};
struct timeline_row {
    const char *label;
    struct period *periods;
    size_t n_periods;
};
struct timeline {
    date_day from, to; /* the day after the last; alike on all timelines of a page */
    struct timeline_row *rows;
    size_t n_rows;
};

/* ---- waiting: who waits for whom */
enum waiting_state { WAITING_FAILS, WAITING_OPEN, WAITING_HOLDS };
struct waiting_arrow {
    size_t from, to;       /* stances: `from` would move if `to` did */
    bool only_more_likely; /* else it would */
    enum waiting_state state;
    const char *move; /* what `from` would move to */
    const char *when; /* the test on `to` */
};
struct waiting_picture {
    const char **stances; /* "US: US backstop" */
    const char **today;   /* what is in force; NULL: a group's stances */
    size_t n_stances;
    struct waiting_arrow *arrows;
    size_t n_arrows;
};

/* ---- what if: all that agreement and divergence are computed from, for a page that does it anew
 *  under other weights. Distances are those of the engine: by place on spans of the city-block
 *  measure, else as a table of the distinct positions. */
struct what_if_issue {
    const char *id, *name;
    double weight;
    size_t n_positions;       /* distinct ones */
    double *centres, *halves; /* of spans; NULL: see `distances` */
    double *distances;        /* n_positions x n_positions; NULL on spans */
    size_t *positions;        /* by actor: which; STANCE_NONE: none */
    double *saliences;        /* by actor: what the comparison weighs by */
};
struct what_if {
    const char **actors, **names; /* counted, and on record: ids and names */
    double *influence;            /* their weights */
    size_t n_actors;
    struct what_if_issue *issues; /* in the model's order, in which the engine adds up */
    size_t n_issues;
    size_t *ranking;  /* n_issues: issues as people see them, those that divide most first */
    size_t *order;    /* n_actors: as the heat map has them, those without a pair behind */
    bool by_salience; /* as asked: the page starts so */
    const char *eyes; /* whose salience; NULL: each actor's own */
    double cohesion;
};

#endif
