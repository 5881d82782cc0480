/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Matrices. Private to say_matrix*.c. */
#ifndef REPORT_SAY_MATRIX_H
#define REPORT_SAY_MATRIX_H

#include <stdbool.h>
#include <stddef.h>

#include "model/words.h"
#include "report/say.h"

struct matrix_speaker;

struct matrix_kind {
    const char *name, *summary; /* for help */
    const char *explanation;    /* for people, above the table */
    /* Actors by actors: a pair's figure, and what an actor has with itself (NAN: its own coverage).
     * Else actors by issues: the cell of a known standing. Neither: positions, divergence. */
    double (*of_pair)(const stance_pair *pair);
    double of_self;
    void (*of_standing)(struct matrix_speaker *matrix, const struct standing *standing);
};

struct matrix_speaker {
    struct speaker speaker;
    const struct matrix_kind *kind;
    enum word_style style;
};

/* ---- say_matrix.c: one cell each */
void matrix_say_word(struct matrix_speaker *matrix, const char *word); /* NULL, "": blank */
void matrix_say_word_or_number(struct matrix_speaker *matrix, const char *word);
void matrix_say_actor(struct matrix_speaker *matrix, size_t actor);
void matrix_say_issue(struct matrix_speaker *matrix, size_t issue);
void matrix_say_standing(struct matrix_speaker *matrix, size_t actor, size_t issue);
void matrix_say_pair(struct matrix_speaker *matrix, size_t a, size_t b);

/* ---- say_matrix_table.c: the tables, wide or long */
void say_standing_table(struct matrix_speaker *matrix, bool is_long);
void say_pair_table(struct matrix_speaker *matrix, bool is_long);
void say_divergence_table(struct matrix_speaker *matrix, bool is_long);
void say_long_positions(struct matrix_speaker *matrix);

#endif
