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

struct drawing {
    struct render *render;
    const struct waiting_picture *picture;
    double right; /* where the text ends and the arrows begin */
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
    html_svg_text(render, SVG_STRONG, 4, today ? y - 3 : y + 4,
                  html_cut(render, picture->stances[stance], TEXT_MOST));
    if (!today) return;
    html_svg_text(render, SVG_PALE, 4, y + 13,
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
    html_put(render, "<circle fill=\"" HTML_ACCENT "\" r=\"9\" cx=\"");
    html_place(render, x);
    html_put(render, "\" cy=\"");
    html_place(render, y);
    html_put(render, "\"/>");
    snprintf(digits, sizeof digits, "%zu", number);
    html_svg_text(render, SVG_ON_DARK_CENTRED, x, y + 4, digits);
}

/* It leaves above the middle of its stance and arrives below that of the other, so that two that
 * wait for each other show two arrows. */
static void write_arrow(struct drawing *drawing, size_t number)
{
    struct render *render = drawing->render;
    const struct waiting_arrow *arrow = &drawing->picture->arrows[number];
    double x = drawing->right + 8, far = x + reach_of(arrow);
    bool is_down = arrow->to > arrow->from;
    double from = middle(arrow->from) + (is_down ? 4 : -4);
    double to = middle(arrow->to) + (is_down ? -10 : 10);
    if (!is_down) far += UPWARD;
    html_put(render,
             "<path class=\"line\" stroke=\"" HTML_PALE "\" stroke-width=\"2\" fill=\"none\"%s",
             dashes_of(arrow->state));
    html_point(render, " d=\"M", x, from);
    html_point(render, "C", far, from);
    html_point(render, " ", far, to);
    html_point(render, " ", x + 8, to);
    html_point(render, "\"/><path class=\"tip\" fill=\"" HTML_PALE "\" d=\"M", x, to);
    html_point(render, "L", x + 10, to - 5);
    html_point(render, "L", x + 10, to + 5);
    html_put(render, "Z\"/>");
    write_number(render, number + 1, x + 0.75 * (far - x) + 2, (from + to) / 2);
}

/* ---- in words */

static void write_table(struct render *render, const struct waiting_picture *picture)
{
    static const char *const states[] = {
        [WAITING_FAILS] = "fails",
        [WAITING_OPEN] = "open",
        [WAITING_HOLDS] = "holds",
    };
    html_put(render, "<table><thead><tr><th scope=\"col\">arrow</th><th scope=\"col\">who</th>"
                     "<th scope=\"col\">moves to</th><th scope=\"col\">if</th>"
                     "<th scope=\"col\">is</th><th scope=\"col\">today</th></tr></thead>\n"
                     "<tbody>\n");
    for (size_t a = 0; a < picture->n_arrows; a++) {
        const struct waiting_arrow *arrow = &picture->arrows[a];
        html_put(render, "<tr><td class=\"n\">%zu</td><td>", a + 1);
        html_text(render, picture->stances[arrow->from]);
        html_put(render, "</td><td>");
        html_text(render, arrow->move);
        html_put(render, arrow->only_more_likely ? ", more likely</td><td>" : "</td><td>");
        html_text(render, picture->stances[arrow->to]);
        html_put(render, "</td><td>");
        html_text(render, arrow->when);
        html_put(render, "</td><td>%s</td></tr>\n", states[arrow->state]);
    }
    html_put(render, "</tbody></table>\n");
}

void html_waiting(struct render *render, const struct block *block)
{
    const struct waiting_picture *picture = block->picture.waiting;
    struct drawing drawing = {.render = render, .picture = picture};
    double far = 0;
    if (!picture || picture->n_arrows == 0) return;
    for (size_t s = 0; s < picture->n_stances; s++) {
        drawing.right = fmax(drawing.right, html_width(picture->stances[s]));
        if (picture->today[s])
            drawing.right =
                fmax(drawing.right, html_width("today: ") + html_width(picture->today[s]));
    }
    drawing.right = fmin(drawing.right, TEXT_MOST) + 8;
    for (size_t a = 0; a < picture->n_arrows; a++)
        far = fmax(far, reach_of(&picture->arrows[a]));
    html_open_svg(render, &block->text, drawing.right + far + UPWARD + 30,
                  ROW * (double)picture->n_stances);
    for (size_t s = 0; s < picture->n_stances; s++)
        write_stance(&drawing, s);
    for (size_t a = 0; a < picture->n_arrows; a++)
        write_arrow(&drawing, a);
    html_close_svg(render);
    html_put(render, "<p class=\"legend\">An arrow goes from who would move to whom that waits "
                     "for. Solid: the test holds today; dashed: open; dotted: it fails.</p>\n");
    html_open_scroll(render, &block->text);
    write_table(render, picture);
    html_put(render, "</div>\n");
}
