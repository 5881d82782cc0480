/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of camps: a line a leaf, joined the further right the less they agree. */
#include <math.h>

#include "report/write_html.h"

#define WIDTH      680.0
#define ROW        18.0
#define NAMES_MOST 220.0
#define AXIS       34.0

struct node {
    double x, y;
};

struct drawing {
    struct render *render;
    const struct tree *tree;
    double left; /* where agreement is 1 */
    struct node *nodes;
};

static double across(const struct drawing *drawing, double distance)
{
    return drawing->left + distance * (WIDTH - drawing->left - 24);
}

static double names_width(const struct tree *tree)
{
    double width = 0;
    for (size_t l = 0; l < tree->n_leaves; l++)
        width = fmax(width, html_width(tree->leaves[l]));
    return fmin(width, NAMES_MOST);
}

static void put_point(struct render *render, double x, double y)
{
    html_place(render, x);
    html_put(render, " ");
    html_place(render, y);
}

/* Two lines to the right, and one that joins them. */
static void write_join(struct drawing *drawing, size_t number)
{
    struct render *render = drawing->render;
    const struct tree_join *join = &drawing->tree->joins[number];
    const struct node *a = &drawing->nodes[join->left], *b = &drawing->nodes[join->right];
    double x = across(drawing, join->distance);
    html_put(render, "M");
    put_point(render, a->x, a->y);
    html_put(render, "H");
    html_place(render, x);
    html_put(render, "V");
    html_place(render, b->y);
    html_put(render, "H");
    html_place(render, b->x);
    drawing->nodes[drawing->tree->n_leaves + number] = (struct node){x, (a->y + b->y) / 2};
}

static void write_leaves(struct drawing *drawing)
{
    struct render *render = drawing->render;
    for (size_t l = 0; l < drawing->tree->n_leaves; l++) {
        double y = ROW * ((double)l + 0.5);
        drawing->nodes[l] = (struct node){across(drawing, 0), y};
        html_put(render, "<text class=\"ink\" fill=\"#1b1f24\" text-anchor=\"end\" x=\"");
        html_place(render, drawing->left - 6);
        html_put(render, "\" y=\"");
        html_place(render, y + 4);
        html_put(render, "\">");
        html_text(render, html_cut(render, drawing->tree->leaves[l], NAMES_MOST));
        html_put(render, "</text>\n");
    }
}

static void write_axis(struct drawing *drawing, double height)
{
    static const struct {
        double distance;
        const char *agreement;
    } ticks[] = {{0, "1"}, {0.25, "0.75"}, {0.5, "0.5"}, {0.75, "0.25"}, {1, "0"}};
    struct render *render = drawing->render;
    for (size_t t = 0; t < sizeof ticks / sizeof *ticks; t++) {
        html_put(render, "<path class=\"rule\" stroke=\"#d0d4da\" fill=\"none\" d=\"M");
        put_point(render, across(drawing, ticks[t].distance), 0);
        html_put(render, "V");
        html_place(render, height - AXIS + 4);
        html_put(render, "\"/><text class=\"pale\" fill=\"#59606a\" text-anchor=\"middle\" x=\"");
        html_place(render, across(drawing, ticks[t].distance));
        html_put(render, "\" y=\"");
        html_place(render, height - AXIS + 18);
        html_put(render, "\">%s</text>\n", ticks[t].agreement);
    }
    html_put(render, "<text class=\"pale\" fill=\"#59606a\" text-anchor=\"end\" x=\"");
    html_place(render, drawing->left - 6);
    html_put(render, "\" y=\"");
    html_place(render, height - AXIS + 18);
    html_put(render, "\">agreement</text>\n");
}

/* ---- the same as a table: each camp's members, by the places of its leaves */

static void write_members(struct render *render, const struct tree *tree, size_t node)
{
    if (node < tree->n_leaves) {
        html_text(render, tree->leaves[node]);
        return;
    }
    write_members(render, tree, tree->joins[node - tree->n_leaves].left);
    html_put(render, ", ");
    write_members(render, tree, tree->joins[node - tree->n_leaves].right);
}

static void write_table(struct render *render, const struct tree *tree)
{
    if (tree->n_joins == 0) return;
    html_put(render, "<details><summary>The tree as a table</summary>\n<table><thead><tr>"
                     "<th scope=\"col\">camp</th><th scope=\"col\">meets</th>"
                     "<th scope=\"col\" class=\"n\">agreement</th></tr></thead>\n<tbody>\n");
    for (size_t j = 0; j < tree->n_joins; j++) {
        html_put(render, "<tr><td>");
        write_members(render, tree, tree->joins[j].left);
        html_put(render, "</td><td>");
        write_members(render, tree, tree->joins[j].right);
        html_put(render, "</td><td class=\"n\">");
        html_number(render, 1 - tree->joins[j].distance, 2);
        html_put(render, "</td></tr>\n");
    }
    html_put(render, "</tbody></table></details>\n");
}

void html_tree(struct render *render, const struct block *block)
{
    const struct tree *tree = block->picture.tree;
    struct drawing drawing = {.render = render, .tree = tree};
    if (!tree || tree->n_leaves == 0) return;
    double height = ROW * (double)tree->n_leaves + AXIS;
    drawing.left = fmax(names_width(tree), html_width("agreement")) + 12;
    drawing.nodes = render_alloc(render, tree->n_leaves + tree->n_joins, sizeof *drawing.nodes);
    if (!drawing.nodes) return;
    html_open_svg(render, &block->text, WIDTH, height);
    write_axis(&drawing, height);
    write_leaves(&drawing);
    html_put(render, "<path class=\"tree\" stroke=\"#2573b3\" stroke-width=\"1.5\" fill=\"none\" "
                     "d=\"");
    for (size_t j = 0; j < tree->n_joins; j++)
        write_join(&drawing, j);
    html_put(render, "\"/>\n");
    html_close_svg(render);
    write_table(render, tree);
}
