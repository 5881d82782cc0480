/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over pairs on Working, by formulas that take whole blocks. A cell that is shown elsewhere as
 * a blank where it is undefined is a number here, as array formulas carry nothing else. */
#include <math.h>

#include "report/book_working.h"

static double weight_of(const struct book *book, size_t actor)
{
    return book_actor(book, actor)->weight;
}

/* ---- references */

static void append_influence(struct str *out, const struct book *book)
{
    append_range(out, working_row(book, BLOCK_ROW, 0), WORKING_INFLUENCE,
                 working_row(book, BLOCK_ROW, book->n_actors - 1), WORKING_INFLUENCE);
}

static void append_pairs(struct str *out, const struct book *book)
{
    size_t block = working_pairs_block(book);
    append_range(out, working_row(book, block, 0), WORKING_FIRST,
                 working_row(book, block, book->n_actors - 1), WORKING_FIRST + book->n_actors - 1);
}

static void append_column(struct str *out, const struct book *book, size_t block, size_t issue)
{
    append_range(out, working_row(book, block, 0), working_column(issue),
                 working_row(book, block, book->n_actors - 1), working_column(issue));
}

void append_figure(struct str *out, const struct book *book, enum working_figure figure,
                   size_t issue)
{
    str_append(out, "Working!");
    append_cell(out, working_figures_row(book) + figure, working_column(issue));
}

/* The distances of all pairs on an issue, as an array: see DESIGN of the measure in the README. */
static void append_span_distances(struct str *out, const struct book *book, size_t issue)
{
    struct str low = {0}, high = {0};
    append_column(&low, book, BLOCK_LOW, issue);
    append_column(&high, book, BLOCK_HIGH, issue);
    str_printf(out, "(ABS(%s-TRANSPOSE(%s))+ABS(%s-TRANSPOSE(%s)))/2", str_get(&low), str_get(&low),
               str_get(&high), str_get(&high));
    if (low.failed || high.failed) out->failed = true;
    str_clear(&low);
    str_clear(&high);
}

static void append_set_distances(struct str *out, const struct book *book, size_t issue)
{
    struct str common = {0}, size = {0};
    for (size_t c = 0; c < book_issue(book, issue)->scale.n_choices; c++) {
        str_append(&common, c ? "+" : "(");
        append_column(&common, book, BLOCK_MEMBERS + c, issue);
        str_append(&common, "*TRANSPOSE(");
        append_column(&common, book, BLOCK_MEMBERS + c, issue);
        str_append(&common, ")");
    }
    str_append(&common, ")");
    append_column(&size, book, BLOCK_SIZE, issue);
    str_printf(out, "(1-%s/(%s+TRANSPOSE(%s)-%s+(%s+TRANSPOSE(%s)-%s=0)))", str_get(&common),
               str_get(&size), str_get(&size), str_get(&common), str_get(&size), str_get(&size),
               str_get(&common));
    if (common.failed || size.failed) out->failed = true;
    str_clear(&common);
    str_clear(&size);
}

static void append_distances(struct str *out, const struct book *book, size_t issue)
{
    if (book_is_set(book, issue))
        append_set_distances(out, book, issue);
    else
        append_span_distances(out, book, issue);
}

/* ---- results */

static bool counts(const struct book *book, size_t actor, size_t issue)
{
    return weight_of(book, actor) > 0 &&
           standing_is_declared(findings_standing(book->findings, actor, issue));
}

static double count_of(const struct book *book, size_t issue)
{
    double count = 0;
    for (size_t a = 0; a < book->n_actors; a++)
        count += counts(book, a, issue);
    return count;
}

static double influence_of(const struct book *book, size_t issue)
{
    double sum = 0, squares = 0;
    for (size_t a = 0; a < book->n_actors; a++) {
        if (!counts(book, a, issue)) continue;
        sum += weight_of(book, a);
        squares += weight_of(book, a) * weight_of(book, a);
    }
    return sum * sum - squares;
}

static double influence_of_pairs(const struct book *book)
{
    double sum = 0;
    for (size_t a = 0; a < book->n_actors; a++)
        for (size_t b = a + 1; b < book->n_actors; b++)
            if (!isnan(stance_findings_pair(book->findings, a, b)->agreement))
                sum += 2 * weight_of(book, a) * weight_of(book, b);
    return sum;
}

static double or_zero(double number)
{
    return isfinite(number) ? number : 0;
}

