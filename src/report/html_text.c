/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text on its way into a page. First it is made visible (control and bidirectional characters
 * become words such as <U+202E>), then what markup is made of is escaped. */
#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/number.h"
#include "base/utf8.h"
#include "report/write_html.h"

#define MINUS "\xE2\x88\x92"

void html_put(struct render *render, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    str_vprintf(&render->output->buffer, format, arguments);
    va_end(arguments);
}

static const char *escape_of(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

static void escape(struct str *out, const char *text)
{
    for (; *text; text++) {
        const char *escaped = escape_of(*text);
        if (escaped)
            str_append(out, escaped);
        else
            str_append_char(out, *text);
    }
}

/* "-0.04", "(-1 to 2)": a hyphen before a digit, and behind nothing that it could join to that. */
static bool is_minus(const char *text, const char *at)
{
    if (*at != '-' || at[1] < '0' || at[1] > '9') return false;
    return at == text || at[-1] == ' ' || at[-1] == '(';
}

void html_text(struct render *render, const char *text)
{
    struct str shown = {0};
    const char *visible = render_visible(render, text);
    for (const char *at = visible; *at; at++) {
        if (is_minus(visible, at))
            str_append(&shown, MINUS);
        else
            str_append_char(&shown, *at);
    }
    if (shown.failed) output_fail(render->output);
    escape(&render->output->buffer, str_get(&shown));
    str_clear(&shown);
}

/* The same characters are escaped; kept apart, since attributes could come to need more. */
void html_attribute(struct render *render, const char *text)
{
    escape(&render->output->buffer, render_label(render, text));
}

/* Browsers drop blanks and control characters before and within a scheme: with any of them in it,
 * an address is no link. */
static bool is_plain(const char *address)
{
    for (; *address; address++)
        if ((unsigned char)*address <= ' ' || *address == 0x7F) return false;
    return true;
}

static bool is_safe(const char *address)
{
    static const char *const schemes[] = {"http://", "https://", "mailto:"};
    for (size_t s = 0; s < sizeof schemes / sizeof *schemes; s++)
        if (strncasecmp(address, schemes[s], strlen(schemes[s])) == 0) return is_plain(address);
    return false;
}

void html_link(struct render *render, const char *address)
{
    if (is_safe(address)) {
        html_put(render, "<a href=\"");
        html_attribute(render, address);
        html_put(render, "\">");
    }
    escape(&render->output->buffer, render_visible(render, address));
    if (is_safe(address)) html_put(render, "</a>");
}

static void put_span(struct render *render, const struct span *span)
{
    switch (span->kind) {
    case SPAN_TEXT:
        html_text(render, span->text);
        break;
    case SPAN_STRONG:
        html_put(render, "<strong>");
        html_text(render, span->text);
        html_put(render, "</strong>");
        break;
    case SPAN_QUOTE:
        html_put(render, "\xE2\x80\x9C");
        escape(&render->output->buffer, render_quoted(render, span->text));
        html_put(render, "\xE2\x80\x9D");
        break;
    case SPAN_CITE:
        html_put(render, "<a href=#s%zu>[%zu]</a>", span->number, span->number);
        break;
    case SPAN_LINK:
        html_link(render, span->text);
        break;
    }
}

void html_spans(struct render *render, const struct text *text)
{
    for (const struct span *span = text->first; span; span = span->next)
        put_span(render, span);
}

/* ---- numbers */

void html_number(struct render *render, double number, int decimals)
{
    html_text(render, render_number(render, number, decimals));
}

void html_place(struct render *render, double place)
{
    number_print(round(10 * place) / 10, &render->output->buffer);
}
