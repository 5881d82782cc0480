/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Working: all calculation, in blocks of actors by issues, one below the other. */
#include <math.h>
#include <string.h>

#include "report/book.h"
#include "report/book_working.h"

/* ---- places */

enum { HEAD_ROWS = 6 };

size_t working_row(const struct book *book, size_t block, size_t actor)
{
    return HEAD_ROWS + block * (book->n_actors + 2) + 1 + actor;
}

size_t working_column(size_t issue)
{
    return WORKING_FIRST + issue;
}

size_t working_pairs_block(const struct book *book)
{
    return book->most_choices > 0 ? BLOCK_MEMBERS + book->most_choices : BLOCK_SIZE;
}

size_t working_figures_row(const struct book *book)
{
    return working_row(book, working_pairs_block(book) + 1, 0);
}

void append_block_row(struct str *out, const struct book *book, size_t block, size_t actor)
{
    size_t row = working_row(book, block, actor);
    str_append(out, "Working!");
    append_range(out, row, WORKING_FIRST, row, WORKING_FIRST + book->n_issues - 1);
}

void append_block_column(struct str *out, const struct book *book, size_t block, size_t issue)
{
    str_append(out, "Working!");
    append_range(out, working_row(book, block, 0), working_column(issue),
                 working_row(book, block, book->n_actors - 1), working_column(issue));
}

void append_block_cell(struct str *out, const struct book *book, size_t block, size_t actor,
                       size_t issue)
{
    str_append(out, "Working!");
    append_cell(out, working_row(book, block, actor), working_column(issue));
}

/* ---- results that formulas carry: the engine's own numbers */

static const struct cell *cell_of(const struct book *book, size_t actor, size_t issue)
{
    return matrix_cell(&book->findings->matrix, actor, issue);
}

static bool is_declared(const struct book *book, size_t actor, size_t issue)
{
    return standing_is_declared(findings_standing(book->findings, actor, issue));
}

static double end_of(const struct book *book, size_t actor, size_t issue, bool high)
{
    const struct cell *cell = cell_of(book, actor, issue);
    if (book_is_set(book, issue)) return 0;
    if (!is_declared(book, actor, issue)) return -1;
    return high ? cell->centre + cell->half : cell->centre - cell->half;
}

static double root_of(const struct book *book, size_t actor, size_t issue)
{
    const struct matrix *matrix = &book->findings->matrix;
    if (!is_declared(book, actor, issue)) return 0;
    if (matrix->salience == SALIENCE_NONE) return 1;
    if (matrix->salience == SALIENCE_ONE) return sqrt(matrix->eyes[issue]);
    return sqrt(cell_of(book, actor, issue)->salience);
}

static bool has_member(const struct book *book, size_t actor, size_t issue, size_t choice)
{
    const struct position *position = &findings_standing(book->findings, actor, issue)->position;
    return is_declared(book, actor, issue) && choice < book_issue(book, issue)->scale.n_choices &&
           set_has(position->choices, choice);
}

static size_t size_of(const struct book *book, size_t actor, size_t issue)
{
    const struct issue *what = book_issue(book, issue);
    if (!is_declared(book, actor, issue)) return 0;
    return set_count(findings_standing(book->findings, actor, issue)->position.choices,
                     scale_words(&what->scale));
}

/* ---- blocks */

static void put_formula(struct book *book, size_t block, size_t actor, size_t issue,
                        struct str *formula, double result, const char *text)
{
    if (formula->failed)
        book->failed = true;
    else
        book_formula(book, book->working, working_row(book, block, actor), working_column(issue),
                     str_get(formula), result, text, book->formats.number);
    str_truncate(formula, 0);
}

static void put_value(struct book *book, size_t actor, size_t issue, struct str *formula)
{
    const struct standing *standing = findings_standing(book->findings, actor, issue);
    const struct scale *scale = &book_issue(book, issue)->scale;
    struct str word = {0};
    double number = NAN;
    if (standing_is_known(standing))
        scale_print_word(scale, &standing->position, WORDS_LABELS, &word);
    if (scale->n_choices == 0 && !number_parse(str_get(&word), word.length, &number)) number = NAN;
    working_value_formula(formula, book, actor, issue);
    put_formula(book, BLOCK_VALUE, actor, issue, formula, number, str_get(&word));
    if (word.failed) book->failed = true;
    str_clear(&word);
}

static void put_set(struct book *book, size_t actor, size_t issue, struct str *formula)
{
    size_t choices = book_issue(book, issue)->scale.n_choices;
    working_size_formula(formula, book, actor, issue);
    put_formula(book, BLOCK_SIZE, actor, issue, formula, (double)size_of(book, actor, issue), NULL);
    for (size_t c = 0; c < choices; c++) {
        working_member_formula(formula, book, actor, issue, c);
        put_formula(book, BLOCK_MEMBERS + c, actor, issue, formula,
                    has_member(book, actor, issue, c), NULL);
    }
}

static void put_ends(struct book *book, size_t actor, size_t issue, struct str *formula)
{
    working_end_formula(formula, book, actor, issue, false);
    put_formula(book, BLOCK_LOW, actor, issue, formula, end_of(book, actor, issue, false), NULL);
    working_end_formula(formula, book, actor, issue, true);
    put_formula(book, BLOCK_HIGH, actor, issue, formula, end_of(book, actor, issue, true), NULL);
}

