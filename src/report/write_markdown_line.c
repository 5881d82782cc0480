/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line of Markdown under way. All that comes from a model is escaped so that it stays text: no
 * markup, no HTML, no link, in CommonMark or its neighbours. What a sign may do there depends on
 * what stands before it, which is what a line keeps. */
#include "report/write_markdown.h"

#include <string.h>

#include "base/utf8.h"

struct str *line_bytes(const struct line *line)
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
    if (line->is_begun && line->blanks > 0) str_append_char(line_bytes(line), ' ');
    line->blanks = 0;
}

static void put_sign(struct line *line, const char *text, size_t i)
{
    switch (text[i]) {
    case '<':
        str_append(line_bytes(line), "&lt;");
        break;
    case '>':
        str_append(line_bytes(line), "&gt;");
        break;
    case '&':
        str_append(line_bytes(line), "&amp;");
        break;
    default:
        if (is_markup(text[i]) || is_markup_here(line, text, i)) {
            str_append_char(line_bytes(line), '\\');
        }
        str_append_char(line_bytes(line), text[i]);
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
void line_raw(struct line *line, const char *markup)
{
    put_blanks(line);
    str_append(line_bytes(line), markup);
    line->is_begun = true;
    line->was_blank = line->is_number = line->after_cite = false;
}

void line_text(struct line *line, const char *text)
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

void line_strong(struct line *line, const char *text, const char *after)
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
        line_raw(line, "**");
        put_escaped(line, core);
        line_raw(line, "**");
    } else {
        put_escaped(line, core);
    }
    if (end > blanks && end < length) {
        line->blanks += length - end;
        line->was_blank = true;
    }
}

void line_number(struct line *line, size_t number)
{
    str_printf(line_bytes(line), "%zu", number);
}

static void put_cite(struct line *line, size_t number)
{
    line->blanks = 0; /* the mark stands at the word */
    line_raw(line, "[^");
    line_number(line, number);
    line_raw(line, "]");
    line->after_cite = true;
}

static const char *text_after(const struct span *span)
{
    return span->next && span->next->text ? span->next->text : "";
}

void line_spans(struct line *line, const struct text *text)
{
    for (const struct span *span = text->first; span; span = span->next) {
        switch (span->kind) {
        case SPAN_TEXT:
        case SPAN_LINK:
            if (line->all_strong) {
                line_strong(line, span->text, text_after(span));
            } else {
                line_text(line, span->text);
            }
            break;
        case SPAN_STRONG:
            line_strong(line, span->text, text_after(span));
            break;
        case SPAN_QUOTE:
            line_raw(line, "\xE2\x80\x9C");
            put_escaped(line, render_quoted(line->render, span->text));
            line->blanks = 0;
            line_raw(line, "\xE2\x80\x9D");
            break;
        case SPAN_CITE:
            put_cite(line, span->number);
            break;
        }
    }
}

struct line line_begin(struct render *render, const char *markup)
{
    str_append(&render->output->buffer, markup);
    return (struct line){.render = render, .was_blank = true};
}

void line_end(struct line *line)
{
    str_append_char(line_bytes(line), '\n');
}
