/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document as one HTML file that asks for nothing: headings open sections, ranked blocks
 * issues that are not cut in print, and everything is read without the script. */
#include "report/write_html.h"

#include <math.h>

#define COLUMNS_ON_PAPER 8 /* with more, print is set smaller */

static struct html *html_of(const struct render *render)
{
    return render->writer;
}

/* ---- sections */

static void close_fold(struct render *render)
{
    struct html *html = html_of(render);
    if (html->in_fold) html_put(render, "</details>\n");
    html->in_fold = false;
}

/* What is not cut in print. */
static void close_issue(struct render *render)
{
    struct html *html = html_of(render);
    if (html->in_issue) html_put(render, "</div>\n");
    html->in_issue = false;
}

static void close_article(struct render *render)
{
    struct html *html = html_of(render);
    close_fold(render);
    close_issue(render);
    if (html->in_article) html_put(render, "</article>\n");
    html->in_article = false;
}

static void close_section(struct render *render)
{
    struct html *html = html_of(render);
    close_article(render);
    if (html->in_section) html_put(render, "</section>\n");
    html->in_section = false;
}

/* Links to all sections, before the first. */
static void write_contents(struct render *render)
{
    size_t number = 0;
    html_put(render, "<nav aria-label=\"Contents\"><ul>\n");
    for (const struct block *block = render->document->first; block; block = block->next) {
        if (block->kind != BLOCK_HEADING) continue;
        html_put(render, "<li><a href=\"#h%zu\">", ++number);
        html_spans(render, &block->text);
        html_put(render, "</a>\n");
    }
    html_put(render, "</ul></nav>\n");
}

/* A document without a title of its own is about the model. */
static const char *model_title(const struct stance_document *document)
{
    return document->findings ? document->findings->snapshot->model->title : "stance";
}

static void write_model_title(struct render *render)
{
    html_put(render, "<h1>");
    html_text(render, model_title(render->document));
    html_put(render, "</h1>\n");
}

/* What lies open ends where the block does not belong to it. */
static void before(struct render *render, const struct block *block)
{
    struct html *html = html_of(render);
    close_fold(render);
    if (html->in_head && block->kind != BLOCK_TITLE) {
        if (!html->has_title) write_model_title(render);
        html_put(render, "</header>\n<main id=main tabindex=-1>\n");
        html->in_head = false;
    }
    if (!block->is_detail) close_article(render);
    if (block->kind == BLOCK_HEADING || block->kind == BLOCK_WHAT_IF) {
        close_section(render);
        if (html->n_headings == 0) write_contents(render);
    }
    if (!block->fold) return;
    close_issue(render); /* quotes may run over pages */
    html->in_fold = true;
    html_put(render, "<details><summary>");
    html_text(render, block->fold);
    html_put(render, "</summary>\n");
}

/* ---- blocks of text */

static void write_title(struct render *render, const struct block *block)
{
    html_of(render)->has_title = true;
    html_put(render, "<h1>");
    html_spans(render, &block->text);
    html_put(render, "</h1>\n");
    if (!block->aside) return;
    html_put(render, "<p>");
    html_text(render, block->aside);
    html_put(render, "</p>\n");
}

static void write_heading(struct render *render, const struct block *block)
{
    struct html *html = html_of(render);
    size_t number = ++html->n_headings;
    html->in_section = true;
    html_put(render, "<section aria-labelledby=\"h%zu\">\n<h2 id=\"h%zu\">", number, number);
    html_spans(render, &block->text);
    html_put(render, "</h2>\n");
    if (!block->aside || !*block->aside) return;
    html_put(render, "<p class=legend>");
    html_text(render, block->aside);
    html_put(render, "</p>\n");
}

static void write_paragraph(struct render *render, const struct block *block)
{
    html_put(render, "<p>");
    html_spans(render, &block->text);
    html_put(render, "</p>\n");
}