/* What a block has no use for on an issue is 0, so that whole rows can be multiplied. */
static void put_zeros(struct book *book, size_t actor, size_t issue)
{
    size_t column = working_column(issue);
    if (book_is_set(book, issue)) {
        book_number(book, book->working, working_row(book, BLOCK_LOW, actor), column, 0,
                    book->formats.number);
        book_number(book, book->working, working_row(book, BLOCK_HIGH, actor), column, 0,
                    book->formats.number);
    }
    size_t choices = book_is_set(book, issue) ? book_issue(book, issue)->scale.n_choices : 0;
    if (!book_is_set(book, issue) && book->most_choices > 0)
        book_number(book, book->working, working_row(book, BLOCK_SIZE, actor), column, 0,
                    book->formats.number);
    for (size_t c = choices; c < book->most_choices; c++)
        book_number(book, book->working, working_row(book, BLOCK_MEMBERS + c, actor), column, 0,
                    book->formats.number);
}

static void put_cell(struct book *book, size_t actor, size_t issue, struct str *formula)
{
    double row = (double)book_positions_row(book, actor, issue) + 1;
    working_row_formula(formula, book, actor, issue);
    put_formula(book, BLOCK_ROW, actor, issue, formula, row, NULL);
    put_value(book, actor, issue, formula);
    if (book_is_set(book, issue))
        put_set(book, actor, issue, formula);
    else
        put_ends(book, actor, issue, formula);
    put_zeros(book, actor, issue);
    working_declared_formula(formula, book, actor, issue);
    put_formula(book, BLOCK_DECLARED, actor, issue, formula, is_declared(book, actor, issue), NULL);
    working_root_formula(formula, book, actor, issue);
    put_formula(book, BLOCK_ROOT, actor, issue, formula, root_of(book, actor, issue), NULL);
}

/* ---- heads */

static void put_issues(struct book *book, size_t row)
{
    book_check(book, worksheet_set_row(book->working, (lxw_row_t)row, 28, NULL));
    for (size_t i = 0; i < book->n_issues; i++)
        book_text(book, book->working, row, working_column(i), book_issue(book, i)->id,
                  book->formats.head);
}

static void put_names(struct book *book)
{
    static const char *const names[] = {
        "row of Positions", "value",          "low", "high", "declared",
        "root of salience", "size of the set"};
    char buffer[32];
    for (size_t b = 0; b < working_pairs_block(book); b++) {
        const char *name = names[b < BLOCK_MEMBERS ? b : BLOCK_SIZE];
        if (b >= BLOCK_MEMBERS) {
            snprintf(buffer, sizeof buffer, "choice %zu", b - BLOCK_MEMBERS + 1);
            name = buffer;
        }
        book_text(book, book->working, working_row(book, b, 0) - 1, 0, name, book->formats.head);
        put_issues(book, working_row(book, b, 0) - 1);
        for (size_t a = 0; a < book->n_actors; a++) {
            size_t row = working_row(book, b, a);
            book_text(book, book->working, row, 0, book_actor(book, a)->id, book->formats.fixed);
            if (b == 0)
                book_number(book, book->working, row, WORKING_INFLUENCE,
                            book_actor(book, a)->weight, book->formats.number);
        }
    }
}

static void put_weight(struct book *book, size_t issue, size_t row, bool counts)
{
    double weight = book_issue(book, issue)->weight;
    struct str formula = {0};
    if (!counts) {
        book_number(book, book->working, row, working_column(issue), 0, book->formats.number);
        return;
    }
    str_append(&formula, "=Issues!");
    append_cell(&formula, issue + 1, ISSUES_WEIGHT);
    if (formula.failed)
        book->failed = true;
    else
        book_formula(book, book->working, row, working_column(issue), str_get(&formula), weight,
                     NULL, book->formats.number);
    str_clear(&formula);
}

static void put_heads(struct book *book)
{
    static const char *const rows[] = {"actor", "weight if ordered", "weight if a set", "least",
                                       "most"};
    lxw_worksheet *sheet = book->working;
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
        book_text(book, sheet, r, 0, rows[r], book->formats.head);
    book_text(book, sheet, 0, WORKING_INFLUENCE, "influence", book->formats.head);
    put_issues(book, 0);
    for (size_t i = 0; i < book->n_issues; i++) {
        const struct issue *issue = book_issue(book, i);
        bool is_set = book_is_set(book, i);
        put_weight(book, i, WORKING_SPAN_WEIGHTS, !is_set);
        put_weight(book, i, WORKING_SET_WEIGHTS, is_set);
        if (issue->scale.n_choices > 0) continue;
        book_number(book, sheet, WORKING_LEAST, working_column(i), issue->scale.min,
                    book->formats.number);
        book_number(book, sheet, WORKING_MOST, working_column(i), issue->scale.max,
                    book->formats.number);
    }
}

void book_working(struct book *book)
{
    struct str formula = {0};
    book_check(book, worksheet_set_column(book->working, 0, 0, 20, NULL));
    put_heads(book);
    put_names(book);
    for (size_t a = 0; a < book->n_actors; a++)
        for (size_t i = 0; i < book->n_issues && !book->failed; i++)
            put_cell(book, a, i, &formula);
    if (book->n_actors > 0 && book->n_issues > 0) book_working_figures(book);
    worksheet_freeze_panes(book->working, 1, WORKING_FIRST);
    book_print_setup(book, book->working, 1);
    book_protect(book->working);
    str_clear(&formula);
}
