/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Running text in lines. Spans become pieces of words; what lies before each piece says whether a
 * line may end there. A citation stays with the word before it, full stops with what they end, and
 * between two ideographs, which have no blanks, a line may end as in print. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "report/render.h"

/* ---- from spans to pieces */

static void add_piece(struct render *render, struct flow *flow, const char *bytes, size_t length,
                      size_t width, enum style style)
{
    struct piece *piece = render_alloc(render, 1, sizeof *piece);
    if (!piece) return;
    *piece = (struct piece){.bytes = bytes,
                            .length = length,
                            .width = width,
                            .style = style,
                            .gap = flow->first ? flow->pending : GAP_NONE};
    flow->pending = GAP_NONE;
    if (flow->last) {
        flow->last->next = piece;
    } else {
        flow->first = piece;
    }
    flow->last = piece;
}

/* Width of one character (or bad byte) and its length in bytes. */
static size_t character(const char *text, size_t length, size_t *bytes)
{
    char one[8] = {0};
    int32_t code;
    *bytes = utf8_decode(text, length, &code);
    if (*bytes == 0) *bytes = 1;
    memcpy(one, text, *bytes);
    return utf8_width(one);
}

/* Marks of East Asian writing that must not begin a line. */
static bool is_wide_mark(const char *text, size_t length)
{
    int32_t code = 0;
    utf8_decode(text, length, &code);
    return (code >= 0x3000 && code <= 0x303F) || (code >= 0xFF00 && code <= 0xFF1F);
}

/* One word, without blanks: parted between wide characters. */
static void add_word(struct render *render, struct flow *flow, const char *word, size_t length,
                     enum style style)
{
    size_t start = 0, width = 0, before = 0;
    for (size_t i = 0, bytes; i < length; i += bytes) {
        size_t columns = character(word + i, length - i, &bytes);
        if (i > start && before == 2 && columns == 2 && !is_wide_mark(word + i, length - i)) {
            add_piece(render, flow, word + start, i - start, width, style);
            flow->pending = GAP_SOFT;
            start = i;
            width = 0;
        }
        width += columns;
        if (columns > 0) before = columns; /* combining marks belong to what is before them */
    }
    add_piece(render, flow, word + start, length - start, width, style);
}

/* Text that is harmless already and lives as long as the flow. */
static void add_words(struct render *render, struct flow *flow, const char *text, enum style style)
{
    while (*text) {
        size_t blanks = strspn(text, " "), length;
        if (blanks > 0) flow->pending = GAP_BLANK;
        text += blanks;
        length = strcspn(text, " ");
        if (length > 0) add_word(render, flow, text, length, style);
        text += length;
    }
}

void flow_add(struct render *render, struct flow *flow, const char *text, enum style style)
{
    add_words(render, flow, render_visible(render, text), style);
}

static void add_quote(struct render *render, struct flow *flow, const char *text, enum style style)
{
    const char *words = render_quoted(render, text);
    add_words(render, flow,
              render->ascii ? render_join(render, "\"", words, "\"")
                            : render_join(render, "\xE2\x80\x9C", words, "\xE2\x80\x9D"),
              style);
}

static void add_cite(struct render *render, struct flow *flow, size_t number, enum style style)
{
    char text[32];
    const struct piece *last = flow->last;
    bool opened = last && flow->pending == GAP_NONE && last->bytes[last->length - 1] == '(';
    snprintf(text, sizeof text, "[%zu]", number);
    flow->pending = opened ? GAP_NONE : GAP_FIXED;
    add_words(render, flow, render_visible(render, text), style);
}

static bool is_ascii(const struct text *text)
{
    for (const struct span *span = text->first; span; span = span->next) {
        for (const char *at = span->text; at && *at; at++) {
            if ((unsigned char)*at >= 0x80) return false;
        }
    }
    return true;
}

static void add_capitals(struct render *render, struct flow *flow, const char *text,
                         enum style style)
{
    char *copy = render_alloc(render, strlen(text) + 1, 1);
    if (!copy) return;
    for (size_t i = 0; text[i]; i++) {
        copy[i] = (char)(text[i] >= 'a' && text[i] <= 'z' ? text[i] - 'a' + 'A' : text[i]);
    }
    flow_add(render, flow, copy, style);
}