/* A bar says nothing that the figure beside it does not. */
static void write_bar(struct render *render, const struct block *block)
{
    if (!(block->value_max > 0)) return;
    html_put(render, "<span class=bar aria-hidden=true><i style=\"width:");
    html_place(render, 100 * fmin(1, block->value / block->value_max));
    html_put(render, "%%\"></i></span>");
}

static void write_figure(struct render *render, const char *name)
{
    if (!name) return;
    html_text(render, name);
    html_put(render, " ");
}

/* "divergence 0.67 · share of all disagreement 41 %" */
static void write_figures_of(struct render *render, const struct block *block)
{
    bool has_value = !isnan(block->value), has_aside = block->aside && *block->aside;
    if (!has_value && !has_aside) return;
    html_put(render, "<p class=value>");
    if (has_value) {
        write_bar(render, block);
        write_figure(render, block->value_name);
        html_put(render, "<strong>");
        html_number(render, block->value, 2);
        html_put(render, "</strong>");
    }
    if (has_value && has_aside) html_put(render, " \xC2\xB7 ");
    if (has_aside) {
        write_figure(render, block->aside_name);
        html_text(render, block->aside);
    }
    html_put(render, "</p>\n");
}

static void write_ranked(struct render *render, const struct block *block)
{
    html_of(render)->in_article = html_of(render)->in_issue = true;
    html_put(render, "<article><div class=issue>\n<h3>");
    if (block->rank > 0) html_put(render, "<span>%zu</span> ", block->rank);
    html_spans(render, &block->text);
    html_put(render, "</h3>\n");
    if (block->about) {
        html_put(render, "<p class=about>");
        html_text(render, block->about);
        html_put(render, "</p>\n");
    }
    write_figures_of(render, block);
}

/* ---- lists */

static void write_items(struct render *render, const struct block *block)
{
    html_put(render, block->is_lead ? "<ul class=lead>\n" : "<ul>\n");
    for (const struct entry *item = block->first; item; item = item->next) {
        html_put(render, "<li>");
        html_spans(render, &item->text);
        html_put(render, "\n");
        output_flush_if_large(render->output);
    }
    html_put(render, "</ul>\n");
}

static void write_entries(struct render *render, const struct block *block)
{
    html_put(render, "<dl>\n");
    for (const struct entry *entry = block->first; entry; entry = entry->next) {
        html_put(render, "<dt>");
        html_text(render, entry->term);
        html_put(render, "<dd>"); /* the next tag, or the end of the list, ends either */
        html_spans(render, &entry->text);
        html_put(render, "\n");
        output_flush_if_large(render->output);
    }
    html_put(render, "</dl>\n");
}

static void write_key_figures(struct render *render, const struct block *block)
{
    html_put(render, "<dl class=figures>\n");
    for (const struct entry *entry = block->first; entry; entry = entry->next) {
        html_put(render, "<div><dt>");
        html_text(render, entry->term);
        html_put(render, "</dt><dd><b>");
        html_text(render, entry->figure);
        html_put(render, "</b> ");
        html_spans(render, &entry->text);
        html_put(render, "</dd></div>\n");
    }
    html_put(render, "</dl>\n");
}

static void write_sources(struct render *render, const struct block *block)
{
    size_t number = 0;
    html_put(render, "<ol class=sources>\n");
    for (const struct entry *item = block->first; item; item = item->next) {
        html_put(render, "<li id=\"s%zu\">", ++number);
        html_spans(render, &item->text);
        html_put(render, "\n");
        output_flush_if_large(render->output);
    }
    html_put(render, "</ol>\n");
}

/* ---- tables: cells and rows end where the next begins, as HTML lets them */

static void write_value(struct render *render, const struct table *table, const struct value *value)
{
    switch (value->kind) {
    case VALUE_BLANK:
        html_text(render, table->blank);
        break;
    case VALUE_NUMBER:
        html_number(render, value->number, value->decimals);
        break;
    case VALUE_TEXT:
        html_spans(render, &value->text);
        break;
    }
}

