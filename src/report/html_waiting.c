/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who waits for whom: stances one below the other, and an arrow to each from those that wait for
 * it. Arrows bear the numbers of the table below, which says in words what they mean. */
#include <math.h>
#include <stdio.h>

#include "report/write_html.h"

#define ROW       52.0
#define TEXT_MOST 340.0

/* How far out arrows run: one between neighbours, more for each stance between, at most; and those
 * that go up, so that two that wait for each other do not cover each other. */
#define REACH      70.0
#define STEP       16.0
#define REACH_MOST 220.0
#define UPWARD     40.0

#define RADIUS 9.0 /* of a number's disc */
#define TIP    10.0
#define BOLD   1.15 /* times as wide */

/* An arrow's way: heights of its ends, how far out it runs, where its number stands. */
struct way {
    double from, to, far, number_x, number_y;
};

struct drawing {
    struct render *render;
    const struct waiting_picture *picture;
    double right; /* where the text ends and the arrows begin */
    struct way *ways;
};

static double middle(size_t stance)
{
    return ROW * ((double)stance + 0.5);
}

static void write_stance(struct drawing *drawing, size_t stance)
{
    struct render *render = drawing->render;
    const struct waiting_picture *picture = drawing->picture;
    const char *today = picture->today[stance];
    double y = middle(stance);
    html_svg_text(render, SVG_STRONG_AT_END, drawing->right, today ? y - 3 : y + 4,
                  html_cut(render, picture->stances[stance], TEXT_MOST / BOLD));
    if (!today) return;
    html_svg_text(render, SVG_PALE_AT_END, drawing->right, y + 13,
                  html_cut(render, render_join(render, "today: ", today, ""), TEXT_MOST));
}

static double reach_of(const struct waiting_arrow *arrow)
{
    double span = fabs((double)arrow->from - (double)arrow->to);
    return fmin(REACH + STEP * span, REACH_MOST);
}

/* Solid: the test holds today; dashed: open; dotted: fails. */
static const char *dashes_of(enum waiting_state state)
{
    switch (state) {
    case WAITING_HOLDS:
        return "";
    case WAITING_OPEN:
        return " stroke-dasharray=\"8 4\"";
    case WAITING_FAILS:
        break;
    }
    return " stroke-dasharray=\"2 4\"";
}

static void write_number(struct render *render, size_t number, double x, double y)
{
    char digits[24];
    html_put(render, "<circle fill=\"" HTML_ACCENT "\" r=\"");
    html_place(render, RADIUS);
    html_put(render, "\" cx=\"");
    html_place(render, x);
    html_put(render, "\" cy=\"");
    html_place(render, y);
    html_put(render, "\"/>");
    snprintf(digits, sizeof digits, "%zu", number);
    html_svg_text(render, SVG_ON_DARK_CENTRED, x, y + 4, digits);
}

/* Arrows between the same stances, or around one middle, run ever further out, so that no number
 * covers another. */
static bool is_taken(const struct drawing *drawing, size_t count, const struct way *way)
{
    for (size_t a = 0; a < count; a++) {
        const struct way *other = &drawing->ways[a];
        if (hypot(other->number_x - way->number_x, other->number_y - way->number_y) < 2 * RADIUS)
            return true;
    }
    return false;
}

static void run_to(struct way *way, double start, double far)
{
    way->far = far;
    way->number_x = start + 0.75 * (far - start) + 2; /* a curve is farthest out there */
    way->number_y = (way->from + way->to) / 2;
}

/* It leaves above the middle of its stance and arrives below that of the other, so that two that
 * wait for each other show two arrows. */
static void plan_way(struct drawing *drawing, size_t number)
{
    const struct waiting_arrow *arrow = &drawing->picture->arrows[number];
    struct way *way = &drawing->ways[number];
    double start = drawing->right + 8;
    bool is_down = arrow->to > arrow->from;
    way->from = middle(arrow->from) + (is_down ? 4 : -4);
    way->to = middle(arrow->to) + (is_down ? -10 : 10);
    run_to(way, start, start + reach_of(arrow) + (is_down ? 0 : UPWARD));
    while (is_taken(drawing, number, way))
        run_to(way, start, way->far + 3 * RADIUS);
}

