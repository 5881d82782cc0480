/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matrix: actors by issues, coloured from one end of each scale to the other. A range shows its
 * middle, in italics; what it is in full stands in the cell's comment. */
#include <math.h>
#include <string.h>

#include "report/book.h"

/* ---- comments */

static void append_source(struct str *out, const struct source *source, const char *speaker)
{
    if (source->quote) str_printf(out, "\n\"%s\"", source->quote);
    if (speaker) str_printf(out, "\n%s", speaker);
    if (source->outlet) str_printf(out, "\n%s", source->outlet);
    if (source->url) str_printf(out, "\n%s", source->url);
}

static void append_claims(struct str *out, const struct scale *scale,
                          const struct standing *standing)
{
    for (size_t c = 0; c < standing->n_claims; c++) {
        const struct claim *claim = &standing->claims[c];
        if (standing->n_claims > 1) {
            str_append(out, "\nclaim: ");
            scale_print_position(scale, &claim->position, out);
        }
        append_source(out, &claim->source, claim->speaker);
    }
}

static void put_comment(struct book *book, size_t actor, size_t issue)
{
    const struct standing *standing = findings_standing(book->findings, actor, issue);
    const struct scale *scale = &book_issue(book, issue)->scale;
    struct str text = {0};
    if (!standing_is_known(standing)) return;
    scale_print_position(scale, &standing->position, &text);
    if (standing_is_disputed(standing)) str_append(&text, " (disputed)");
    str_append(&text, "\n");
    date_print(standing->stance->date, &text);
    append_claims(&text, scale, standing);
    if (text.failed)
        book->failed = true;
    else
        book_comment(book, book->matrix, actor + 1, issue + 1, str_get(&text));
    str_clear(&text);
}

static void put_question(struct book *book, size_t issue)
{
    const struct issue *what = book_issue(book, issue);
    struct str text = {0};
    str_append(&text, what->name);
    if (what->question) str_printf(&text, "\n%s", what->question);
    if (what->scale.kind->geometry == GEOMETRY_SPAN) {
        str_append(&text, "\n0: ");
        what->scale.kind->print(&what->scale, what->scale.min, &text);
        str_append(&text, "\n1: ");
        what->scale.kind->print(&what->scale, what->scale.max, &text);
        if (what->scale.unit) str_printf(&text, " %s", what->scale.unit);
    }
    if (text.failed)
        book->failed = true;
    else
        book_comment(book, book->matrix, 0, issue + 1, str_get(&text));
    str_clear(&text);
}

/* ---- cells */

static double middle_of(const struct book *book, size_t actor, size_t issue)
{
    const struct standing *standing = findings_standing(book->findings, actor, issue);
    const struct scale *scale = &book_issue(book, issue)->scale;
    const struct position *position = &standing->position;
    if (!standing_is_declared(standing) || book_is_set(book, issue)) return NAN;
    return (scale->kind->normalise(scale, position->from) +
            scale->kind->normalise(scale, position->to)) /
           2;
}

static void append_formula(struct str *out, const struct book *book, size_t actor, size_t issue)
{
    struct str value = {0};
    append_block_cell(&value, book, BLOCK_VALUE, actor, issue);
    str_append(out, "=IF(");
    append_block_cell(out, book, BLOCK_DECLARED, actor, issue);
    str_append(out, "=1,");
    if (book_is_set(book, issue)) {
        str_append(out, str_get(&value));
    } else {
        str_append(out, "(");
        append_block_cell(out, book, BLOCK_LOW, actor, issue);
        str_append(out, "+");
        append_block_cell(out, book, BLOCK_HIGH, actor, issue);
        str_append(out, ")/2");
    }
    str_printf(out, ",IF(%s=\"\",\"\",IF(%s=\"undeclared\",\"undeclared\",\"?\")))",
               str_get(&value), str_get(&value));
    if (value.failed) out->failed = true;
    str_clear(&value);
}

static void put_cell(struct book *book, size_t actor, size_t issue)
{
    const struct standing *standing = findings_standing(book->findings, actor, issue);
    double middle = middle_of(book, actor, issue);
    struct str word = {0}, formula = {0};
    if (standing_is_known(standing) && !isfinite(middle))
        scale_print_word(&book_issue(book, issue)->scale, &standing->position, WORDS_LABELS, &word);
    if (book->is_live) append_formula(&formula, book, actor, issue);
    if (word.failed || formula.failed)
        book->failed = true;
    else if (book->is_live)
        book_formula(book, book->matrix, actor + 1, issue + 1, str_get(&formula), middle,
                     str_get(&word), book->formats.figure);
    else if (isfinite(middle))
        book_number(book, book->matrix, actor + 1, issue + 1, middle, book->formats.figure);
    else
        book_text(book, book->matrix, actor + 1, issue + 1, str_get(&word), book->formats.figure);
    if (book->has_extras) put_comment(book, actor, issue);
    str_clear(&word);
    str_clear(&formula);
}

/* ---- looks */

/* Relative references, from the first cell. */
static void mark_ranges(struct book *book)
{
    char low[16], high[16];
    struct str formula = {0};
    lxw_rowcol_to_cell(low, (lxw_row_t)working_row(book, BLOCK_LOW, 0), WORKING_FIRST);
    lxw_rowcol_to_cell(high, (lxw_row_t)working_row(book, BLOCK_HIGH, 0), WORKING_FIRST);
    str_printf(&formula, "=Working!%s>Working!%s", high, low);
    lxw_conditional_format ranges = {.type = LXW_CONDITIONAL_TYPE_FORMULA,
                                     .value_string = formula.bytes,
                                     .format = book->formats.range};
    if (formula.failed)
        book->failed = true;
    else
        book_check(book,
                   worksheet_conditional_format_range(book->matrix, 1, 1, (lxw_row_t)book->n_actors,
                                                      (lxw_col_t)book->n_issues, &ranges));
    str_clear(&formula);
}

void book_matrix(struct book *book)
{
    lxw_worksheet *sheet = book->matrix;
    book_check(book, worksheet_set_column(sheet, 0, 0, 24, NULL));
    if (book->n_issues > 0)
        book_check(book, worksheet_set_column(sheet, 1, (lxw_col_t)book->n_issues, 13, NULL));
    book_check(book, worksheet_set_row(sheet, 0, 42, NULL));
    book_text(book, sheet, 0, 0, "actor", book->formats.head);
    for (size_t i = 0; i < book->n_issues; i++) {
        book_text(book, sheet, 0, i + 1, book_issue(book, i)->id, book->formats.head);
        if (book->has_extras) put_question(book, i);
    }
    for (size_t a = 0; a < book->n_actors; a++) {
        book_text(book, sheet, a + 1, 0, book_actor(book, a)->name, book->formats.fixed);
        for (size_t i = 0; i < book->n_issues && !book->failed; i++)
            put_cell(book, a, i);
    }
    if (book->n_actors > 0 && book->n_issues > 0) {
        book_colour(book, sheet, book->n_actors, book->n_issues);
        if (book->is_live) mark_ranges(book);
    }
    worksheet_freeze_panes(sheet, 1, 1);
    book_print_setup(book, sheet, 1);
    book_protect(sheet);
}
