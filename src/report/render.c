/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The walk over a document, and a pen that knows in which column it stands. Escapes for colour are
 * put around text and have no width; blanks are written only once something follows them, so that
 * no line ends in them. */
#include "report/render.h"

#include <string.h>

#include "base/number.h"
#include "base/utf8.h"

/* Lists and tables that were opened and never filled leave no trace. */
static bool is_empty(const struct block *block)
{
    switch (block->kind) {
    case BLOCK_ITEMS:
    case BLOCK_ENTRIES:
    case BLOCK_SOURCES:
    case BLOCK_FIGURES:
        return !block->first;
    case BLOCK_TABLE:
        return !block->table.first || block->table.n_columns == 0;
    case BLOCK_PARAGRAPH:
        return !block->text.first;
    case BLOCK_TITLE:
    case BLOCK_HEADING:
    case BLOCK_RANKED:
    case BLOCK_STRIP:
    case BLOCK_HEAT:
    case BLOCK_MAP:
    case BLOCK_TREE:
    case BLOCK_TIMELINE:
    case BLOCK_WAITING:
    case BLOCK_WHAT_IF:
        break;
    }
    return false;
}

void render_walk(struct render *render, render_function *before,
                 render_function *const of_kind[BLOCK_KIND_COUNT])
{
    const struct block *block = render->document->first;
    for (; block && output_is_open(render->output); block = block->next) {
        if (!block->is_detail) render->owner = block;
        if (is_empty(block)) continue;
        before(render, block);
        of_kind[block->kind](render, block);
        render->previous = block;
        arena_clear(&render->scratch);
        output_flush_if_large(render->output);
    }
}

void *render_alloc(struct render *render, size_t count, size_t size)
{
    void *memory = arena_array(&render->scratch, count, size);
    if (!memory) output_fail(render->output);
    return memory;
}

const char *render_keep(struct render *render, struct str *text)
{
    const char *copy = text->failed ? NULL : arena_string(&render->scratch, str_get(text));
    str_clear(text);
    if (!copy) output_fail(render->output);
    return copy ? copy : "";
}

const char *render_visible(struct render *render, const char *text)
{
    struct str visible = {0};
    if (text) utf8_append_visible(&visible, text, render->ascii);
    return render_keep(render, &visible);
}

const char *render_label(struct render *render, const char *text)
{
    struct str label = {0};
    for (const char *at = render_visible(render, text); *at;) {
        size_t blanks = strspn(at, " "), length = strcspn(at + blanks, " ");
        if (blanks > 0 && length > 0 && label.length > 0) str_append_char(&label, ' ');
        str_append_bytes(&label, at + blanks, length);
        at += blanks + length;
    }
    return render_keep(render, &label);
}

const char *render_quoted(struct render *render, const char *text)
{
    static const char open[] = "\xE2\x80\x9C", close[] = "\xE2\x80\x9D";
    struct str quoted = {0};
    for (const char *at = render_label(render, text); *at; at++) {
        if (*at == '"') {
            str_append_char(&quoted, '\'');
        } else if (strncmp(at, open, 3) == 0) {
            str_append(&quoted, "\xE2\x80\x98");
            at += 2;
        } else if (strncmp(at, close, 3) == 0) {
            str_append(&quoted, "\xE2\x80\x99");
            at += 2;
        } else {
            str_append_char(&quoted, *at);
        }
    }
    return render_keep(render, &quoted);
}

const char *render_join(struct render *render, const char *a, const char *b, const char *c)
{
    struct str text = {0};
    str_append(&text, a);
    str_append(&text, b);
    str_append(&text, c);
    return render_keep(render, &text);
}

const char *render_number(struct render *render, double number, int decimals)
{
    struct str text = {0};
    number_print_fixed(number, decimals, &text);
    return render_keep(render, &text);
}

/* ---- the pen */

static const char *escape_of(enum style style)
{
    switch (style) {
    case STYLE_STRONG:
        return "\033[1m";
    case STYLE_DIM:
        return "\033[2m";
    case STYLE_PLAIN:
        break;
    }
    return "";
}

static void set_style(struct pen *pen, enum style style)
{
    if (style == pen->style || !pen->render->color) return;
    if (pen->style != STYLE_PLAIN) str_append(&pen->render->output->buffer, "\033[0m");
    str_append(&pen->render->output->buffer, escape_of(style));
    pen->style = style;
}

void pen_to(struct pen *pen, size_t column)
{
    if (column > pen->column) pen->column = column;
}

void pen_write(struct pen *pen, const char *bytes, size_t length, size_t width, enum style style)
{
    if (length == 0) return;
    if (pen->column > pen->written && pen->style != style) set_style(pen, STYLE_PLAIN);
    str_repeat(&pen->render->output->buffer, " ", pen->column - pen->written);
    set_style(pen, style);
    str_append_bytes(&pen->render->output->buffer, bytes, length);
    pen->column += width;
    pen->written = pen->column;
}

void pen_text(struct pen *pen, const char *visible, enum style style)
{
    pen_write(pen, visible, strlen(visible), utf8_width(visible), style);
}

void pen_repeat(struct pen *pen, const char *glyph, size_t count, enum style style)
{
    size_t length = strlen(glyph);
    for (size_t i = 0; i < count; i++)
        pen_write(pen, glyph, length, 1, style);
}

void pen_line(struct pen *pen, const struct flow_line *line)
{
    for (const struct piece *piece = line->first; piece != line->end; piece = piece->next) {
        bool blank = piece->gap == GAP_BLANK || piece->gap == GAP_FIXED;
        if (blank && piece != line->first) pen_to(pen, pen->column + 1);
        pen_write(pen, piece->bytes, piece->length, piece->width, piece->style);
    }
}

void pen_end_line(struct pen *pen)
{
    set_style(pen, STYLE_PLAIN);
    str_append_char(&pen->render->output->buffer, '\n');
    pen->column = pen->written = 0;
}

void pen_flow(struct pen *pen, const struct flow *flow)
{
    size_t left = pen->column, whole = pen->render->width_columns;
    size_t width = whole > left ? whole - left : 1;
    const struct piece *piece = flow->first;
    if (!piece) pen_end_line(pen);
    while (piece) {
        struct flow_line line = flow_line_at(piece, width);
        pen_to(pen, left);
        pen_line(pen, &line);
        pen_end_line(pen);
        piece = line.end;
    }
}
