/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Pieces of the words about changes: all speak of the document's `changes`. */
#ifndef REPORT_SAY_CHANGES_H
#define REPORT_SAY_CHANGES_H

#include "report/changed.h"
#include "report/say.h"

/** With a sign: "+0.10", "-0.05"; "0.00" where it rounds to that. */
void print_signed(double number, struct str *out);
void say_signed(struct speaker *speaker, double number);

/** "France on Ground presence". */
void say_stance_name(struct speaker *speaker, size_t actor, size_t issue);
/** Whose part it is: a stance, or what changed outside the stances. */
void say_part_name(struct speaker *speaker, const struct part *part);

/* ---- say_moves.c */
/** What a move is, as the predicate of "France on Ground presence": "moved from A to B, two thirds
 *  of the scale". With or without the dates of both positions. */
void say_move(struct speaker *speaker, const struct move *move, bool with_dates);
/** The section of moves, with what was confirmed or edited. */
void say_moves(struct speaker *speaker);

/* ---- say_headline.c */
/** The paragraph that a reader takes along. */
void say_headline(struct speaker *speaker);

/* ---- say_change_figures.c */
/** Agreement, divergence and cohesion, before and after. */
void say_changed_figures(struct speaker *speaker);

#endif
