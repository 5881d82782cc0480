/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A document grows at its end: a builder opens a block, an item or a cell, and what is said next
 * goes there. Everything lies in one arena. The first allocation that fails is remembered, and from
 * then on builders do nothing, so that say_*.c ask once, at the end. */
#include "report/document.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct stance_document *document_new(stance_document_kind kind, enum subject subject,
                                     const struct stance_findings *findings)
{
    struct stance_document *document = calloc(1, sizeof *document);
    if (!document) return NULL;
    document->kind = kind;
    document->subject = subject;
    document->findings = findings;
    return document;
}

bool document_ok(const struct stance_document *document)
{
    return !document->failed;
}

void stance_document_free(stance_document *document)
{
    if (!document) return;
    arena_clear(&document->arena);
    free(document);
}

void *document_alloc(struct stance_document *document, size_t count, size_t size)
{
    void *memory = document->failed ? NULL : arena_array(&document->arena, count, size);
    if (!memory) document->failed = true;
    return memory;
}

const char *document_copy(struct stance_document *document, const char *text)
{
    const char *copy;
    if (!text || document->failed) return NULL;
    copy = arena_string(&document->arena, text);
    if (!copy) document->failed = true;
    return copy;
}

static struct block *open_block(struct stance_document *document, enum block_kind kind)
{
    struct block *block = document_alloc(document, 1, sizeof *block);
    document->open = NULL;
    if (!block) return NULL;
    block->kind = kind;
    block->value = block->value_max = NAN;
    if (document->last) {
        document->last->next = block;
    } else {
        document->first = block;
    }
    document->last = block;
    return block;
}

/* A block that is text itself. */
static struct block *open_text(struct stance_document *document, enum block_kind kind,
                               const char *aside)
{
    struct block *block = open_block(document, kind);
    if (!block) return NULL;
    block->aside = document_copy(document, aside);
    document->open = &block->text;
    return block;
}

void document_title(struct stance_document *document, const char *aside)
{
    open_text(document, BLOCK_TITLE, aside);
}

void document_heading(struct stance_document *document, const char *aside)
{
    open_text(document, BLOCK_HEADING, aside);
}

void document_paragraph(struct stance_document *document)
{
    open_text(document, BLOCK_PARAGRAPH, NULL);
}

void document_ranked(struct stance_document *document, size_t rank, double value, double value_max,
                     const char *aside)
{
    struct block *block = open_text(document, BLOCK_RANKED, aside);
    if (!block) return;
    block->rank = rank;
    block->value = value;
    block->value_max = value_max;
}

void document_ranked_names(struct stance_document *document, const char *value_name,
                           const char *aside_name)
{
    if (document->failed) return;
    assert(document->last && document->last->kind == BLOCK_RANKED);
    document->last->value_name = document_copy(document, value_name);
    document->last->aside_name = document_copy(document, aside_name);
}

void document_detail(struct stance_document *document)
{
    if (document->failed) return;
    assert(document->last);
    document->last->is_detail = true;
}

void document_lead(struct stance_document *document)
{
    if (document->failed) return;
    assert(document->last && document->last->kind == BLOCK_ITEMS);
    document->last->is_lead = true;
}

void document_fold(struct stance_document *document, const char *words)
{
    if (document->failed) return;
    assert(document->last);
    document->last->fold = document_copy(document, words);
}

void document_about(struct stance_document *document, const char *question)
{
    if (document->failed) return;
    assert(document->last && document->last->kind == BLOCK_RANKED);
    document->last->about = document_copy(document, question);
}

struct block *document_picture(struct stance_document *document, enum block_kind kind)
{
    return open_text(document, kind, NULL);
}

/* ---- lists */

void document_items(struct stance_document *document)
{
    open_block(document, BLOCK_ITEMS);
}

void document_entries(struct stance_document *document)
{
    open_block(document, BLOCK_ENTRIES);
}

void document_sources(struct stance_document *document)
{
    open_block(document, BLOCK_SOURCES);
}

void document_figures(struct stance_document *document)
{
    open_block(document, BLOCK_FIGURES);
}

static struct entry *open_entry(struct stance_document *document, const char *term)
{
    struct block *block = document->last;
    struct entry *entry = document_alloc(document, 1, sizeof *entry);
    document->open = NULL;
    if (!entry) return NULL;
    entry->term = document_copy(document, term);
    if (block->last) {
        block->last->next = entry;
    } else {
        block->first = entry;
    }
    block->last = entry;
    document->open = &entry->text;
    return entry;
}

void document_item(struct stance_document *document)
{
    if (document->failed) return;
    assert(document->last);
    assert(document->last->kind == BLOCK_ITEMS || document->last->kind == BLOCK_SOURCES);
    open_entry(document, NULL);
}