/* ---- formulas */

static void put(struct book *book, enum working_figure figure, size_t issue, struct str *formula,
                double result, bool is_array)
{
    size_t row = working_figures_row(book) + figure, column = working_column(issue);
    if (formula->failed)
        book->failed = true;
    else if (is_array)
        book_array_formula(book, book->working, row, column, str_get(formula), result,
                           book->formats.number);
    else
        book_formula(book, book->working, row, column, str_get(formula), result, NULL,
                     book->formats.number);
    str_truncate(formula, 0);
}

static void put_count(struct book *book, size_t issue, struct str *formula)
{
    str_append(formula, "=SUMPRODUCT((");
    append_influence(formula, book);
    str_append(formula, ">0)*");
    append_column(formula, book, BLOCK_DECLARED, issue);
    str_append(formula, ")");
    put(book, FIGURE_COUNT, issue, formula, count_of(book, issue), false);
}

/* (sum q)^2 - sum q^2, where q is the influence of those who have declared themselves. */
static void put_influence(struct book *book, size_t issue, struct str *formula)
{
    struct str p = {0}, d = {0};
    append_influence(&p, book);
    append_column(&d, book, BLOCK_DECLARED, issue);
    str_printf(formula, "=SUMPRODUCT(%s,%s)^2-SUMPRODUCT(%s,%s,%s)", str_get(&p), str_get(&d),
               str_get(&p), str_get(&p), str_get(&d));
    if (p.failed || d.failed) book->failed = true;
    put(book, FIGURE_INFLUENCE, issue, formula, influence_of(book, issue), false);
    str_clear(&p);
    str_clear(&d);
}

static void append_both(struct str *out, const struct book *book, size_t block, size_t issue)
{
    struct str range = {0};
    append_column(&range, book, block, issue);
    str_printf(out, "%s*TRANSPOSE(%s)*", str_get(&range), str_get(&range));
    if (range.failed) out->failed = true;
    str_clear(&range);
}

static void append_influences(struct str *out, const struct book *book)
{
    struct str p = {0};
    append_influence(&p, book);
    str_printf(out, "%s*TRANSPOSE(%s)*", str_get(&p), str_get(&p));
    if (p.failed) out->failed = true;
    str_clear(&p);
}

static void put_distance(struct book *book, size_t issue, struct str *formula)
{
    double divergence = book->findings->issues[issue].divergence;
    str_append(formula, "=SUM(");
    append_influences(formula, book);
    append_both(formula, book, BLOCK_DECLARED, issue);
    append_distances(formula, book, issue);
    str_append(formula, ")");
    put(book, FIGURE_DISTANCE, issue, formula, or_zero(divergence * influence_of(book, issue)),
        true);
}

static void put_share(struct book *book, size_t issue, struct str *formula)
{
    const struct stance_findings *findings = book->findings;
    double missing = (1 - findings->cohesion) * influence_of_pairs(book);
    size_t row = book_is_set(book, issue) ? WORKING_SET_WEIGHTS : WORKING_SPAN_WEIGHTS;
    struct str pairs = {0};
    append_pairs(&pairs, book);
    str_append(formula, "=SUM(");
    append_influences(formula, book);
    append_both(formula, book, BLOCK_ROOT, issue);
    append_cell(formula, row, working_column(issue));
    str_printf(formula, "/(%s+(%s=0))*", str_get(&pairs), str_get(&pairs));
    append_distances(formula, book, issue);
    str_append(formula, ")");
    if (pairs.failed) book->failed = true;
    put(book, FIGURE_SHARE, issue, formula, or_zero(findings->issues[issue].share * missing), true);
    str_clear(&pairs);
}

/* ---- all pairs at once */

/* What a pair of an actor with itself weighs: nobody asks, but the block is square. */
static double own_weight(const struct book *book, size_t actor)
{
    const struct matrix *matrix = &book->findings->matrix;
    double sum = 0;
    for (size_t i = 0; i < book->n_issues; i++)
        if (standing_is_declared(findings_standing(book->findings, actor, i)))
            sum += ldexp(matrix_weight(matrix, actor, actor, i), matrix->weight_exponent);
    return sum;
}

