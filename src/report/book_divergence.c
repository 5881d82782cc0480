/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Divergence: a row an issue, the most divided first, with a bar chart of the first ones. */
#include <math.h>

#include "report/book_working.h"

enum { CHARTED = 20 };
enum { KNOWN = 2, UNDECLARED, MEAN, LEAST, MOST, DIVERGENCE, AT_MOST, SHARE };

static const char *const heads[] = {"issue", "name", "known",      "undeclared", "mean",
                                    "min",   "max",  "divergence", "at most",    "share"};
static const double widths[] = {20, 26, 8, 11, 8, 8, 8, 12, 9, 8};
enum { N_HEADS = sizeof heads / sizeof *heads };

bool book_issue_is_live(const struct book *book, size_t issue)
{
    for (size_t a = 0; a < book->n_actors; a++)
        if (book_is_split(book, a, issue)) return false;
    return book->is_live && book->n_actors > 0;
}

/* ---- what the positions on an issue are like */

struct spread {
    double mean, least, most;
};

static struct spread spread_of(const struct book *book, size_t issue)
{
    struct spread spread = {NAN, NAN, NAN};
    const struct scale *scale = &book_issue(book, issue)->scale;
    double sum = 0, weights = 0;
    if (book_is_set(book, issue)) return spread;
    for (size_t a = 0; a < book->n_actors; a++) {
        const struct standing *standing = findings_standing(book->findings, a, issue);
        if (!standing_is_declared(standing)) continue;
        double low = scale->kind->normalise(scale, standing->position.from);
        double high = scale->kind->normalise(scale, standing->position.to);
        double weight = book_actor(book, a)->weight;
        sum += weight * (low + high) / 2;
        weights += weight;
        if (!(spread.least <= low)) spread.least = low;
        if (!(spread.most >= high)) spread.most = high;
    }
    if (weights > 0) spread.mean = sum / weights;
    return spread;
}

/* ---- formulas */

static void put(struct book *book, size_t row, size_t column, struct str *formula, double result,
                lxw_format *format)
{
    if (formula->failed)
        book->failed = true;
    else
        book_formula(book, book->divergence, row, column, str_get(formula), result, "", format);
    str_truncate(formula, 0);
}

static void put_counts(struct book *book, size_t row, size_t issue, struct str *formula)
{
    const stance_issue_figures *figures = &book->findings->issues[issue];
    str_append(formula, "=SUM(");
    append_block_column(formula, book, BLOCK_DECLARED, issue);
    str_append(formula, ")");
    put(book, row, KNOWN, formula, (double)figures->declared, book->formats.number);
    str_append(formula, "=COUNTIF(");
    append_block_column(formula, book, BLOCK_VALUE, issue);
    str_append(formula, ",\"undeclared\")");
    put(book, row, UNDECLARED, formula, (double)figures->undeclared, book->formats.number);
}

static void append_influence(struct str *out, const struct book *book)
{
    str_append(out, "Working!");
    append_range(out, working_row(book, BLOCK_ROW, 0), WORKING_INFLUENCE,
                 working_row(book, BLOCK_ROW, book->n_actors - 1), WORKING_INFLUENCE);
}

static void put_spread(struct book *book, size_t row, size_t issue, struct str *formula)
{
    const struct spread spread = spread_of(book, issue);
    struct str p = {0}, d = {0}, low = {0}, high = {0};
    append_influence(&p, book);
    append_block_column(&d, book, BLOCK_DECLARED, issue);
    append_block_column(&low, book, BLOCK_LOW, issue);
    append_block_column(&high, book, BLOCK_HIGH, issue);
    str_printf(formula, "=IF(SUMPRODUCT(%s,%s)>0,SUMPRODUCT(%s,%s,%s+%s)/2/SUMPRODUCT(%s,%s),\"\")",
               str_get(&p), str_get(&d), str_get(&p), str_get(&d), str_get(&low), str_get(&high),
               str_get(&p), str_get(&d));
    put(book, row, MEAN, formula, spread.mean, book->formats.figure);
    str_printf(formula, "=IF(SUM(%s)>0,SUMPRODUCT(MIN(%s+9*(1-%s))),\"\")", str_get(&d),
               str_get(&low), str_get(&d));
    put(book, row, LEAST, formula, spread.least, book->formats.figure);
    str_printf(formula, "=IF(SUM(%s)>0,SUMPRODUCT(MAX(%s-9*(1-%s))),\"\")", str_get(&d),
               str_get(&high), str_get(&d));
    put(book, row, MOST, formula, spread.most, book->formats.figure);
    if (p.failed || d.failed || low.failed || high.failed) book->failed = true;
    str_clear(&p);
    str_clear(&d);
    str_clear(&low);
    str_clear(&high);
}

static void put_divergence(struct book *book, size_t row, size_t issue, struct str *formula)
{
    const stance_issue_figures *figures = &book->findings->issues[issue];
    str_append(formula, "=IF(");
    append_figure(formula, book, FIGURE_COUNT, issue);
    str_append(formula, ">1,");
    append_figure(formula, book, FIGURE_DISTANCE, issue);
    str_append(formula, "/");
    append_figure(formula, book, FIGURE_INFLUENCE, issue);
    str_append(formula, ",\"\")");
    put(book, row, DIVERGENCE, formula, figures->divergence, book->formats.figure);
}