void document_entry(struct stance_document *document, const char *term)
{
    if (document->failed) return;
    assert(term && document->last && document->last->kind == BLOCK_ENTRIES);
    open_entry(document, term);
}

void document_figure(struct stance_document *document, const char *term, const char *figure)
{
    if (document->failed) return;
    assert(document->last && document->last->kind == BLOCK_FIGURES);
    struct entry *entry = open_entry(document, term);
    if (entry) entry->figure = document_copy(document, figure);
}

/* ---- strips */

struct strip *document_strip(struct stance_document *document, size_t n_ticks, size_t n_marks)
{
    struct block *block = open_block(document, BLOCK_STRIP);
    struct tick *ticks = document_alloc(document, n_ticks, sizeof *ticks);
    struct mark *marks = document_alloc(document, n_marks, sizeof *marks);
    if (!block || !ticks || !marks) return NULL;
    block->strip.ticks = ticks;
    block->strip.n_ticks = n_ticks;
    block->strip.marks = marks;
    block->strip.n_marks = n_marks;
    return &block->strip;
}

/* ---- tables */

void document_table(struct stance_document *document, const struct column *columns,
                    size_t n_columns, const char *blank)
{
    struct block *block = open_block(document, BLOCK_TABLE);
    struct column *copies = document_alloc(document, n_columns, sizeof *copies);
    if (!block || !copies) return;
    for (size_t i = 0; i < n_columns; i++) {
        copies[i] = columns[i];
        copies[i].head = document_copy(document, columns[i].head);
    }
    block->table.columns = copies;
    block->table.n_columns = n_columns;
    block->table.blank = document_copy(document, blank ? blank : "");
}

void document_row(struct stance_document *document, bool is_total)
{
    struct table *table;
    struct row *row;
    document->open = NULL;
    if (document->failed) return;
    assert(document->last && document->last->kind == BLOCK_TABLE);
    table = &document->last->table;
    row = document_alloc(document, 1, sizeof *row);
    if (!row) return;
    row->is_total = is_total;
    row->values = document_alloc(document, table->n_columns, sizeof *row->values);
    if (!row->values) return;
    if (table->last) {
        table->last->next = row;
    } else {
        table->first = row;
    }
    table->last = row;
    document->next_cell = 0;
}

/* The next cell of the newest row, blank so far. */
static struct value *open_cell(struct stance_document *document)
{
    document->open = NULL;
    if (document->failed) return NULL;
    assert(document->last && document->last->kind == BLOCK_TABLE && document->last->table.last);
    assert(document->next_cell < document->last->table.n_columns);
    return &document->last->table.last->values[document->next_cell++];
}

void document_cell_blank(struct stance_document *document)
{
    open_cell(document);
}

void document_cell_number(struct stance_document *document, double number, int decimals)
{
    struct value *value = open_cell(document);
    if (!value || isnan(number)) return;
    value->kind = VALUE_NUMBER;
    value->number = number;
    value->decimals = decimals;
}

void document_cell_text(struct stance_document *document)
{
    struct value *value = open_cell(document);
    if (!value) return;
    value->kind = VALUE_TEXT;
    document->open = &value->text;
}

/* ---- running text */

static struct span *add_span(struct stance_document *document, enum span_kind kind)
{
    struct text *text = document->open;
    struct span *span;
    if (document->failed) return NULL;
    assert(text); /* nothing is open: a paragraph, an item or a cell comes first */
    span = document_alloc(document, 1, sizeof *span);
    if (!span) return NULL;
    span->kind = kind;
    if (text->last) {
        text->last->next = span;
    } else {
        text->first = span;
    }
    text->last = span;
    return span;
}

void document_say_text(struct stance_document *document, enum span_kind kind, const char *text)
{
    struct span *span;
    assert(kind != SPAN_CITE);
    if (!text || !*text) return;
    span = add_span(document, kind);
    if (span) span->text = document_copy(document, text);
}

void document_say(struct stance_document *document, const char *format, ...)
{
    struct str text = {0};
    va_list arguments;
    if (document->failed) return;
    va_start(arguments, format);
    str_vprintf(&text, format, arguments);
    va_end(arguments);
    if (text.failed) document->failed = true;
    document_say_text(document, SPAN_TEXT, str_get(&text));
    str_clear(&text);
}

void document_cite(struct stance_document *document, size_t number)
{
    struct span *span = add_span(document, SPAN_CITE);
    if (span) span->number = number;
}

const struct table *document_only_table(const struct stance_document *document)
{
    static const struct table none = {0};
    for (const struct block *block = document->first; block; block = block->next)
        if (block->kind == BLOCK_TABLE) return &block->table;
    return &none;
}

void text_print_plain(const struct text *text, struct str *out)
{
    for (const struct span *span = text->first; span; span = span->next)
        if (span->kind != SPAN_CITE) str_append(out, span->text);
}
