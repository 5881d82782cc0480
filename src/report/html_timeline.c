/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A timeline: a line an actor, a bar a position from its date to the next, shaded by the place on
 * the scale. Words stand in the bar where they fit, and in the table below in any case. */
#include <math.h>

#include "base/date.h"
#include "report/write_html.h"

#define WIDTH      680.0
#define ROW        24.0
#define HEAD       22.0
#define NAMES_MOST 170.0

struct drawing {
    struct render *render;
    const struct timeline *timeline;
    double left;
};

static double across(const struct drawing *drawing, date_day day)
{
    const struct timeline *timeline = drawing->timeline;
    double all = (double)(timeline->to - timeline->from) + 1;
    return drawing->left + (WIDTH - drawing->left) * ((double)(day - timeline->from) / all);
}

static void put_date(struct render *render, date_day day)
{
    struct str text = {0};
    date_print(day, &text);
    if (text.failed) output_fail(render->output);
    html_text(render, str_get(&text));
    str_clear(&text);
}

static void write_dates(struct drawing *drawing)
{
    struct render *render = drawing->render;
    html_put(render, "<text class=\"pale\" fill=\"#59606a\" y=\"14\" x=\"");
    html_place(render, drawing->left);
    html_put(render, "\">");
    put_date(render, drawing->timeline->from);
    html_put(render, "</text><text class=\"pale\" fill=\"#59606a\" text-anchor=\"end\" y=\"14\" "
                     "x=\"");
    html_place(render, WIDTH);
    html_put(render, "\">");
    put_date(render, drawing->timeline->to);
    html_put(render, "</text>\n");
}

static const char *fill_of(const struct period *period)
{
    return period->kind == HEAT_SHADE ? html_fill(period->at) : "#ffffff";
}

static void write_words(struct drawing *drawing, const struct period *period, double left,
                        double right, double top)
{
    struct render *render = drawing->render;
    bool is_dark = period->kind == HEAT_SHADE && html_is_dark(period->at);
    if (right - left < 30) return;
    html_put(render, "<text fill=\"%s\" x=\"", is_dark ? "#ffffff" : "#1b1f24");
    html_place(render, left + 5);
    html_put(render, "\" y=\"");
    html_place(render, top + 14);
    html_put(render, "\">");
    html_text(render, html_cut(render, period->words, right - left - 8));
    html_put(render, "</text>\n");
}

static void write_period(struct drawing *drawing, const struct period *period, double top)
{
    struct render *render = drawing->render;
    date_day end = period->to == drawing->timeline->to ? period->to + 1 : period->to;
    double left = across(drawing, period->from), right = across(drawing, end);
    html_put(render, "<rect stroke=\"#59606a\" height=\"20\"%s fill=\"%s\" x=\"",
             period->kind == HEAT_UNDECLARED ? " stroke-dasharray=\"3 3\"" : "", fill_of(period));
    html_place(render, left);
    html_put(render, "\" y=\"");
    html_place(render, top);
    html_put(render, "\" width=\"");
    html_place(render, fmax(2, right - left));
    html_put(render, "\"><title>");
    html_text(render, period->words);
    html_put(render, "</title></rect>");
    write_words(drawing, period, left, right, top);
}

static void write_row(struct drawing *drawing, size_t number)
{
    struct render *render = drawing->render;
    const struct timeline_row *row = &drawing->timeline->rows[number];
    double top = HEAD + ROW * (double)number;
    html_put(render, "<text class=\"ink\" fill=\"#1b1f24\" text-anchor=\"end\" x=\"");
    html_place(render, drawing->left - 8);
    html_put(render, "\" y=\"");
    html_place(render, top + 14);
    html_put(render, "\">");
    html_text(render, html_cut(render, row->label, NAMES_MOST));
    html_put(render, "</text>\n");
    for (size_t p = 0; p < row->n_periods; p++)
        write_period(drawing, &row->periods[p], top);
}

static void write_table(struct render *render, const struct timeline *timeline)
{
    html_put(render, "<details><summary>The timeline as a table</summary>\n<table><thead><tr>"
                     "<th scope=\"col\">who</th><th scope=\"col\">from</th>"
                     "<th scope=\"col\">to</th><th scope=\"col\">position</th></tr></thead>\n"
                     "<tbody>\n");
    for (size_t r = 0; r < timeline->n_rows; r++)
        for (size_t p = 0; p < timeline->rows[r].n_periods; p++) {
            const struct period *period = &timeline->rows[r].periods[p];
            html_put(render, "<tr><th scope=\"row\">");
            html_text(render, timeline->rows[r].label);
            html_put(render, "</th><td>");
            put_date(render, period->from);
            html_put(render, "</td><td>");
            put_date(render, period->to);
            html_put(render, "</td><td>");
            html_text(render, period->words);
            html_put(render, "</td></tr>\n");
        }
    html_put(render, "</tbody></table></details>\n");
}

void html_timeline(struct render *render, const struct block *block)
{
    const struct timeline *timeline = block->picture.timeline;
    struct drawing drawing = {.render = render, .timeline = timeline};
    if (!timeline || timeline->n_rows == 0) return;
    for (size_t r = 0; r < timeline->n_rows; r++)
        drawing.left = fmax(drawing.left, html_width(timeline->rows[r].label));
    drawing.left = fmin(drawing.left, NAMES_MOST) + 14;
    html_put(render, "<h3>");
    html_spans(render, &block->text);
    html_put(render, "</h3>\n");
    html_open_svg(render, &block->text, WIDTH + 2, HEAD + ROW * (double)timeline->n_rows);
    write_dates(&drawing);
    for (size_t r = 0; r < timeline->n_rows; r++)
        write_row(&drawing, r);
    html_close_svg(render);
    write_table(render, timeline);
}