struct flow render_flow(struct render *render, const struct text *text, enum style style,
                        bool capitals)
{
    struct flow flow = {0};
    capitals = capitals && is_ascii(text);
    for (const struct span *span = text->first; span; span = span->next) {
        switch (span->kind) {
        case SPAN_CITE:
            add_cite(render, &flow, span->number, style);
            break;
        case SPAN_QUOTE:
            add_quote(render, &flow, span->text, style);
            break;
        case SPAN_TEXT:
        case SPAN_LINK:
        case SPAN_STRONG:
            (capitals ? add_capitals : flow_add)(render, &flow, span->text,
                                                 span->kind == SPAN_STRONG ? STYLE_STRONG : style);
            break;
        }
    }
    return flow;
}

/* ---- widths and lines */

static size_t gap_width(const struct piece *piece)
{
    return piece->gap == GAP_BLANK || piece->gap == GAP_FIXED ? 1 : 0;
}

static bool is_break(const struct piece *piece)
{
    return piece->gap == GAP_BLANK || piece->gap == GAP_SOFT;
}

size_t flow_width(const struct flow *flow)
{
    size_t width = 0;
    for (const struct piece *piece = flow->first; piece; piece = piece->next) {
        width += piece->width + (piece == flow->first ? 0 : gap_width(piece));
    }
    return width;
}

/* The pieces from one that a line may begin with to the next such: their width and end. */
static size_t unit_width(const struct piece *first, const struct piece **end)
{
    size_t width = first->width;
    const struct piece *piece = first->next;
    for (; piece && !is_break(piece); piece = piece->next)
        width += piece->width + gap_width(piece);
    *end = piece;
    return width;
}

size_t flow_width_least(const struct flow *flow)
{
    size_t least = 0;
    const struct piece *end;
    for (const struct piece *piece = flow->first; piece; piece = end) {
        size_t width = unit_width(piece, &end);
        if (width > least) least = width;
    }
    return least;
}

/* A unit that no line can hold: as much of it as one does, ended before a fixed blank; one word at
 * least, with what has no gap before it. */
static struct flow_line forced_line(const struct piece *first, size_t width)
{
    struct flow_line line = {.first = first, .end = first->next, .width = first->width};
    while (line.end && !is_break(line.end)) {
        const struct piece *word = line.end;
        size_t more = word->width + gap_width(word);
        const struct piece *after = word->next;
        for (; after && after->gap == GAP_NONE; after = after->next)
            more += after->width;
        if (word->gap == GAP_FIXED && line.width + more > width) break;
        line.width += more;
        line.end = after;
    }
    return line;
}

struct flow_line flow_line_at(const struct piece *first, size_t width)
{
    struct flow_line line = {.first = first};
    const struct piece *end;
    line.width = unit_width(first, &end);
    line.end = end;
    if (line.width > width) return forced_line(first, width);
    while (line.end) {
        size_t more = gap_width(line.end) + unit_width(line.end, &end);
        if (line.width + more > width) break;
        line.width += more;
        line.end = end;
    }
    return line;
}

/* Let lines end at every gap of the units that are wider than a line. */
static void loosen(struct flow *flow, size_t width)
{
    struct piece *piece = flow->first;
    while (piece) {
        const struct piece *end;
        bool loose = unit_width(piece, &end) > width;
        for (piece = piece->next; piece && piece != end; piece = piece->next) {
            if (loose) piece->gap = piece->gap == GAP_FIXED ? GAP_BLANK : GAP_SOFT;
        }
    }
}

void flow_cut(struct render *render, struct flow *flow, size_t width)
{
    if (width == 0) width = 1;
    loosen(flow, width);
    for (struct piece *piece = flow->first; piece; piece = piece->next) {
        struct piece *rest;
        size_t kept = 0, columns = 0, bytes;
        if (piece->width <= width) continue;
        while (kept < piece->length) {
            size_t more = character(piece->bytes + kept, piece->length - kept, &bytes);
            if (kept > 0 && columns + more > width) break;
            columns += more;
            kept += bytes;
        }
        if (kept == piece->length) continue; /* one character that is wider than the line */
        rest = render_alloc(render, 1, sizeof *rest);
        if (!rest) return;
        *rest = *piece;
        rest->bytes += kept;
        rest->length -= kept;
        rest->width -= columns;
        rest->gap = GAP_SOFT;
        piece->length = kept;
        piece->width = columns;
        piece->next = rest;
        if (flow->last == piece) flow->last = rest;
    }
}
