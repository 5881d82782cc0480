/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document as Markdown: CommonMark with the tables and footnotes that most dialects know. A
 * paragraph is one line, because some wikis keep line breaks. Strips become lists of places with
 * who stands there. */
#include "report/write_markdown.h"

#include <math.h>

enum { TICKS_MANY = 12 };

/* ---- blocks of text */

static void before(struct render *render, const struct block *block)
{
    (void)block;
    if (render->previous) str_append_char(&render->output->buffer, '\n');
}

static void write_aside(struct render *render, const char *aside)
{
    struct line line;
    if (!aside || !*aside) return;
    line = line_begin(render, "\n*");
    line_text(&line, aside);
    line.blanks = 0;
    line_raw(&line, "*");
    line_end(&line);
}

static void write_head(struct render *render, const struct block *block, const char *markup)
{
    struct line line = line_begin(render, markup);
    line_spans(&line, &block->text);
    line_end(&line);
    write_aside(render, block->aside);
}

static void write_title(struct render *render, const struct block *block)
{
    write_head(render, block, "# ");
}

static void write_heading(struct render *render, const struct block *block)
{
    write_head(render, block, "## ");
}

static void write_paragraph(struct render *render, const struct block *block)
{
    struct line line = line_begin(render, "");
    line_spans(&line, &block->text);
    line_end(&line);
}

/* "mean effect 0.07" */
static void put_figure(struct line *line, const char *name, const char *figure)
{
    if (name) line_text(line, name);
    if (name) line_raw(line, " ");
    line_text(line, figure);
}

/* "### 1. Ground presence (0.67; 41 %)" */
static void write_ranked(struct render *render, const struct block *block)
{
    struct line line = line_begin(render, "### ");
    bool has_aside = block->aside && *block->aside;
    if (block->rank > 0) {
        line_number(&line, block->rank);
        line_raw(&line, ". ");
        line.was_blank = true;
    }
    line_spans(&line, &block->text);
    line.blanks = 0;
    if (!isnan(block->value) || has_aside) {
        line_raw(&line, " (");
        if (!isnan(block->value))
            put_figure(&line, block->value_name, render_number(render, block->value, 2));
        if (!isnan(block->value) && has_aside) line_raw(&line, "; ");
        if (has_aside) put_figure(&line, block->aside_name, block->aside);
        line_raw(&line, ")");
    }
    line_end(&line);
}

/* ---- lists */

/* Two lists with nothing between them would become one: the sign before an item changes. */
static const char *bullet(struct render *render)
{
    bool *other = render->writer;
    const struct block *previous = render->previous;
    bool follows = previous && (previous->kind == BLOCK_ITEMS || previous->kind == BLOCK_ENTRIES ||
                                previous->kind == BLOCK_STRIP);
    *other = follows && !*other;
    return *other ? "* " : "- ";
}

static void write_items(struct render *render, const struct block *block)
{
    const char *sign = bullet(render);
    for (const struct entry *item = block->first; item; item = item->next) {
        struct line line = line_begin(render, sign);
        line_spans(&line, &item->text);
        line_end(&line);
    }
}

static void write_entries(struct render *render, const struct block *block)
{
    const char *sign = bullet(render);
    for (const struct entry *entry = block->first; entry; entry = entry->next) {
        struct line line = line_begin(render, sign);
        line_strong(&line, entry->term, entry->text.first ? ":" : "");
        if (entry->text.first) {
            line_raw(&line, ": ");
            line.was_blank = true;
            line_spans(&line, &entry->text);
        }
        line_end(&line);
    }
}

static void write_sources(struct render *render, const struct block *block)
{
    size_t number = 0;
    for (const struct entry *item = block->first; item; item = item->next) {
        struct line line = line_begin(render, "[^");
        line_number(&line, ++number);
        /* Without footnotes "[^1]: word" would define a link to the word: two words never do. */
        str_append(line_bytes(&line), "]: Source ");
        line_number(&line, number);
        str_append(line_bytes(&line), ": ");
        line_spans(&line, &item->text);
        line_end(&line);
        output_flush_if_large(render->output);
    }
}

/* ---- tables */

static void put_value(struct line *line, const struct table *table, const struct value *value)
{
    switch (value->kind) {
    case VALUE_BLANK:
        line_text(line, table->blank);
        break;
    case VALUE_NUMBER:
        if (line->all_strong) {
            line_strong(line, render_number(line->render, value->number, value->decimals), "");
        } else {
            line_text(line, render_number(line->render, value->number, value->decimals));
        }
        break;
    case VALUE_TEXT:
        line_spans(line, &value->text);
        break;
    }
}

