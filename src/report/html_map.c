/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map: dots with names beside them, each where it first fits without touching another. What
 * fits nowhere is in the table below the picture, and its dot keeps the name for whoever points at
 * it. */
#include <math.h>

#include "report/write_html.h"

#define WIDTH        680.0
#define HEIGHT_LEAST 120.0
#define HEIGHT_MOST  460.0
#define MARGIN       30.0
#define DOT          4.0
#define LINE         13.0
#define NAMES_MOST   200.0

struct box {
    double left, top, right, bottom;
};

struct dot {
    double x, y;
    const char *label;
    struct box box;
    bool is_labelled, is_anchored_right;
};

struct plot {
    struct render *render;
    struct dot *dots;
    size_t n;
    double height;
};

/* ---- places */

static void find_extent(const struct map_picture *map, bool is_x, double *least, double *most)
{
    *least = INFINITY;
    *most = -INFINITY;
    for (size_t i = 0; i < map->n_points; i++) {
        double at = is_x ? map->points[i].x : map->points[i].y;
        *least = fmin(*least, at);
        *most = fmax(*most, at);
    }
}

/* One unit is as long on either axis: distances can be taken from the picture. */
static void place_dots(struct plot *plot, const struct map_picture *map)
{
    double left, right, bottom, top;
    find_extent(map, true, &left, &right);
    find_extent(map, false, &bottom, &top);
    double room = WIDTH - 8 * MARGIN, high = HEIGHT_MOST - 2 * MARGIN;
    double scale = fmin(right > left ? room / (right - left) : INFINITY,
                        top > bottom ? high / (top - bottom) : INFINITY);
    if (!isfinite(scale)) scale = 1;
    plot->height = fmax(HEIGHT_LEAST, scale * (top - bottom) + 2 * MARGIN);
    for (size_t i = 0; i < map->n_points; i++) {
        const struct map_point *point = &map->points[i];
        plot->dots[i] = (struct dot){
            .x = WIDTH / 2 + scale * (point->x - (left + right) / 2),
            .y = plot->height / 2 - scale * (point->y - (bottom + top) / 2),
            .label = html_cut(plot->render, point->label, NAMES_MOST),
        };
    }
}

/* ---- labels */

static bool do_touch(const struct box *a, const struct box *b)
{
    return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

static struct box dot_box(const struct dot *dot)
{
    return (struct box){dot->x - DOT, dot->y - DOT, dot->x + DOT, dot->y + DOT};
}

static bool is_free(const struct plot *plot, const struct box *box, size_t own)
{
    if (box->left < 0 || box->right > WIDTH || box->top < 0 || box->bottom > plot->height)
        return false;
    for (size_t i = 0; i < plot->n; i++) {
        struct box dot = dot_box(&plot->dots[i]);
        if (i != own && do_touch(box, &dot)) return false;
        if (plot->dots[i].is_labelled && do_touch(box, &plot->dots[i].box)) return false;
    }
    return true;
}

/* Right, left, then ever higher and lower on both sides. */
static void place_label(struct plot *plot, size_t own)
{
    static const double shifts[] = {0,         -LINE,    LINE,      -2 * LINE, 2 * LINE,
                                    -3 * LINE, 3 * LINE, -4 * LINE, 4 * LINE};
    struct dot *dot = &plot->dots[own];
    double width = html_width(dot->label);
    for (size_t s = 0; s < sizeof shifts / sizeof *shifts; s++)
        for (int side = 0; side < 2; side++) {
            double gap = DOT + 4, y = dot->y + shifts[s];
            double left = side == 0 ? dot->x + gap : dot->x - gap - width;
            struct box box = {left, y - LINE / 2, left + width, y + LINE / 2};
            if (!is_free(plot, &box, own)) continue;
            dot->box = box;
            dot->is_labelled = true;
            dot->is_anchored_right = side == 1;
            return;
        }
}

/* Dots in one place read as one: so do those that agree in all. */
static void write_dot(struct render *render, const struct dot *dot, const char *name)
{
    html_put(render, "<circle fill=\"" HTML_ACCENT "\" r=\"4\" cx=\"");
    html_place(render, dot->x);
    html_put(render, "\" cy=\"");
    html_place(render, dot->y);
    html_put(render, "\"><title>");
    html_plain(render, name);
    html_put(render, "</title></circle>\n");
}

static void write_label(struct render *render, const struct dot *dot)
{
    double y = (dot->box.top + dot->box.bottom) / 2;
    if (!dot->is_labelled) return;
    if (fabs(y - dot->y) > LINE) {
        html_point(render, "<path class=\"line\" stroke=\"#8a8f98\" fill=\"none\" d=\"M", dot->x,
                   dot->y);
        html_point(render, "L", dot->is_anchored_right ? dot->box.right + 2 : dot->box.left - 2, y);
        html_put(render, "\"/>");
    }
    html_svg_text(render, dot->is_anchored_right ? SVG_NAME_AT_END : SVG_NAME,
                  dot->is_anchored_right ? dot->box.right : dot->box.left, y + 4, dot->label);
}

/* ---- the same as a table */

static void write_table(struct render *render, const struct map_picture *map)
{
    html_put(render, "<details><summary>The map as a table</summary>\n<table><thead><tr>"
                     "<th scope=col>actor<th scope=col class=n>right"
                     "<th scope=col class=n>up\n<tbody>\n");
    for (size_t i = 0; i < map->n_points; i++) {
        html_put(render, "<tr><th scope=row>");
        html_text(render, map->points[i].label);
        html_put(render, "<td class=n>");
        html_number(render, map->points[i].x, 2);
        html_put(render, "<td class=n>");
        html_number(render, map->points[i].y, 2);
        html_put(render, "\n");
    }
    html_put(render, "</table></details>\n");
}

void html_map(struct render *render, const struct block *block)
{
    const struct map_picture *map = block->picture.map;
    struct plot plot = {.render = render};
    size_t unlabelled = 0;
    if (!map || map->n_points == 0) return;
    plot.n = map->n_points;
    plot.dots = render_alloc(render, plot.n, sizeof *plot.dots);
    if (!plot.dots) return;
    place_dots(&plot, map);
    for (size_t i = 0; i < plot.n; i++)
        place_label(&plot, i);
    html_open_svg(render, &block->text, WIDTH, plot.height);
    for (size_t i = 0; i < plot.n; i++) {
        write_dot(render, &plot.dots[i], map->points[i].label);
        write_label(render, &plot.dots[i]);
        unlabelled += !plot.dots[i].is_labelled;
    }
    html_close_svg(render);
    if (unlabelled > 0)
        html_put(render,
                 "<p class=legend>For want of room %zu %s without a name: point at a "
                 "dot, or see the table.</p>\n",
                 unlabelled, unlabelled == 1 ? "dot is" : "dots are");
    write_table(render, map);
}
