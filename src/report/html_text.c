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

void html_text(struct render *render, const char *text)
{
    escape(&render->output->buffer, render_visible(render, text));
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
    html_text(render, address);
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
        html_put(render, "<q>\xE2\x80\x9C");
        escape(&render->output->buffer, render_quoted(render, span->text));
        html_put(render, "\xE2\x80\x9D</q>");
        break;
    case SPAN_CITE:
        html_put(render, "<a href=\"#s%zu\">[%zu]</a>", span->number, span->number);
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
    const char *text = render_number(render, number, decimals);
    if (*text == '-') html_put(render, MINUS);
    str_append(&render->output->buffer, *text == '-' ? text + 1 : text);
}

void html_place(struct render *render, double place)
{
    number_print(round(10 * place) / 10, &render->output->buffer);
}

/* ---- text in pictures */

/* Of a letter at 12 units, by measure of common fonts; wide ones take two. */
#define LETTER 6.7

double html_width(const char *text)
{
    return LETTER * (double)utf8_width(text);
}

const char *html_cut(struct render *render, const char *text, double width)
{
    const char *label = render_label(render, text);
    struct str cut = {0};
    size_t length = strlen(label);
    if (html_width(label) <= width) return label;
    for (size_t at = 0; at < length;) {
        int32_t code;
        size_t step = utf8_decode(label + at, length - at, &code);
        if (step == 0) break;
        str_append_bytes(&cut, label + at, step);
        at += step;
        if (html_width(str_get(&cut)) + 2 * LETTER > width) break;
    }
    str_append(&cut, "\xE2\x80\xA6");
    const char *copy = cut.failed ? NULL : arena_string(&render->scratch, str_get(&cut));
    str_clear(&cut);
    if (!copy) output_fail(render->output);
    return copy ? copy : "";
}
