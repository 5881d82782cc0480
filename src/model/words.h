/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Stances as the words of a table: what goes out into long tables, and comes back edited.
 *
 *  A word is what the command line takes: `limited`, `25000..30000`, `eu,un`, `undeclared`. */
#ifndef MODEL_WORDS_H
#define MODEL_WORDS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"
#include "model/model.h"
#include "model/snapshot.h"
#include "stance/cycle.h"

/** How levels and choices are written. */
enum word_style {
    WORDS_IDS,
    WORDS_LABELS, /* ids on scales whose labels are not plain */
    WORDS_NUMBERS /* normalised to 0..1; ids on scales without an order */
};

/** Can the labels stand in words, and be read back? Each names one level, whatever its case, and
 *  holds no "..", no comma, no * ? ~ " (which look-ups of spreadsheets take for more than
 *  themselves), no blank at an end. Looked at once, when the scale is complete. */
void scale_find_odd_labels(struct scale *scale);
bool scale_labels_are_plain(const struct scale *scale);

/** One point of an axis: "limited", "25000"; a choice of a set by its index. */
void scale_print_point(const struct scale *scale, double value, enum word_style style,
                       struct str *out);

/** "limited", "25000..30000", "25000..", "eu,un", "undeclared". Open ends stay open, but for
 *  WORDS_NUMBERS, which closes them. */
void scale_print_word(const struct scale *scale, const struct position *position,
                      enum word_style style, struct str *out);

/** "25.000": is it 25, or 25000 as half of Europe writes it? */
bool word_is_ambiguous(const char *word, size_t length);

/** Two words that are numbers, and the same one as far as spreadsheets go, which keep 15
 * significant digits: what they saved without anybody's doing is no edit. */
bool words_are_one_number(const char *a, const char *b);

/** A number with a comma for its decimal mark, as half of Europe writes it, with a dot; "25,000" is
 *  left alone, as nobody knows what it is. False: it is none, and nothing is printed. */
bool print_comma_number(const char *word, struct str *out);

/** A word whose levels and choices may be ids or labels, in any case, as ids, those of a set in the
 *  scale's order; numbers in their shortest form. What is neither stays as it is: a reader will
 * refuse it. */
void scale_word_to_ids(const struct scale *scale, const char *word, struct str *out);

/** So many characters a cell of a workbook may hold. */
#define WORDS_CELL_MOST 32767
#define WORDS_CUT_MARK  " [cut: the whole is in the model]"

/** A text as a cell of a workbook holds it: whole, or its beginning and the mark. */
void words_fit_cell(const char *text, struct str *out);

/** A text without what programs change by themselves: blanks at its ends, the kind of its line
 *  ends. */
void words_print_comparable(const char *text, struct str *out);

/** Every tab and line end as a blank, as tsv has it. */
void words_print_flat(const char *text, struct str *out);

/** Eight hexadecimal digits that stand for a comparable text. */
void words_print_digest(const char *comparable, struct str *out);

/** A row of a long table. Texts lie in an arena; NULL: an empty cell. */
struct long_row {
    const char *words[STANCE_FIELD_COUNT]; /* status: "disputed" of a disputed one, which has no
                                              source of its own; salience and accepts are those in
                                              force, whichever entry gave them */
    const char *from, *to;                 /* both ends of a span, closed */
    const char *claims; /* of a disputed one: "limited (Le Monde) | none (Reuters, an official)" */
};

/** @param actor, issue  of the model. What is unknown has actor and issue, and nothing else.
 *  @return false if there is no memory. */
bool long_row_make(const struct stance_model *model, size_t actor, size_t issue,
                   const struct standing *standing, enum word_style style, struct arena *arena,
                   struct long_row *out);

/** The row in one line of text, with a mark of all that is on file of its cell: what a workbook
 *  carries along, so that its way back can tell what was edited from what has moved on.
 *  "value=limited|date=2025-04-17|...|quote#=1a2b3c4d|history=1a2b3c4d"; `\` escapes `|`, itself
 *  and line ends; of a long text the digest stands there. */
void long_row_print_base(const struct stance_model *model, size_t actor, size_t issue,
                         const struct long_row *row, struct str *out);

/** What such a line says. NULL: an empty cell, or one that has a digest. */
struct row_base {
    const char *words[STANCE_FIELD_COUNT], *digests[STANCE_FIELD_COUNT];
    const char *history;
};
/** The reverse; false if the text is no such line, or memory ran out. */
bool long_row_parse_base(const char *text, struct arena *arena, struct row_base *out);

/** The mark in it: eight hexadecimal digits that change with every entry of the cell. */
void long_row_print_history(const struct stance_model *model, size_t actor, size_t issue,
                            struct str *out);

#endif
