/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A heat map is a table: it is read aloud, copied and searched like one, and colour only repeats
 * what its cells say. Closing tags of cells and rows are left out, as HTML lets them be: a hundred
 * actors make ten thousand cells. */
#include "report/write_html.h"

#define COLUMNS_NARROW  4  /* of more not all are seen on a phone */
#define COLUMNS_UPRIGHT 8  /* with more the names over the columns are turned ... */
#define WORDS_UPRIGHT   14 /* ... over columns of words, which are wider, with more than so many */

static void write_heads(struct render *render, const struct heat *heat)
{
    html_put(render, "<thead><tr><th scope=col>");
    html_text(render, heat->corner);
    for (size_t c = 0; c < heat->n_columns; c++) {
        html_put(render, "<th scope=col><span>");
        html_text(render, heat->columns[c]);
        html_put(render, "</span>");
    }
    html_put(render, "\n<tbody>\n");
}

static void write_shaded(struct render *render, const struct heat *heat,
                         const struct heat_cell *cell)
{
    html_put(render, "<td class=%c%u>", heat->diverges ? 'p' : 'h',
             html_shade(cell->at, heat->diverges));
    if (cell->text)
        html_text(render, cell->text);
    else
        html_number(render, cell->at, 2);
    if (!cell->small) return;
    html_put(render, "<i>");
    html_text(render, cell->small);
    html_put(render, "</i>");
}

static void write_cell(struct render *render, const struct heat *heat, const struct heat_cell *cell)
{
    switch (cell->kind) {
    case HEAT_BLANK:
        html_put(render, "<td class=x>\xC2\xB7");
        break;
    case HEAT_SELF:
        html_put(render, "<td class=s>");
        break;
    case HEAT_SHADE:
        write_shaded(render, heat, cell);
        break;
    case HEAT_PLAIN:
        html_put(render, "<td>");
        html_text(render, cell->text);
        break;
    case HEAT_UNDECLARED:
        html_put(render, "<td class=u>");
        html_text(render, cell->text);
        break;
    }
}

static void write_key(struct render *render, const struct heat *heat)
{
    unsigned steps = heat->diverges ? 4 : 10;
    html_put(render, "<p class=key><span>");
    html_text(render, heat->low);
    html_put(render, " </span><span aria-hidden=true>");
    for (unsigned step = 0; step <= steps; step++)
        html_put(render, "<i class=\"%c%u\"></i>", heat->diverges ? 'p' : 'h', step);
    html_put(render, "</span><span> ");
    html_text(render, heat->high);
    html_put(render, "; </span><span><i class=x aria-hidden=true></i> \xC2\xB7 ");
    html_text(render, heat->blank);
    html_put(render, "</span></p>\n");
}

void html_heat(struct render *render, const struct block *block)
{
    const struct heat *heat = block->picture.heat;
    if (!heat) return;
    html_open_scroll(render, "Table", heat->n_columns > COLUMNS_NARROW);
    size_t upright = heat->is_square ? COLUMNS_UPRIGHT : WORDS_UPRIGHT;
    html_put(render, "<table class=\"heat%s%s%s\" style=\"--n:%zu\">\n<caption>",
             heat->is_square ? "" : " words", heat->n_columns > upright ? " turned" : "",
             heat->is_narrow ? " many" : "", heat->n_columns);
    html_spans(render, &block->text);
    html_put(render, "</caption>\n");
    write_heads(render, heat);
    for (size_t r = 0; r < heat->n_rows; r++) {
        html_put(render, "<tr><th scope=row>");
        html_text(render, heat->rows[r]);
        for (size_t c = 0; c < heat->n_columns; c++)
            write_cell(render, heat, &heat->cells[r * heat->n_columns + c]);
        html_put(render, "\n");
        arena_clear(&render->scratch);
        output_flush_if_large(render->output);
    }
    html_put(render, "</table></div>\n");
    write_key(render, heat);
}
