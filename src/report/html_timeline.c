/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A timeline: an actor's name with what is in force at its end, and below it a bar for each
 * position, from its date to the next, shaded by the place on the scale. Words stand in a bar where
 * they fit, and in the table below in any case. */
#include <math.h>

#include "base/date.h"
#include "report/write_html.h"

#define WIDTH 560.0
#define ROW   42.0
#define HEAD  22.0
#define BAR   16.0 /* below the name */

#define WORDS_LEAST 30.0 /* a shorter bar has none */

struct drawing {
    struct render *render;
    const struct timeline *timeline;
};

static double across(const struct drawing *drawing, date_day day)
{
    const struct timeline *timeline = drawing->timeline;
    double all = (double)(timeline->to - timeline->from);
    return WIDTH * ((double)(day - timeline->from) / all);
}

static const char *date_text(struct render *render, date_day day)
{
    struct str text = {0};
    date_print(day, &text);
    return render_keep(render, &text);
}

static void write_dates(struct drawing *drawing)
{
    struct render *render = drawing->render;
    const struct timeline *timeline = drawing->timeline;
    html_svg_text(render, SVG_PALE, 0, 14, date_text(render, timeline->from));
    html_svg_text(render, SVG_PALE_AT_END, WIDTH, 14, date_text(render, timeline->to - 1));
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
    if (right - left < WORDS_LEAST) return;
    html_svg_text(render, is_dark ? SVG_ON_DARK : SVG_ON_LIGHT, left + 5, top + 14,
                  html_cut(render, period->words, right - left - 8));
}

static void write_period(struct drawing *drawing, const struct period *period, double top)
{
    struct render *render = drawing->render;
    double left = across(drawing, period->from), right = across(drawing, period->to);
    html_put(render, "<rect stroke=\"" HTML_PALE "\" height=\"20\"%s fill=\"%s\" x=\"",
             period->kind == HEAT_UNDECLARED ? " stroke-dasharray=\"3 3\"" : "", fill_of(period));
    html_place(render, left);
    html_put(render, "\" y=\"");
    html_place(render, top);
    html_put(render, "\" width=\"");
    html_place(render, fmax(2, right - left));
    html_put(render, "\"/>");
    write_words(drawing, period, left, right, top);
}

/* What is in force at the end. */
static const char *words_now(const struct drawing *drawing, const struct timeline_row *row)
{
    for (size_t p = 0; p < row->n_periods; p++)
        if (row->periods[p].to == drawing->timeline->to) return row->periods[p].words;
    return "unknown";
}

static void write_row(struct drawing *drawing, size_t number)
{
    struct render *render = drawing->render;
    const struct timeline_row *row = &drawing->timeline->rows[number];
    double top = HEAD + ROW * (double)number;
    html_svg_text(render, SVG_NAME, 0, top + 11,
                  html_cut(render,
                           render_join(render, row->label, ", now: ", words_now(drawing, row)),
                           WIDTH));
    for (size_t p = 0; p < row->n_periods; p++)
        write_period(drawing, &row->periods[p], top + BAR);
}

static void write_table(struct render *render, const struct timeline *timeline)
{
    html_put(render, "<details><summary>The timeline as a table</summary>\n<table><thead><tr>"
                     "<th scope=col>who<th scope=col>from"
                     "<th scope=col>to<th scope=col>position\n"
                     "<tbody>\n");
    for (size_t r = 0; r < timeline->n_rows; r++)
        for (size_t p = 0; p < timeline->rows[r].n_periods; p++) {
            const struct period *period = &timeline->rows[r].periods[p];
            html_put(render, "<tr><th scope=row>");
            html_text(render, timeline->rows[r].label);
            html_put(render, "<td>");
            html_text(render, date_text(render, period->from));
            html_put(render, "<td>");
            html_text(render, date_text(render, period->to - 1));
            html_put(render, "<td>");
            html_text(render, period->words);
            html_put(render, "\n");
        }
    html_put(render, "</table></details>\n");
}

void html_timeline(struct render *render, const struct block *block)
{
    const struct timeline *timeline = block->picture.timeline;
    struct drawing drawing = {.render = render, .timeline = timeline};
    if (!timeline || timeline->n_rows == 0) return;
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
