/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of camps: a line a leaf, joined the further right the less they agree. */
#include <math.h>

#include "report/write_html.h"

#define WIDTH      680.0
#define ROW        18.0
#define NAMES_MOST 220.0
#define AXIS       34.0
#define MARGIN     24.0

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
    return drawing->left + distance * (WIDTH - drawing->left - MARGIN);
}

static double names_width(const struct tree *tree)
{
    double width = 0;
    for (size_t l = 0; l < tree->n_leaves; l++)
        width = fmax(width, html_width(tree->leaves[l]));
    return fmin(width, NAMES_MOST);
}

/* Two lines to the right, and one that joins them. */
static void write_join(struct drawing *drawing, size_t number)
{
    struct render *render = drawing->render;
    const struct tree_join *join = &drawing->tree->joins[number];
    const struct node *a = &drawing->nodes[join->left], *b = &drawing->nodes[join->right];
    double x = across(drawing, join->distance);
    html_point(render, "M", a->x, a->y);
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
        html_svg_text(render, SVG_NAME_AT_END, drawing->left - 6, y + 4,
                      html_cut(render, drawing->tree->leaves[l], NAMES_MOST));
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
        double x = across(drawing, ticks[t].distance);
        html_point(render, "<path class=\"rule\" stroke=\"#d0d4da\" fill=\"none\" d=\"M", x, 0);
        html_put(render, "V");
        html_place(render, height - AXIS + 4);
        html_put(render, "\"/>");
        html_svg_text(render, SVG_PALE_CENTRED, x, height - AXIS + 18, ticks[t].agreement);
    }
    html_svg_text(render, SVG_PALE_AT_END, drawing->left - 6, height - AXIS + 18, "agreement");
}

/* ---- the same as a table */

/* A leaf by its name, a camp by its number. */
static void write_camp(struct render *render, const struct tree *tree, size_t node)
{
    if (node < tree->n_leaves)
        html_text(render, tree->leaves[node]);
    else
        html_put(render, "camp %zu", node - tree->n_leaves + 1);
}

static void write_table(struct render *render, const struct tree *tree)
{
    if (tree->n_joins == 0) return;
    html_put(render, "<details><summary>The tree as a table</summary>\n<table><thead><tr>"
                     "<th scope=col>camp<th scope=col colspan=\"2\">made of"
                     "<th scope=col class=n>agreement between both\n"
                     "<tbody>\n");
    for (size_t j = 0; j < tree->n_joins; j++) {
        html_put(render, "<tr><th scope=row>camp %zu<td>", j + 1);
        write_camp(render, tree, tree->joins[j].left);
        html_put(render, "<td>");
        write_camp(render, tree, tree->joins[j].right);
        html_put(render, "<td class=n>");
        html_number(render, 1 - tree->joins[j].distance, 2);
        html_put(render, "\n");
    }
    html_put(render, "</table></details>\n");
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
    html_put(render,
             "<path class=\"tree\" stroke=\"" HTML_ACCENT "\" stroke-width=\"1.5\" fill=\"none\" "
             "d=\"");
    for (size_t j = 0; j < tree->n_joins; j++)
        write_join(&drawing, j);
    html_put(render, "\"/>\n");
    html_close_svg(render);
    write_table(render, tree);
}
