/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The document as Markdown: CommonMark with the tables and footnotes that most dialects know. A
 * paragraph is one line, because some wikis keep line breaks. All that comes from a model is
 * escaped so that it stays text: no markup, no HTML, no link, in this dialect or its neighbours. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/utf8.h"
#include "report/render.h"

enum { TICKS_MANY = 12 };

/** A line under way. */
struct line {
    struct render *render;
    bool is_begun;  /* something stands in it: what follows cannot open a block */
    bool was_blank; /* the last thing was a blank, or nothing */
    bool is_number; /* nothing but digits so far */
    bool after_cite;
    size_t blanks; /* not written yet: one is, once something follows */
    bool all_strong;
};

static struct str *bytes_of(const struct line *line)
{
    return &line->render->output->buffer;
}

/* ---- escaping */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Signs that can open or close markup wherever they stand. */
static bool is_markup(char c)
{
    return strchr("\\`*_[]|~^${}@", c) != NULL;
}

static bool begins(const char *text, const char *word)
{
    for (; *word; text++, word++) {
        char c = *text;
        if (c >= 'A' && c <= 'Z') c = (char)(c - 'A' + 'a');
        if (c != *word) return false;
    }
    return true;
}

/* Signs that are markup by what stands around them: the first of a line, numbers of a list, what
 * would make a link of a citation, and what many dialects take for an address. */
static bool is_markup_here(const struct line *line, const char *text, size_t i)
{
    char c = text[i];
    if (c == '#') return !line->is_begun || line->was_blank;
    if (!line->is_begun && strchr("+-=:", c)) return true;
    if ((c == '.' || c == ')') && line->is_number) return true;
    if ((c == '(' || c == ':') && line->after_cite) return true;
    if (c == '!') return !text[i + 1] || text[i + 1] == ' ';
    if (c == ':') return text[i + 1] == '/' && text[i + 2] == '/';
    return c == '.' && i >= 3 && begins(text + i - 3, "www.");
}

static void put_blanks(struct line *line)
{
    if (line->is_begun && line->blanks > 0) str_append_char(bytes_of(line), ' ');
    line->blanks = 0;
}

static void put_sign(struct line *line, const char *text, size_t i)
{
    switch (text[i]) {
    case '<':
        str_append(bytes_of(line), "&lt;");
        break;
    case '>':
        str_append(bytes_of(line), "&gt;");
        break;
    case '&':
        str_append(bytes_of(line), "&amp;");
        break;
    default:
        if (is_markup(text[i]) || is_markup_here(line, text, i)) {
            str_append_char(bytes_of(line), '\\');
        }
        str_append_char(bytes_of(line), text[i]);
        break;
    }
}

/* Text that is harmless to a terminal already. Blanks at the ends of a line go. */
static void put_escaped(struct line *line, const char *text)
{
    for (size_t i = 0; text[i]; i++) {
        if (text[i] == ' ') {
            line->blanks++;
            line->was_blank = true;
            line->is_number = line->after_cite = false;
            continue;
        }
        put_blanks(line);
        put_sign(line, text, i);
        line->is_number = is_digit(text[i]) && (line->is_number || !line->is_begun);
        line->is_begun = true;
        line->was_blank = line->after_cite = false;
    }
}

/* Markup of our own. */
static void put_raw(struct line *line, const char *markup)
{
    put_blanks(line);
    str_append(bytes_of(line), markup);
    line->is_begun = true;
    line->was_blank = line->is_number = line->after_cite = false;
}

static void put_text(struct line *line, const char *text)
{
    put_escaped(line, render_visible(line->render, text));
}

/* ---- spans */

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
}

static bool is_blank_code(int32_t code)
{
    return code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200A) || code == 0x202F ||
           code == 0x205F || code == 0x3000;
}

/* Would CommonMark see `**` around the text as strong? Not within a word, not beside a blank, and
 * not after a sign that something other than a blank or sign follows: such text stays plain. */
