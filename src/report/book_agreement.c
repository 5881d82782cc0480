/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Agreement: actors by actors, 1 - sum(w d) / sum(w) by formulas over two rows of each block. The
 * lower half repeats the upper one. */
#include <math.h>

#include "report/book_working.h"

bool book_pair_is_live(const struct book *book, size_t a, size_t b)
{
    return book->is_live && !book->is_constant[a] && !book->is_constant[b];
}

static void append_weights(struct str *out, const struct book *book, size_t row)
{
    str_append(out, "Working!");
    append_range(out, row, WORKING_FIRST, row, WORKING_FIRST + book->n_issues - 1);
}

static void append_product(struct str *out, const struct book *book, size_t block, size_t a,
                           size_t b, const char *between)
{
    append_block_row(out, book, block, a);
    str_append(out, between);
    append_block_row(out, book, block, b);
}

static void append_span_part(struct str *out, const struct book *book, size_t a, size_t b)
{
    str_append(out, "SUMPRODUCT(");
    append_weights(out, book, WORKING_SPAN_WEIGHTS);
    str_append(out, ",");
    append_product(out, book, BLOCK_ROOT, a, b, ",");
    str_append(out, ",ABS(");
    append_product(out, book, BLOCK_LOW, a, b, "-");
    str_append(out, ")+ABS(");
    append_product(out, book, BLOCK_HIGH, a, b, "-");
    str_append(out, "))/2");
}

/* Jaccard: 1 less the choices in common over those of either; of issues without sets, over 1. */
static void append_set_part(struct str *out, const struct book *book, size_t a, size_t b)
{
    struct str common = {0}, sizes = {0};
    for (size_t c = 0; c < book->most_choices; c++) {
        str_append(&common, c ? "+" : "(");
        append_product(&common, book, BLOCK_MEMBERS + c, a, b, "*");
    }
    str_append(&common, ")");
    append_product(&sizes, book, BLOCK_SIZE, a, b, "+");
    str_append(out, "SUMPRODUCT(");
    append_weights(out, book, WORKING_SET_WEIGHTS);
    str_append(out, "*");
    append_product(out, book, BLOCK_ROOT, a, b, "*");
    str_printf(out, "*(1-%s/(%s-%s+(%s-%s=0))))", str_get(&common), str_get(&sizes),
               str_get(&common), str_get(&sizes), str_get(&common));
    if (common.failed || sizes.failed) out->failed = true;
    str_clear(&common);
    str_clear(&sizes);
}

static void append_formula(struct str *out, const struct book *book, size_t a, size_t b)
{
    struct str weight = {0};
    append_block_cell(&weight, book, working_pairs_block(book), a, b);
    str_printf(out, "=IF(%s>0,1-(", str_get(&weight));
    if (book->has_spans) append_span_part(out, book, a, b);
    if (book->has_spans && book->most_choices > 0) str_append(out, "+");
    if (book->most_choices > 0) append_set_part(out, book, a, b);
    str_printf(out, ")/%s,\"\")", str_get(&weight));
    if (weight.failed) out->failed = true;
    str_clear(&weight);
}

static void put_constant(struct book *book, size_t a, size_t b, double agreement)
{
    book_number(book, book->agreement, a + 1, b + 1, agreement,
                book->is_live ? book->formats.constant : book->formats.figure);
    if (book->is_live && book->has_extras && isfinite(agreement))
        book_comment(book, book->agreement, a + 1, b + 1,
                     "A figure that does not follow edits: contradicting claims, each of several "
                     "choices, are compared one by one.");
}

static void put_pair(struct book *book, size_t a, size_t b, struct str *formula)
{
    double agreement = stance_findings_pair(book->findings, a, b)->agreement;
    lxw_worksheet *sheet = book->agreement;
    str_truncate(formula, 0);
    if (!book_pair_is_live(book, a, b)) {
        put_constant(book, a, b, agreement);
        put_constant(book, b, a, agreement);
        return;
    }
    append_formula(formula, book, a, b);
    book_formula(book, sheet, a + 1, b + 1, str_get(formula), agreement, "", book->formats.figure);
    if (formula->failed) book->failed = true;
    str_truncate(formula, 0);
    str_append(formula, "=");
    append_cell(formula, a + 1, b + 1);
    book_formula(book, sheet, b + 1, a + 1, str_get(formula), agreement, "", book->formats.figure);
}

static void put_cohesion(struct book *book)
{
    double cohesion = book->findings->cohesion;
    size_t row = book->n_actors + 2;
    struct str formula = {0}, pairs = {0};
    book_text(book, book->agreement, row, 0, "cohesion", book->formats.strong);
    if (!book->is_live || book->n_issues == 0) {
        book_number(book, book->agreement, row, 1, cohesion, book->formats.figure);
        return;
    }
    append_figure(&pairs, book, FIGURE_PAIRS, 0);
    str_printf(&formula, "=IF(%s>0,", str_get(&pairs));
    append_figure(&formula, book, FIGURE_AGREEMENT, 0);
    str_printf(&formula, "/%s,\"\")", str_get(&pairs));
    if (formula.failed || pairs.failed)
        book->failed = true;
    else
        book_formula(book, book->agreement, row, 1, str_get(&formula), cohesion, "",
                     book->formats.figure);
    str_clear(&formula);
    str_clear(&pairs);
}

static void put_heads(struct book *book)
{
    lxw_worksheet *sheet = book->agreement;
    book_check(book, worksheet_set_column(sheet, 0, 0, 24, NULL));
    if (book->n_actors > 0)
        book_check(book, worksheet_set_column(sheet, 1, (lxw_col_t)book->n_actors, 11, NULL));
    book_check(book, worksheet_set_row(sheet, 0, 42, NULL));
    book_text(book, sheet, 0, 0, "actor", book->formats.head);
    for (size_t a = 0; a < book->n_actors; a++) {
        book_text(book, sheet, 0, a + 1, book_actor(book, a)->id, book->formats.head);
        book_text(book, sheet, a + 1, 0, book_actor(book, a)->name, book->formats.fixed);
        book_text(book, sheet, a + 1, a + 1, NULL, book->formats.grey);
    }
}

void book_agreement(struct book *book)
{
    struct str formula = {0};
    put_heads(book);
    for (size_t a = 0; a < book->n_actors; a++)
        for (size_t b = a + 1; b < book->n_actors && !book->failed; b++)
            put_pair(book, a, b, &formula);
    put_cohesion(book);
    if (book->n_actors > 0) book_colour(book, book->agreement, book->n_actors, book->n_actors);
    worksheet_freeze_panes(book->agreement, 1, 1);
    book_print_setup(book, book->agreement, 1);
    book_protect(book->agreement);
    str_clear(&formula);
}
