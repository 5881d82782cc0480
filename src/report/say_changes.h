/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Pieces of the words about changes: all speak of the document's `changes`. */
#ifndef REPORT_SAY_CHANGES_H
#define REPORT_SAY_CHANGES_H

#include "report/changed.h"
#include "report/say.h"
#include "report/telling.h"

/** With a sign: "+0.10", "-0.05"; "0.00" where it rounds to that. */
void print_signed(double number, struct str *out);
/** A change with a sign, as what the two printed figures differ by: beside "0.46" and "0.53" a
 *  "+0.06" would look wrong, rounded from the full ones though it is. */
void print_difference(double before, double after, struct str *out);
void say_difference(struct speaker *speaker, double before, double after);
/** What a part did to a figure; of the only one all that the figure changed by, as above. */
void say_part(struct speaker *speaker, const struct change *change, double effect);
/** The same in a sentence: "less than 0.01" where the printed figures would not show it. */
void say_effect_on(struct speaker *speaker, const struct change *change, double effect);
/** Both figures are printed alike. */
bool prints_alike(double before, double after);

/** "France on Ground presence". */
void say_stance_name(struct speaker *speaker, size_t actor, size_t issue);
/** Whose part it is: a stance, or what changed outside the stances. */
void say_part_name(struct speaker *speaker, const struct part *part);

/* ---- say_copies.c: two dates of one model, or two copies of it */
/** What differs in the words of both. */
struct change_words {
    const char *before, *now;                  /* of sentences and tables: "before", "there" */
    const char *same, *alike;                  /* a position, a figure that is not another */
    const char *moves, *conditions, *cohesion; /* headings */
    const char *agreement, *divergence, *difference; /* legends and a column of tables */
    const char *new_condition, *fulfilled_condition, *gone_condition;
    const char *comparable, *incomparable; /* pairs */
    const char *confirmed, *edited;        /* moves that are no news */
    const char *changed_less;              /* "12 more pairs changed less" */
    const char *first_figure, *no_figure;  /* in place of parts */
};
const struct change_words *change_words(const struct stance_changes *changes);

/** The telling TELL_ONLY_HERE, _THERE or _EDITED as a predicate, without a full stop. */
void say_copies_differ(struct speaker *speaker, const struct move *move, bool with_details);
/** What stands above all else where the other copy may be none: its title is another. */
void say_other_title(struct speaker *speaker);
/** Copies between which nothing changed. */
void say_copies_alike(struct speaker *speaker);

/* ---- say_outside.c: what changed outside the stances */
/** A section; nothing where there is nothing to say. */
void say_outside(struct speaker *speaker);

/* ---- say_move.c: one move */
/** What a move is, as the predicate of "France on Ground presence": "moved from A to B, two thirds
 *  of the scale"; what else of the actor changed with it (salience, red line); of a disputed one
 *  all claims.
 *  @param with_details  dates, until when it holds, and the sources of claims.
 *  @return true if the claims were said with their sources, which need not be said again then. */
bool say_move(struct speaker *speaker, const struct move *move, bool with_details);

/* ---- say_side.c: one side of a move */
/** A position of one side in words, claims one by one ("unknown" where there is none), its date
 *  behind it where asked for. */
void say_side(struct speaker *speaker, const struct move *move, bool after, bool with_date);
/** The later side; where its claims will follow one by one only "disputed". */
void say_side_or_disputed(struct speaker *speaker, const struct move *move, bool with_date);
/** "8 crowns "..." [1]; 12 crowns "..." [2]": claims that contradict each other. */
void say_claims(struct speaker *speaker, const struct scale *scale, const struct claim *claims,
                size_t count, bool with_sources);
/** ", two thirds of the scale"; nothing where there is no distance. */
void say_distance(struct speaker *speaker, const struct move *move);

/* ---- say_moves.c */
/** The section of moves, with what was confirmed or edited. */
void say_moves(struct speaker *speaker);

/* ---- say_headline.c */
/** What a reader takes along, in a few items. */
void say_headline(struct speaker *speaker);

/* ---- say_change_figures.c */
/** Agreement, divergence and cohesion, before and after. */
void say_changed_figures(struct speaker *speaker);

#endif
