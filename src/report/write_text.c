/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document as plain text in columns. What belongs together stands together: details are set in
 * under what they belong to, figures and bars of all rankings are in the same columns, and nothing
 * is wider than the line but a word that is. */
#include "report/write_text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

enum {
    WIDTH_DEFAULT = 80,
    WIDTH_LEAST = 20,
    WIDTH_MOST = 500,
    SET_IN = 2,      /* body text, and details once more */
    BESIDE = 2,      /* between things beside one another */
    BAR = 10,        /* of a ranking */
    NAME_LEAST = 16, /* of a ranking: room for it before the bar goes */
    DOTS_LEAST = 3,
    VALUE_DECIMALS = 2,
};

/* The columns of all rankings in a document. */
struct ranking {
    size_t rank, value, aside; /* widths */
    bool has_bar, is_aside_beside;
    size_t value_end; /* column behind the value */
};

static size_t indent_of(const struct render *render, const struct block *block)
{
    const struct ranking *ranking = render->writer;
    if (!block->is_detail || !render->owner) {
        bool body = block->kind != BLOCK_TITLE && block->kind != BLOCK_HEADING &&
                    block->kind != BLOCK_RANKED;
        return body ? SET_IN : 0;
    }
    switch (render->owner->kind) {
    case BLOCK_TITLE:
        return 0;
    case BLOCK_HEADING:
        return SET_IN;
    case BLOCK_RANKED:
        return ranking->rank + 1 + SET_IN;
    default:
        return (size_t)SET_IN + SET_IN;
    }
}

/* The gap above a block. */
static void before(struct render *render, const struct block *block)
{
    const struct block *previous = render->previous;
    bool gap = previous && !block->is_detail;
    if (gap && previous->kind == BLOCK_HEADING && block->kind != BLOCK_HEADING) gap = false;
    if (gap && previous->kind == BLOCK_RANKED && block->kind == BLOCK_RANKED) gap = false;
    if (gap) str_append_char(&render->output->buffer, '\n');
}

static bool is_said(const char *aside)
{
    return aside && *aside;
}

/* ---- titles, headings, paragraphs */

/* The text, and its aside at the other end of the line or, without room there, below. */
static void write_head(struct render *render, const struct block *block, bool capitals)
{
    struct flow flow = render_flow(render, &block->text, STYLE_STRONG, capitals), aside = {0};
    struct pen pen = {.render = render};
    size_t width = flow_width(&flow), needed;
    if (!is_said(block->aside)) {
        pen_flow(&pen, &flow);
        return;
    }
    flow_add(render, &aside, block->aside, STYLE_DIM);
    needed = flow_width(&aside);
    if (width + BESIDE + needed <= render->width_columns) {
        struct flow_line line = {.first = flow.first};
        pen_line(&pen, &line);
        pen_to(&pen, render->width_columns - needed);
        line.first = aside.first;
        pen_line(&pen, &line);
        pen_end_line(&pen);
        return;
    }
    pen_flow(&pen, &flow);
    pen_to(&pen, block->kind == BLOCK_HEADING ? SET_IN : 0);
    pen_flow(&pen, &aside);
}

static void write_title(struct render *render, const struct block *block)
{
    write_head(render, block, false);
}

static void write_heading(struct render *render, const struct block *block)
{
    write_head(render, block, true);
}

static void write_paragraph(struct render *render, const struct block *block)
{
    struct flow flow = render_flow(render, &block->text, STYLE_PLAIN, false);
    struct pen pen = {.render = render};
    pen_to(&pen, indent_of(render, block));
    pen_flow(&pen, &flow);
}

/* ---- lists */

static void write_items(struct render *render, const struct block *block)
{
    size_t indent = indent_of(render, block);
    for (const struct entry *item = block->first; item; item = item->next) {
        struct flow flow = render_flow(render, &item->text, STYLE_PLAIN, false);
        struct pen pen = {.render = render};
        pen_to(&pen, indent);
        pen_text(&pen, "-", STYLE_PLAIN);
        pen_to(&pen, indent + 2);
        pen_flow(&pen, &flow);
    }
}