static void write_head(struct render *render, const struct table *table)
{
    html_put(render, "<thead><tr>");
    for (size_t c = 0; c < table->n_columns; c++) {
        const struct column *column = &table->columns[c];
        bool is_named = column->head && *column->head;
        const char *tag = is_named ? "th scope=col" : "td";
        html_put(render, "<%s%s>", tag, column->alignment == ALIGN_RIGHT ? " class=n" : "");
        html_text(render, column->head);
    }
    html_put(render, "\n<tbody>\n");
}

static void write_row(struct render *render, const struct table *table, const struct row *row)
{
    html_put(render, row->is_total ? "<tr class=total>" : "<tr>");
    for (size_t c = 0; c < table->n_columns; c++) {
        bool is_right =
            table->columns[c].alignment == ALIGN_RIGHT || row->values[c].kind == VALUE_NUMBER;
        html_put(render, "<%s%s>", c == 0 ? "th scope=row" : "td", is_right ? " class=n" : "");
        write_value(render, table, &row->values[c]);
    }
    html_put(render, "\n");
}

static void write_table(struct render *render, const struct block *block)
{
    const struct table *table = &block->table;
    html_open_scroll(render, "Table", false);
    if (table->n_columns > COLUMNS_ON_PAPER)
        html_put(render, "<table style=--n:%zu>\n", table->n_columns);
    else
        html_put(render, "<table>\n");
    write_head(render, table);
    for (const struct row *row = table->first; row; row = row->next) {
        write_row(render, table, row);
        output_flush_if_large(render->output);
    }
    html_put(render, "</table></div>\n");
}

/* ---- the page */

static void print_title(const struct stance_document *document, struct str *out)
{
    for (const struct block *block = document->first; block; block = block->next) {
        if (block->kind != BLOCK_TITLE) continue;
        text_print_plain(&block->text, out);
        if (block->aside) str_printf(out, ", %s", block->aside);
        return;
    }
    str_append(out, model_title(document));
}

static void write(const struct stance_document *document, const stance_layout *layout,
                  struct output *output)
{
    static render_function *const of_kind[BLOCK_KIND_COUNT] = {
        [BLOCK_TITLE] = write_title,
        [BLOCK_HEADING] = write_heading,
        [BLOCK_PARAGRAPH] = write_paragraph,
        [BLOCK_ITEMS] = write_items,
        [BLOCK_ENTRIES] = write_entries,
        [BLOCK_RANKED] = write_ranked,
        [BLOCK_STRIP] = html_strip,
        [BLOCK_TABLE] = write_table,
        [BLOCK_SOURCES] = write_sources,
        [BLOCK_FIGURES] = write_key_figures,
        [BLOCK_HEAT] = html_heat,
        [BLOCK_MAP] = html_map,
        [BLOCK_TREE] = html_tree,
        [BLOCK_TIMELINE] = html_timeline,
        [BLOCK_WAITING] = html_waiting,
        [BLOCK_WHAT_IF] = html_what_if,
    };
    struct html html = {.in_head = true};
    struct render render = {.document = document, .output = output, .writer = &html};
    struct str title = {0};
    (void)layout; /* the browser decides */
    print_title(document, &title);
    if (title.failed) output_fail(output);
    html_open_page(&render, str_get(&title));
    str_clear(&title);
    render_walk(&render, before, of_kind);
    close_section(&render);
    if (html.in_head && !html.has_title) write_model_title(&render);
    html_put(&render,
             html.in_head ? "</header>\n<main id=main tabindex=-1>\n</main>\n" : "</main>\n");
    html_close_page(&render);
    arena_clear(&render.scratch);
}

const struct writer writer_html = {
    .format = {.name = "html",
               .ending = ".html",
               .summary = "one file with pictures, for a browser, without a network",
               .holds = STANCE_PROSE | STANCE_PAGE | STANCE_MATRIX},
    .write = write,
};