static void write_row(struct render *render, const struct table *table, const struct row *row)
{
    str_append_char(&render->output->buffer, '|');
    for (size_t c = 0; c < table->n_columns; c++) {
        struct line line = line_begin(render, " ");
        line.is_begun = true; /* nothing opens a block within a table */
        line.all_strong = row && row->is_total;
        if (row) {
            put_value(&line, table, &row->values[c]);
        } else if (table->columns[c].head) {
            line_text(&line, table->columns[c].head);
        }
        str_append(line_bytes(&line), " |");
    }
    str_append_char(&render->output->buffer, '\n');
}

static bool is_right(const struct table *table, size_t column)
{
    if (table->columns[column].alignment == ALIGN_RIGHT) return true;
    for (const struct row *row = table->first; row; row = row->next) {
        if (row->values[column].kind == VALUE_NUMBER) return true;
    }
    return false;
}

static void write_table(struct render *render, const struct block *block)
{
    const struct table *table = &block->table;
    write_row(render, table, NULL);
    str_append_char(&render->output->buffer, '|');
    for (size_t c = 0; c < table->n_columns; c++) {
        str_append(&render->output->buffer, is_right(table, c) ? " ---: |" : " --- |");
    }
    str_append_char(&render->output->buffer, '\n');
    for (const struct row *row = table->first; row; row = row->next) {
        write_row(render, table, row);
        output_flush_if_large(render->output);
    }
}

/* ---- strips */

/* A place or range of places in words: by the document, the labels, or how far along the scale. */
static const char *place_words(struct render *render, const struct strip *strip, const char *place,
                               double from, double to)
{
    const char *words = place ? place : strip_words(render, strip, from, to), *end;
    if (words) return words;
    end = render_join(render, render_number(render, 100 * to, 0), " % of the scale", "");
    if (strip_is_at(from, to)) return end;
    return render_join(render, render_number(render, 100 * from, 0), " % to ", end);
}

/* The scale, by its labels; of very many only the ends. */
static void write_scale(struct render *render, const struct strip *strip)
{
    struct line line = line_begin(render, "");
    bool all = strip->n_ticks <= TICKS_MANY;
    line_raw(&line, "Scale: ");
    for (size_t t = 0; t < strip->n_ticks; t++) {
        if (!all && t > 0 && t + 1 < strip->n_ticks) continue;
        if (t > 0) line_raw(&line, all ? "; " : " ... ");
        line_text(&line, strip->ticks[t].label ? strip->ticks[t].label : "");
    }
    line_raw(&line, ".");
    if (strip->has_status_quo) {
        line_raw(&line, " Status quo: ");
        line_text(&line, place_words(render, strip, strip->status_quo_place, strip->status_quo_from,
                                     strip->status_quo_to));
        line_raw(&line, ".");
    }
    line_end(&line);
}

static void put_mark(struct line *line, const struct strip *strip, const struct mark *mark)
{
    line_text(line, mark->label ? mark->label : "");
    if (mark->kind == MARK_DISPUTED) line_raw(line, " (sources disagree)");
    if (!mark->has_accepts) return;
    line_raw(line, " (could accept ");
    line_text(line, place_words(line->render, strip, mark->accepts_place, mark->accepts_from,
                                mark->accepts_to));
    line_raw(line, ")");
}

/* The scale in words, then each place that is taken with those who take it. */
static void write_strip(struct render *render, const struct block *block)
{
    const struct strip *strip = &block->strip;
    const struct mark **marks = strip_sorted(render, strip);
    bool *other_bullet = render->writer;
    *other_bullet = false;
    write_scale(render, strip);
    for (size_t m = 0; marks && m < strip->n_marks;) {
        const struct mark *first = marks[m];
        struct line line = line_begin(render, m == 0 ? "\n- " : "- ");
        line_strong(&line, place_words(render, strip, first->place, first->from, first->to), ":");
        line_raw(&line, ": ");
        put_mark(&line, strip, first);
        for (m++; m < strip->n_marks; m++) {
            if (marks[m]->from != first->from || marks[m]->to != first->to) break;
            line_raw(&line, ", ");
            put_mark(&line, strip, marks[m]);
        }
        line_end(&line);
    }
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
    bool other_bullet = false;
    struct render render = {.document = document, .output = output, .writer = &other_bullet};
    (void)layout; /* Markdown has no width */
    render_walk(&render, before, of_kind);
    arena_clear(&render.scratch);
}

const struct writer writer_markdown = {
    .format = {.name = "markdown",
               .ending = ".md",
               .summary = "for memos and wikis",
               .holds = STANCE_PROSE | STANCE_MATRIX},
    .write = write,
};