static size_t digits(size_t number)
{
    size_t count = 1;
    while (number >= 10) {
        number /= 10;
        count++;
    }
    return count;
}

static void write_sources(struct render *render, const struct block *block)
{
    size_t indent = indent_of(render, block), count = 0, widest, number = 0;
    for (const struct entry *item = block->first; item; item = item->next)
        count++;
    widest = digits(count) + 2;
    for (const struct entry *item = block->first; item; item = item->next) {
        struct flow flow = render_flow(render, &item->text, STYLE_PLAIN, false);
        struct pen pen = {.render = render};
        char label[32];
        snprintf(label, sizeof label, "[%zu]", ++number);
        pen_to(&pen, indent + widest - strlen(label));
        pen_text(&pen, label, STYLE_PLAIN);
        pen_to(&pen, indent + widest + 1);
        pen_flow(&pen, &flow);
        output_flush_if_large(render->output);
    }
}

static void write_entry(struct render *render, const struct entry *entry, size_t indent,
                        size_t term_width)
{
    struct flow term = {0}, text = render_flow(render, &entry->text, STYLE_PLAIN, false);
    struct pen pen = {.render = render};
    struct flow_line line;
    flow_add(render, &term, entry->term, STYLE_STRONG);
    pen_to(&pen, indent);
    if (flow_width(&term) > term_width) { /* a line of its own */
        pen_flow(&pen, &term);
    } else if (term.first) {
        line = flow_line_at(term.first, term_width);
        pen_line(&pen, &line);
    }
    if (!text.first && pen.column == 0) return; /* the term has ended its line */
    pen_to(&pen, indent + term_width + BESIDE);
    pen_flow(&pen, &text);
}

static void write_entries(struct render *render, const struct block *block)
{
    size_t indent = indent_of(render, block), term_width = 0;
    size_t most = (render->width_columns - indent) / 3;
    for (const struct entry *entry = block->first; entry; entry = entry->next) {
        size_t width = utf8_width(render_label(render, entry->term));
        if (width <= most && width > term_width) term_width = width;
    }
    for (const struct entry *entry = block->first; entry; entry = entry->next) {
        write_entry(render, entry, indent, term_width);
        output_flush_if_large(render->output);
    }
}

/* ---- rankings */

static void measure_rankings(struct render *render, struct ranking *ranking)
{
    size_t right;
    for (const struct block *block = render->document->first; block; block = block->next) {
        size_t aside, value;
        if (block->kind != BLOCK_RANKED) continue;
        if (digits(block->rank) > ranking->rank) ranking->rank = digits(block->rank);
        if (block->value_max > 0) ranking->has_bar = true;
        aside = is_said(block->aside) ? utf8_width(render_label(render, block->aside)) : 0;
        if (aside > ranking->aside) ranking->aside = aside;
        if (isnan(block->value)) continue;
        value = strlen(render_number(render, block->value, VALUE_DECIMALS));
        if (value > ranking->value) ranking->value = value;
    }
    ranking->is_aside_beside = ranking->aside > 0 && ranking->aside <= render->width_columns / 4;
    right = ranking->is_aside_beside ? ranking->aside + BESIDE : 0;
    if (ranking->rank + 1 + NAME_LEAST + BESIDE + ranking->value + 1 + BAR + right >
        render->width_columns) {
        ranking->has_bar = false;
    }
    if (ranking->has_bar) right += BAR + 1;
    ranking->value_end = render->width_columns > right ? render->width_columns - right : 0;
    arena_clear(&render->scratch);
}

static void write_bar(struct pen *pen, double share)
{
    bool ascii = pen->render->ascii;
    size_t filled = (size_t)(fmax(0, fmin(1, share)) * BAR + 0.5);
    pen_repeat(pen, ascii ? "#" : "\xE2\x96\x88", filled, STYLE_PLAIN);
    pen_repeat(pen, ascii ? "." : "\xE2\x96\x91", BAR - filled, STYLE_DIM);
}

