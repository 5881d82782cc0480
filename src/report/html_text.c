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

/* Blanks outside ASCII, which no address has: no-break, ogham, en to hair, narrow, mathematical,
 * ideographic. */
static const char *const blanks[] = {
    "\xC2\xA0",     "\xE1\x9A\x80", "\xE2\x80\x80", "\xE2\x80\x81", "\xE2\x80\x82", "\xE2\x80\x83",
    "\xE2\x80\x84", "\xE2\x80\x85", "\xE2\x80\x86", "\xE2\x80\x87", "\xE2\x80\x88", "\xE2\x80\x89",
    "\xE2\x80\x8A", "\xE2\x80\xAF", "\xE2\x81\x9F", "\xE3\x80\x80"};

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
static bool is_minus(const char *at, char before)
{
    if (*at != '-' || at[1] < '0' || at[1] > '9') return false;
    return before == '\0' || before == ' ' || before == '(';
}

/* `before`: what the text follows; 0: nothing. */
static void put_plain(struct render *render, const char *text, char before)
{
    struct str shown = {0};
    for (const char *at = render_visible(render, text); *at; before = *at++) {
        if (is_minus(at, before))
            str_append(&shown, MINUS);
        else
            str_append_char(&shown, *at);
    }
    if (shown.failed) output_fail(render->output);
    escape(&render->output->buffer, str_get(&shown));
    str_clear(&shown);
}

void html_plain(struct render *render, const char *text)
{
    put_plain(render, text, '\0');
}

#define UTF8_LONGEST 4 /* bytes of a character */

static bool runs_left_at(const char *text, size_t *bytes)
{
    int32_t code;
    *bytes = utf8_decode(text, strnlen(text, UTF8_LONGEST), &code);
    return *bytes > 0 && utf8_runs_left(code);
}

static bool parts_names(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || strchr(",;:/|", c);
}

/* The words from here on that run from right to left, with blanks, figures and marks between them:
 * a name may hold quotation marks or a hyphen. What parts names, and letters of Latin, end it. */
static size_t left_run(const char *text)
{
    size_t end = 0, bytes;
    if (!runs_left_at(text, &bytes)) return 0;
    for (size_t at = 0; text[at] && !parts_names(text[at]);) {
        if (runs_left_at(text + at, &bytes)) end = at + bytes;
        at += bytes > 0 ? bytes : 1;
    }
    return end;
}

/* Names that run from right to left are set apart, lest they and what is around them change places:
 * in a list of them the commas would. */
void html_text(struct render *render, const char *text)
{
    struct str part = {0};
    size_t bytes;
    char before = '\0';
    while (text && *text) {
        size_t run = left_run(text), plain = 0;
        if (run > 0) html_put(render, "<bdi>");
        while (run == 0 && text[plain] && !runs_left_at(text + plain, &bytes))
            plain += bytes > 0 ? bytes : 1;
        str_append_bytes(&part, text, run + plain);
        if (part.failed) output_fail(render->output);
        put_plain(render, str_get(&part), before);
        before = text[run + plain - 1];
        if (run > 0) html_put(render, "</bdi>");
        text += run + plain;
        str_truncate(&part, 0);
    }
    str_clear(&part);
}

/* The same characters are escaped; kept apart, since attributes could come to need more. */
void html_attribute(struct render *render, const char *text)
{
    escape(&render->output->buffer, render_label(render, text));
}

/* ---- links */

/* Browsers drop blanks and control characters before and within a scheme, and what cannot be seen
 * in an address would lead elsewhere than it says: with any of it, an address is no link. */
static bool is_plain(struct render *render, const char *address)
{
    for (const char *at = address; *at; at++)
        if ((unsigned char)*at <= ' ' || *at == 0x7F || strchr("<>\"\\{}", *at)) return false;
    if (strcmp(render_visible(render, address), address) != 0) return false;
    for (size_t b = 0; b < sizeof blanks / sizeof *blanks; b++)
        if (strstr(address, blanks[b])) return false;
    return true;
}

static bool starts_host(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           (unsigned char)c >= 0x80;
}

static bool is_safe(struct render *render, const char *address)
{
    static const char *const schemes[] = {"http://", "https://", "mailto:"};
    enum { N_WEB = 2 };
    for (size_t s = 0; s < sizeof schemes / sizeof *schemes; s++) {
        size_t length = strlen(schemes[s]);
        const char *host = address + length;
        if (strncasecmp(address, schemes[s], length) != 0) continue;
        /* A name before the host is there to be taken for it. */
        if (s < N_WEB && memchr(host, '@', strcspn(host, "/?#"))) return false;
        return starts_host(*host) && is_plain(render, address);
    }
    return false;
}

void html_link(struct render *render, const char *address)
{
    bool is_link = is_safe(render, address);
    if (is_link) {
        html_put(render, "<a href=\"");
        escape(&render->output->buffer, address);
        html_put(render, "\">");
    }
    escape(&render->output->buffer, render_visible(render, address));
    if (is_link) html_put(render, "</a>");
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