static void write_arrow(struct drawing *drawing, size_t number)
{
    struct render *render = drawing->render;
    const struct way *way = &drawing->ways[number];
    double x = drawing->right + 8;
    html_put(render,
             "<path class=\"line\" stroke=\"" HTML_PALE "\" stroke-width=\"2\" fill=\"none\"%s",
             dashes_of(drawing->picture->arrows[number].state));
    html_point(render, " d=\"M", x, way->from);
    html_point(render, "C", way->far, way->from);
    html_point(render, " ", way->far, way->to);
    html_point(render, " ", x + TIP, way->to);
    html_point(render, "\"/><path class=\"tip\" fill=\"" HTML_PALE "\" d=\"M", x, way->to);
    html_point(render, "L", x + TIP, way->to - TIP / 2);
    html_point(render, "L", x + TIP, way->to + TIP / 2);
    html_put(render, "Z\"/>\n");
}

/* ---- in words */

static void write_table(struct render *render, const struct waiting_picture *picture)
{
    static const char *const states[] = {
        [WAITING_FAILS] = "fails",
        [WAITING_OPEN] = "open",
        [WAITING_HOLDS] = "holds",
    };
    html_put(render, "<table><thead><tr><th scope=col>arrow<th scope=col>who"
                     "<th scope=col>moves to<th scope=col>if"
                     "<th scope=col>is<th scope=col>today\n"
                     "<tbody>\n");
    for (size_t a = 0; a < picture->n_arrows; a++) {
        const struct waiting_arrow *arrow = &picture->arrows[a];
        html_put(render, "<tr><td class=n>%zu<td>", a + 1);
        html_text(render, picture->stances[arrow->from]);
        html_put(render, "<td>");
        html_text(render, arrow->move);
        html_put(render, arrow->only_more_likely ? ", more likely<td>" : "<td>");
        html_text(render, picture->stances[arrow->to]);
        html_put(render, "<td>");
        html_text(render, arrow->when);
        html_put(render, "<td>%s\n", states[arrow->state]);
    }
    html_put(render, "</table>\n");
}

void html_waiting(struct render *render, const struct block *block)
{
    const struct waiting_picture *picture = block->picture.waiting;
    struct drawing drawing = {.render = render, .picture = picture};
    double far = 0;
    if (!picture || picture->n_arrows == 0) return;
    for (size_t s = 0; s < picture->n_stances; s++) {
        drawing.right = fmax(drawing.right, BOLD * html_width(picture->stances[s]));
        if (picture->today[s])
            drawing.right =
                fmax(drawing.right, html_width("today: ") + html_width(picture->today[s]));
    }
    drawing.right = fmin(drawing.right, TEXT_MOST) + 8;
    drawing.ways = render_alloc(render, picture->n_arrows, sizeof *drawing.ways);
    if (!drawing.ways) return;
    for (size_t a = 0; a < picture->n_arrows; a++) {
        plan_way(&drawing, a);
        far = fmax(far, drawing.ways[a].number_x);
    }
    html_open_svg(render, &block->text, far + 2 * RADIUS, ROW * (double)picture->n_stances);
    for (size_t s = 0; s < picture->n_stances; s++)
        write_stance(&drawing, s);
    for (size_t a = 0; a < picture->n_arrows; a++)
        write_arrow(&drawing, a);
    for (size_t a = 0; a < picture->n_arrows; a++) /* above all lines */
        write_number(render, a + 1, drawing.ways[a].number_x, drawing.ways[a].number_y);
    html_close_svg(render);
    html_put(render,
             "<p class=legend>An arrow goes from the one who would move to the one "
             "it waits for. Solid: the test holds today; dashed: open; dotted: it fails.</p>\n");
    html_open_scroll(render, "Table", false);
    write_table(render, picture);
    html_put(render, "</div>\n");
}