static bool can_be_strong(const struct line *line, const char *text, const char *after)
{
    size_t length = strlen(text), bytes;
    int32_t code = 0, first = 0;
    bool sign_follows = (unsigned char)*after < 0x7F && !is_word(*after);
    if (length == 0 || (line->is_begun && !line->was_blank)) return false;
    for (size_t i = 0; i < length; i += bytes) {
        bytes = utf8_decode(text + i, length - i, &code);
        if (bytes == 0) return false;
        if (i == 0) first = code;
    }
    if (is_blank_code(first) || is_blank_code(code)) return false;
    return is_word(text[length - 1]) || sign_follows;
}

static void put_strong(struct line *line, const char *text, const char *after)
{
    const char *visible = render_visible(line->render, text);
    size_t blanks = strspn(visible, " "), length = strlen(visible), end = length;
    char *core;
    while (end > blanks && visible[end - 1] == ' ')
        end--;
    line->blanks += blanks;
    if (blanks > 0) line->was_blank = true;
    core = render_alloc(line->render, end - blanks + 1, 1);
    if (!core) return;
    memcpy(core, visible + blanks, end - blanks);
    if (can_be_strong(line, core, end < length ? " " : after)) {
        put_raw(line, "**");
        put_escaped(line, core);
        put_raw(line, "**");
    } else {
        put_escaped(line, core);
    }
    if (end > blanks && end < length) {
        line->blanks += length - end;
        line->was_blank = true;
    }
}

static void put_number(struct line *line, size_t number)
{
    str_printf(bytes_of(line), "%zu", number);
}

static void put_cite(struct line *line, size_t number)
{
    line->blanks = 0; /* the mark stands at the word */
    put_raw(line, "[^");
    put_number(line, number);
    put_raw(line, "]");
    line->after_cite = true;
}

static const char *text_after(const struct span *span)
{
    return span->next && span->next->text ? span->next->text : "";
}

static void put_spans(struct line *line, const struct text *text)
{
    for (const struct span *span = text->first; span; span = span->next) {
        switch (span->kind) {
        case SPAN_TEXT:
            if (line->all_strong) {
                put_strong(line, span->text, text_after(span));
            } else {
                put_text(line, span->text);
            }
            break;
        case SPAN_STRONG:
            put_strong(line, span->text, text_after(span));
            break;
        case SPAN_QUOTE:
            put_raw(line, "\xE2\x80\x9C");
            put_escaped(line, render_quoted(line->render, span->text));
            line->blanks = 0;
            put_raw(line, "\xE2\x80\x9D");
            break;
        case SPAN_CITE:
            put_cite(line, span->number);
            break;
        }
    }
}

static struct line begin_line(struct render *render, const char *markup)
{
    str_append(&render->output->buffer, markup);
    return (struct line){.render = render, .was_blank = true};
}

static void end_line(struct line *line)
{
    str_append_char(bytes_of(line), '\n');
}

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
    line = begin_line(render, "\n*");
    put_text(&line, aside);
    line.blanks = 0;
    put_raw(&line, "*");
    end_line(&line);
}

static void write_head(struct render *render, const struct block *block, const char *markup)
{
    struct line line = begin_line(render, markup);
    put_spans(&line, &block->text);
    end_line(&line);
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
    struct line line = begin_line(render, "");
    put_spans(&line, &block->text);
    end_line(&line);
}

/* "### 1. Ground presence (0.67; 41 %)" */
static void write_ranked(struct render *render, const struct block *block)
{
    struct line line = begin_line(render, "### ");
    bool has_aside = block->aside && *block->aside;
    if (block->rank > 0) {
        put_number(&line, block->rank);
        put_raw(&line, ". ");
        line.was_blank = true;
    }
    put_spans(&line, &block->text);
    line.blanks = 0;
    if (!isnan(block->value) || has_aside) {
        put_raw(&line, " (");
        if (!isnan(block->value)) number_print_fixed(block->value, 2, bytes_of(&line));
        if (!isnan(block->value) && has_aside) put_raw(&line, "; ");
        if (has_aside) put_text(&line, block->aside);
        put_raw(&line, ")");
    }
    end_line(&line);
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
        struct line line = begin_line(render, sign);
        put_spans(&line, &item->text);
        end_line(&line);
    }
}