/* Undefined where nothing is missing to full agreement, but for what rounding leaves of it. */
static void put_share(struct book *book, size_t row, size_t issue, struct str *formula)
{
    struct str pairs = {0}, agreement = {0};
    append_figure(&pairs, book, FIGURE_PAIRS, 0);
    append_figure(&agreement, book, FIGURE_AGREEMENT, 0);
    str_printf(formula, "=IF(%s-%s>1E-12*%s,", str_get(&pairs), str_get(&agreement),
               str_get(&pairs));
    append_figure(formula, book, FIGURE_SHARE, issue);
    str_printf(formula, "/(%s-%s),\"\")", str_get(&pairs), str_get(&agreement));
    if (pairs.failed || agreement.failed) book->failed = true;
    put(book, row, SHARE, formula, book->findings->issues[issue].share, book->formats.share);
    str_clear(&pairs);
    str_clear(&agreement);
}

/* ---- rows */

static void put_constants(struct book *book, size_t row, size_t issue)
{
    const stance_issue_figures *figures = &book->findings->issues[issue];
    const struct spread spread = spread_of(book, issue);
    const struct {
        size_t column;
        double figure;
        lxw_format *format;
    } all[] = {{KNOWN, (double)figures->declared, book->formats.number},
               {UNDECLARED, (double)figures->undeclared, book->formats.number},
               {MEAN, spread.mean, book->formats.figure},
               {LEAST, spread.least, book->formats.figure},
               {MOST, spread.most, book->formats.figure},
               {DIVERGENCE, figures->divergence, book->formats.constant},
               {SHARE, figures->share, book->formats.share}};
    for (size_t f = 0; f < sizeof all / sizeof *all; f++)
        book_number(book, book->divergence, row, all[f].column, all[f].figure, all[f].format);
}

static void put_issue(struct book *book, size_t row, size_t issue, struct str *formula)
{
    const struct issue *what = book_issue(book, issue);
    book_text(book, book->divergence, row, 0, what->id, book->formats.fixed);
    book_text(book, book->divergence, row, 1, what->name, book->formats.fixed);
    book_number(book, book->divergence, row, AT_MOST, book->findings->issues[issue].divergence_max,
                book->formats.figure);
    if (!book_issue_is_live(book, issue)) {
        put_constants(book, row, issue);
        return;
    }
    put_counts(book, row, issue, formula);
    if (!book_is_set(book, issue)) put_spread(book, row, issue, formula);
    put_divergence(book, row, issue, formula);
    put_share(book, row, issue, formula);
}

/* ---- pictures */

static void add_bars(struct book *book)
{
    lxw_conditional_format bar = {.type = LXW_CONDITIONAL_DATA_BAR,
                                  .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                  .max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                  .min_value = 0,
                                  .max_value = 1,
                                  .bar_color = 0xf1a340};
    book_check(book,
               worksheet_conditional_format_range(book->divergence, 1, DIVERGENCE,
                                                  (lxw_row_t)book->n_issues, DIVERGENCE, &bar));
}

static void add_chart(struct book *book)
{
    size_t last = book->n_issues < CHARTED ? book->n_issues : CHARTED;
    lxw_chart *chart = workbook_add_chart(book->workbook, LXW_CHART_BAR);
    lxw_chart_series *series = chart ? chart_add_series(chart, NULL, NULL) : NULL;
    lxw_chart_fill fill = {.color = 0xf1a340};
    lxw_chart_line line = {.color = 0xd9e2ec, .width = 0.75F};
    lxw_chart_options options = {.y_scale = 0.6 + 0.05 * (double)last, .x_scale = 1.3};
    if (!series) {
        book->failed = true;
        return;
    }
    chart_series_set_categories(series, "Divergence", 1, 1, (lxw_row_t)last, 1);
    chart_series_set_values(series, "Divergence", 1, DIVERGENCE, (lxw_row_t)last, DIVERGENCE);
    chart_series_set_fill(series, &fill);
    chart_title_set_name(chart, "Divergence: how far the actors lie apart");
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    chart_axis_set_reverse(chart->y_axis); /* of bars the upright one has the names */
    chart_axis_major_gridlines_set_line(chart->x_axis, &line);
    chart_axis_set_min(chart->x_axis, 0);
    chart_axis_set_max(chart->x_axis, 1);
    book_check(book, worksheet_insert_chart_opt(book->divergence, 1, N_HEADS + 1, chart, &options));
}

void book_divergence(struct book *book)
{
    struct str formula = {0};
    book_heads(book, book->divergence, heads, widths, N_HEADS);
    for (size_t r = 0; r < book->n_issues && !book->failed; r++)
        put_issue(book, r + 1, book->findings->issue_order[r], &formula);
    if (book->n_issues > 0) {
        add_bars(book);
        add_chart(book);
    }
    worksheet_freeze_panes(book->divergence, 1, 2);
    book_print_setup(book, book->divergence, 1);
    book_protect(book->divergence);
    str_clear(&formula);
}