/* sum_k W_k root_ik root_jk of all pairs: one product of matrices. */
static void put_pairs(struct book *book, struct str *formula)
{
    size_t block = working_pairs_block(book), last = book->n_actors - 1;
    struct str roots = {0};
    append_range(&roots, working_row(book, BLOCK_ROOT, 0), WORKING_FIRST,
                 working_row(book, BLOCK_ROOT, last), WORKING_FIRST + book->n_issues - 1);
    str_printf(formula, "=MMULT(%s*(", str_get(&roots));
    append_range(formula, WORKING_SPAN_WEIGHTS, WORKING_FIRST, WORKING_SPAN_WEIGHTS,
                 WORKING_FIRST + book->n_issues - 1);
    str_append(formula, "+");
    append_range(formula, WORKING_SET_WEIGHTS, WORKING_FIRST, WORKING_SET_WEIGHTS,
                 WORKING_FIRST + book->n_issues - 1);
    str_printf(formula, "),TRANSPOSE(%s))", str_get(&roots));
    if (roots.failed || formula->failed) book->failed = true;
    lxw_row_t first = (lxw_row_t)working_row(book, block, 0);
    book_check(book, worksheet_write_array_formula_num(
                         book->working, first, WORKING_FIRST, first + (lxw_row_t)last,
                         (lxw_col_t)(WORKING_FIRST + last), str_get(formula), book->formats.number,
                         or_zero(own_weight(book, 0))));
    str_clear(&roots);
    str_truncate(formula, 0);
}

/* Of the array's cells the library writes the first; the others' results are put over them. */
static void put_pair_results(struct book *book)
{
    size_t block = working_pairs_block(book);
    for (size_t a = 0; a < book->n_actors; a++) {
        size_t row = working_row(book, block, a);
        book_text(book, book->working, row, 0, book_actor(book, a)->id, book->formats.fixed);
        book_text(book, book->working, working_row(book, block, 0) - 1, WORKING_FIRST + a,
                  book_actor(book, a)->id, book->formats.head);
        for (size_t b = 0; b < book->n_actors; b++) {
            double weight =
                a == b ? own_weight(book, a) : stance_findings_pair(book->findings, a, b)->weight;
            if (a + b > 0)
                book_number(book, book->working, row, WORKING_FIRST + b, or_zero(weight),
                            book->formats.number);
        }
    }
}

/* Every pair but those of an actor with itself. */
static void append_pairs_of_two(struct str *out, const struct book *book)
{
    struct str p = {0}, pairs = {0};
    append_influence(&p, book);
    append_pairs(&pairs, book);
    append_influences(out, book);
    str_printf(out, "(%s>0)*(ROW(%s)<>TRANSPOSE(ROW(%s)))", str_get(&pairs), str_get(&p),
               str_get(&p));
    if (p.failed || pairs.failed) out->failed = true;
    str_clear(&p);
    str_clear(&pairs);
}

static void put_cohesion(struct book *book, struct str *formula)
{
    double influence = influence_of_pairs(book);
    struct str agreements = {0};
    str_append(&agreements, "Agreement!");
    append_range(&agreements, 1, 1, book->n_actors, book->n_actors);
    str_append(formula, "=SUM(");
    append_pairs_of_two(formula, book);
    str_append(formula, ")");
    put(book, FIGURE_PAIRS, 0, formula, influence, true);
    str_append(formula, "=SUM(");
    append_influences(formula, book);
    str_printf(formula, "IF(ISNUMBER(%s),%s,0))", str_get(&agreements), str_get(&agreements));
    if (agreements.failed) book->failed = true;
    put(book, FIGURE_AGREEMENT, 0, formula, or_zero(influence * book->findings->cohesion), true);
    str_clear(&agreements);
}

void book_working_figures(struct book *book)
{
    static const char *const names[] = {
        "declared, of influence", "sum of p p d",      "sum of p p",
        "sum of p p w d / w",     "sum of p p, pairs", "sum of p p A, pairs"};
    struct str formula = {0};
    book_text(book, book->working, working_row(book, working_pairs_block(book), 0) - 1, 0,
              "weight of the pair", book->formats.head);
    put_pairs(book, &formula);
    put_pair_results(book);
    for (size_t f = 0; f < sizeof names / sizeof *names; f++)
        book_text(book, book->working, working_figures_row(book) + f, 0, names[f],
                  book->formats.head);
    for (size_t i = 0; i < book->n_issues; i++) {
        put_count(book, i, &formula);
        put_influence(book, i, &formula);
        put_distance(book, i, &formula);
        put_share(book, i, &formula);
    }
    put_cohesion(book, &formula);
    str_clear(&formula);
}