static void write_entries(struct render *render, const struct block *block)
{
    const char *sign = bullet(render);
    for (const struct entry *entry = block->first; entry; entry = entry->next) {
        struct line line = begin_line(render, sign);
        put_strong(&line, entry->term, entry->text.first ? ":" : "");
        if (entry->text.first) {
            put_raw(&line, ": ");
            line.was_blank = true;
            put_spans(&line, &entry->text);
        }
        end_line(&line);
    }
}

static void write_sources(struct render *render, const struct block *block)
{
    size_t number = 0;
    for (const struct entry *item = block->first; item; item = item->next) {
        struct line line = begin_line(render, "[^");
        put_number(&line, ++number);
        str_append(bytes_of(&line), "]: ");
        put_spans(&line, &item->text);
        end_line(&line);
        output_flush_if_large(render->output);
    }
}

/* ---- tables */

static void put_value(struct line *line, const struct table *table, const struct value *value)
{
    switch (value->kind) {
    case VALUE_BLANK:
        put_text(line, table->blank);
        break;
    case VALUE_NUMBER:
        if (line->all_strong) {
            put_strong(line, render_number(line->render, value->number, value->decimals), "");
        } else {
            put_text(line, render_number(line->render, value->number, value->decimals));
        }
        break;
    case VALUE_TEXT:
        put_spans(line, &value->text);
        break;
    }
}

static void write_row(struct render *render, const struct table *table, const struct row *row)
{
    str_append_char(&render->output->buffer, '|');
    for (size_t c = 0; c < table->n_columns; c++) {
        struct line line = begin_line(render, " ");
        line.is_begun = true; /* nothing opens a block within a table */
        line.all_strong = row && row->is_total;
        if (row) {
            put_value(&line, table, &row->values[c]);
        } else if (table->columns[c].head) {
            put_text(&line, table->columns[c].head);
        }
        str_append(bytes_of(&line), " |");
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
    struct line line = begin_line(render, "");
    bool all = strip->n_ticks <= TICKS_MANY;
    put_raw(&line, "Scale: ");
    for (size_t t = 0; t < strip->n_ticks; t++) {
        if (!all && t > 0 && t + 1 < strip->n_ticks) continue;
        if (t > 0) put_raw(&line, all ? "; " : " ... ");
        put_text(&line, strip->ticks[t].label ? strip->ticks[t].label : "");
    }
    put_raw(&line, ".");
    if (strip->has_status_quo) {
        put_raw(&line, " Status quo: ");
        put_text(&line, place_words(render, strip, strip->status_quo_place, strip->status_quo_from,
                                    strip->status_quo_to));
        put_raw(&line, ".");
    }
    end_line(&line);
}

static void put_mark(struct line *line, const struct strip *strip, const struct mark *mark)
{
    put_text(line, mark->label ? mark->label : "");
    if (mark->kind == MARK_DISPUTED) put_raw(line, " (sources disagree)");
    if (!mark->has_accepts) return;
    put_raw(line, " (could accept ");
    put_text(line, place_words(line->render, strip, NULL, mark->accepts_from, mark->accepts_to));
    put_raw(line, ")");
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
        struct line line = begin_line(render, m == 0 ? "\n- " : "- ");
        put_strong(&line, place_words(render, strip, first->place, first->from, first->to), ":");
        put_raw(&line, ": ");
        put_mark(&line, strip, first);
        for (m++; m < strip->n_marks; m++) {
            if (marks[m]->from != first->from || marks[m]->to != first->to) break;
            put_raw(&line, ", ");
            put_mark(&line, strip, marks[m]);
        }
        end_line(&line);
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
    .format = {.name = "markdown", .ending = ".md", .summary = "for memos and wikis"},
    .write = write,
};