static void write_figures(struct pen *pen, const struct block *block)
{
    const struct ranking *ranking = pen->render->writer;
    if (!isnan(block->value)) {
        const char *value = render_number(pen->render, block->value, VALUE_DECIMALS);
        size_t length = strlen(value); /* of an absurd weight it can be wider than the page */
        size_t start = ranking->value_end > length ? ranking->value_end - length : 0;
        if (start >= pen->column + DOTS_LEAST + 2) {
            pen_to(pen, pen->column + 1);
            pen_repeat(pen, ".", start - 1 - pen->column, STYLE_DIM);
        }
        pen_to(pen, start);
        pen_text(pen, value, STYLE_PLAIN);
    }
    if (ranking->has_bar && block->value >= 0 && block->value_max > 0) {
        pen_to(pen, ranking->value_end + 1);
        write_bar(pen, block->value / block->value_max);
    }
    if (ranking->is_aside_beside && is_said(block->aside)) {
        const char *aside = render_label(pen->render, block->aside);
        size_t width = utf8_width(aside);
        if (width < pen->render->width_columns) pen_to(pen, pen->render->width_columns - width);
        pen_text(pen, aside, STYLE_PLAIN);
    }
}

/* The name wraps under itself; the figures stand at the end of its last line. */
static void write_ranked(struct render *render, const struct block *block)
{
    const struct ranking *ranking = render->writer;
    size_t left = ranking->rank + 1, taken = ranking->value + BESIDE, width = 1;
    struct flow flow = render_flow(render, &block->text, STYLE_STRONG, false);
    struct pen pen = {.render = render};
    if (ranking->value_end > left + taken) width = ranking->value_end - left - taken;
    flow_cut(render, &flow, width);
    if (block->rank > 0) {
        char rank[32];
        snprintf(rank, sizeof rank, "%zu", block->rank);
        pen_to(&pen, ranking->rank - strlen(rank));
        pen_text(&pen, rank, STYLE_PLAIN);
    }
    for (const struct piece *piece = flow.first; piece;) {
        struct flow_line line = flow_line_at(piece, width);
        pen_to(&pen, left);
        pen_line(&pen, &line);
        piece = line.end;
        if (piece) pen_end_line(&pen);
    }
    write_figures(&pen, block);
    pen_end_line(&pen);
    if (is_said(block->aside) && !ranking->is_aside_beside) {
        struct flow aside = {0};
        flow_add(render, &aside, block->aside, STYLE_PLAIN);
        pen_to(&pen, left);
        pen_flow(&pen, &aside);
    }
}

/* ---- the rest */

static void write_strip(struct render *render, const struct block *block)
{
    text_strip(render, &block->strip, indent_of(render, block));
}

static void write_table(struct render *render, const struct block *block)
{
    text_table(render, &block->table, indent_of(render, block));
}

static void write(const struct stance_document *document, const stance_layout *layout,
                  struct output *output)
{
    static render_function *const of_kind[BLOCK_KIND_COUNT] = {
        [BLOCK_TITLE] = write_title,         [BLOCK_HEADING] = write_heading,
        [BLOCK_PARAGRAPH] = write_paragraph, [BLOCK_ITEMS] = write_items,
        [BLOCK_ENTRIES] = write_entries,     [BLOCK_RANKED] = write_ranked,
        [BLOCK_STRIP] = write_strip,         [BLOCK_TABLE] = write_table,
        [BLOCK_SOURCES] = write_sources,
    };
    struct ranking ranking = {.rank = 2};
    struct render render = {.document = document,
                            .output = output,
                            .ascii = layout->ascii,
                            .color = layout->color,
                            .writer = &ranking};
    render.width_columns = layout->width_columns ? layout->width_columns : WIDTH_DEFAULT;
    if (render.width_columns < WIDTH_LEAST) render.width_columns = WIDTH_LEAST;
    if (render.width_columns > WIDTH_MOST) render.width_columns = WIDTH_MOST;
    measure_rankings(&render, &ranking);
    render_walk(&render, before, of_kind);
    arena_clear(&render.scratch);
}

const struct writer writer_text = {
    .format = {.name = "text",
               .ending = ".txt",
               .summary = "for the terminal, 80 columns or more",
               .holds = STANCE_PROSE | STANCE_MATRIX},
    .write = write,
};
