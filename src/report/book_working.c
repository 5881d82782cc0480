/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Working: all calculation, in blocks of actors by issues, one below the other. A look-up asks the
 * row where the key stood when the workbook went out first, and searches only if it was moved. */
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

/* On Working itself, without the sheet's name. */
static void append_own(struct str *out, const struct book *book, size_t block, size_t actor,
                       size_t issue)
{
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

/* ---- formulas of one cell */

static void append_positions(struct str *out, const struct book *book, enum positions_column column)
{
    str_append(out, "Positions!");
    append_range(out, 0, column, book->n_actors * book->n_issues, column);
}

/* =IF(INDEX(keys,guess)=key,guess,MATCH(key,keys,0)) */
static void append_row_formula(struct str *out, const struct book *book, size_t actor, size_t issue)
{
    size_t guess = book_positions_row(book, actor, issue) + 1;
    struct str key = {0};
    str_append(&key, "$A");
    str_printf(&key, "%zu&\"|\"&", working_row(book, BLOCK_ROW, actor) + 1);
    append_cell(&key, 0, working_column(issue));
    str_append(out, "=IF(INDEX(");
    append_positions(out, book, POSITIONS_KEY);
    str_printf(out, ",%zu)=%s,%zu,MATCH(%s,", guess, str_get(&key), guess, str_get(&key));
    append_positions(out, book, POSITIONS_KEY);
    str_append(out, ",0))");
    if (key.failed) out->failed = true;
    str_clear(&key);
}

static void append_value_formula(struct str *out, const struct book *book, size_t actor,
                                 size_t issue)
{
    struct str index = {0};
    str_append(&index, "INDEX(");
    append_positions(&index, book, POSITIONS_VALUE);
    str_append(&index, ",");
    append_own(&index, book, BLOCK_ROW, actor, issue);
    str_append(&index, ")");
    str_printf(out, "=IFERROR(IF(%s=\"\",\"\",%s),\"\")", str_get(&index), str_get(&index));
    if (index.failed) out->failed = true;
    str_clear(&index);
}

/* A number in text has a dot; VALUE wants the mark of whoever opens the workbook. */
#define DOT_TO_MARK ",\".\",MID(1/2,2,1)"

static void append_interval_end(struct str *out, const char *v, const char *least, const char *most,
                                bool high)
{
    str_printf(
        out,
        "=IFERROR((IF(ISNUMBER(%s),%s,IF(ISERROR(FIND(\"..\",%s)),VALUE(SUBSTITUTE(%s" DOT_TO_MARK
        ")),",
        v, v, v, v);
    if (high)
        str_printf(
            out,
            "IF(RIGHT(%s,2)=\"..\",%s,VALUE(SUBSTITUTE(MID(%s,FIND(\"..\",%s)+2,99)" DOT_TO_MARK
            ")))",
            v, most, v, v);
    else
        str_printf(out,
                   "IF(LEFT(%s,2)=\"..\",%s,VALUE(SUBSTITUTE(LEFT(%s,FIND(\"..\",%s)-1)" DOT_TO_MARK
                   ")))",
                   v, least, v, v);
    str_printf(out, "))-%s)/(%s-%s),-1)", least, most, least);
}

static void append_scales(struct str *out, const struct book *book, size_t issue, size_t column)
{
    size_t first = book->scale_rows[issue];
    str_append(out, "Scales!");
    append_range(out, first, column, first + book_issue(book, issue)->scale.n_choices - 1, column);
}

/* The row of a level by its label, else by its id. */
static void append_level_match(struct str *out, const struct book *book, size_t issue,
                               const char *part)
{
    bool labels = scale_labels_are_plain(&book_issue(book, issue)->scale);
    if (labels) {
        str_printf(out, "IFERROR(MATCH(%s,", part);
        append_scales(out, book, issue, 2);
        str_append(out, ",0),");
    }
    str_printf(out, "MATCH(%s,", part);
    append_scales(out, book, issue, 1);
    str_append(out, labels ? ",0))" : ",0)");
}

static void append_ordinal_end(struct str *out, const struct book *book, size_t issue,
                               const char *v, bool high)
{
    struct str part = {0};
    str_printf(&part,
               high ? "IF(ISERROR(FIND(\"..\",%s)),%s&\"\",MID(%s,FIND(\"..\",%s)+2,255))"
                    : "IF(ISERROR(FIND(\"..\",%s)),%s&\"\",LEFT(%s,FIND(\"..\",%s)-1))",
               v, v, v, v);
    str_printf(out, "=IFERROR(IF(%s(%s,2)=\"..\",%d,INDEX(", high ? "RIGHT" : "LEFT", v, high);
    append_scales(out, book, issue, 3);
    str_append(out, ",");
    append_level_match(out, book, issue, str_get(&part));
    str_append(out, ")),-1)");
    if (part.failed) out->failed = true;
    str_clear(&part);
}

static void append_end_formula(struct str *out, const struct book *book, size_t actor, size_t issue,
                               bool high)
{
    struct str v = {0}, least = {0}, most = {0};
    append_own(&v, book, BLOCK_VALUE, actor, issue);
    append_cell(&least, WORKING_LEAST, working_column(issue));
    append_cell(&most, WORKING_MOST, working_column(issue));
    if (book_issue(book, issue)->scale.n_choices > 0)
        append_ordinal_end(out, book, issue, str_get(&v), high);
    else
        append_interval_end(out, str_get(&v), str_get(&least), str_get(&most), high);
    if (v.failed || least.failed || most.failed) out->failed = true;
    str_clear(&v);
    str_clear(&least);
    str_clear(&most);
}

static void append_declared_formula(struct str *out, const struct book *book, size_t actor,
                                    size_t issue)
{
    struct str low = {0}, high = {0};
    if (book_is_set(book, issue)) {
        str_append(out, "=IF(");
        append_own(out, book, BLOCK_SIZE, actor, issue);
        str_append(out, ">0,1,0)");
        return;
    }
    append_own(&low, book, BLOCK_LOW, actor, issue);
    append_own(&high, book, BLOCK_HIGH, actor, issue);
    str_printf(out, "=IF(AND(%s>=0,%s>=%s,%s<=1),1,0)", str_get(&low), str_get(&high),
               str_get(&low), str_get(&high));
    if (low.failed || high.failed) out->failed = true;
    str_clear(&low);
    str_clear(&high);
}

/* The actor whose eyes weigh: the actor itself, or the one that --salience names. */
static size_t eyes_of(const struct book *book, size_t actor)
{
    if (book->findings->matrix.salience != SALIENCE_ONE) return actor;
    for (size_t a = 0; a < book->n_actors; a++)
        if (strcmp(book_actor(book, a)->id, book->findings->salience) == 0) return a;
    return STANCE_NONE; /* not among the selected: it stays as it is */
}

static void append_root_formula(struct str *out, const struct book *book, size_t actor,
                                size_t issue)
{
    size_t eyes = eyes_of(book, actor);
    struct str index = {0};
    str_append(out, "=IF(");
    append_own(out, book, BLOCK_DECLARED, actor, issue);
    str_append(out, "=0,0,");
    if (book->findings->matrix.salience == SALIENCE_NONE) {
        str_append(out, "1)");
    } else if (eyes == STANCE_NONE) {
        number_print(sqrt(book->findings->matrix.eyes[issue]), out);
        str_append(out, ")");
    } else {
        str_append(&index, "INDEX(");
        append_positions(&index, book, POSITIONS_SALIENCE);
        str_append(&index, ",");
        append_own(&index, book, BLOCK_ROW, eyes, issue);
        str_append(&index, ")");
        str_printf(out, "SQRT(IF(%s=\"\",1,%s)))", str_get(&index), str_get(&index));
    }
    if (index.failed) out->failed = true;
    str_clear(&index);
}

/* As many members as there are words: else one of them cannot be read. */
static void append_size_formula(struct str *out, const struct book *book, size_t actor,
                                size_t issue)
{
    struct str v = {0}, sum = {0};
    append_own(&v, book, BLOCK_VALUE, actor, issue);
    for (size_t c = 0; c < book_issue(book, issue)->scale.n_choices; c++) {
        str_append(&sum, c ? "+" : "");
        append_own(&sum, book, BLOCK_MEMBERS + c, actor, issue);
    }
    str_printf(out, "=IF(%s=\"\",0,IF(LEN(%s&\"\")-LEN(SUBSTITUTE(%s&\"\",\",\",\"\"))+1=%s,%s,0))",
               str_get(&v), str_get(&v), str_get(&v), str_get(&sum), str_get(&sum));
    if (v.failed || sum.failed) out->failed = true;
    str_clear(&v);
    str_clear(&sum);
}

static void append_member_formula(struct str *out, const struct book *book, size_t actor,
                                  size_t issue, size_t choice)
{
    size_t row = book->scale_rows[issue] + choice;
    struct str v = {0}, list = {0};
    append_own(&v, book, BLOCK_VALUE, actor, issue);
    str_printf(&list, "\",\"&LOWER(SUBSTITUTE(%s&\"\",\", \",\",\"))&\",\"", str_get(&v));
    str_append(out, "=1-ISERROR(FIND(\",\"&LOWER(Scales!");
    append_cell(out, row, 1);
    str_printf(out, ")&\",\",%s))", str_get(&list));
    if (scale_labels_are_plain(&book_issue(book, issue)->scale)) {
        str_append(out, "*ISERROR(FIND(\",\"&LOWER(Scales!");
        append_cell(out, row, 2);
        str_printf(out, ")&\",\",%s))", str_get(&list));
    }
    if (v.failed || list.failed) out->failed = true;
    str_clear(&v);
    str_clear(&list);
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
    append_value_formula(formula, book, actor, issue);
    put_formula(book, BLOCK_VALUE, actor, issue, formula, number, str_get(&word));
    if (word.failed) book->failed = true;
    str_clear(&word);
}

static void put_set(struct book *book, size_t actor, size_t issue, struct str *formula)
{
    size_t choices = book_issue(book, issue)->scale.n_choices;
    append_size_formula(formula, book, actor, issue);
    put_formula(book, BLOCK_SIZE, actor, issue, formula, (double)size_of(book, actor, issue), NULL);
    for (size_t c = 0; c < choices; c++) {
        append_member_formula(formula, book, actor, issue, c);
        put_formula(book, BLOCK_MEMBERS + c, actor, issue, formula,
                    has_member(book, actor, issue, c), NULL);
    }
}

static void put_ends(struct book *book, size_t actor, size_t issue, struct str *formula)
{
    append_end_formula(formula, book, actor, issue, false);
    put_formula(book, BLOCK_LOW, actor, issue, formula, end_of(book, actor, issue, false), NULL);
    append_end_formula(formula, book, actor, issue, true);
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
    append_row_formula(formula, book, actor, issue);
    put_formula(book, BLOCK_ROW, actor, issue, formula, row, NULL);
    put_value(book, actor, issue, formula);
    if (book_is_set(book, issue))
        put_set(book, actor, issue, formula);
    else
        put_ends(book, actor, issue, formula);
    put_zeros(book, actor, issue);
    append_declared_formula(formula, book, actor, issue);
    put_formula(book, BLOCK_DECLARED, actor, issue, formula, is_declared(book, actor, issue), NULL);
    append_root_formula(formula, book, actor, issue);
    put_formula(book, BLOCK_ROOT, actor, issue, formula, root_of(book, actor, issue), NULL);
}

/* ---- heads */

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
    for (size_t i = 0; i < book->n_issues; i++) {
        const struct issue *issue = book_issue(book, i);
        bool is_set = book_is_set(book, i);
        book_text(book, sheet, 0, working_column(i), issue->id, book->formats.head);
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
