/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Head and end of a page. The policy forbids everything but the page's own style and script, and
 * names the script by its hash: no other one runs, whatever a model's texts would smuggle in. */
#include <sha2.h>
#include <string.h>

#include "report/write_html.h"

/* Made by make: page.css and page.js, a line each, without comments and indents. */
static const char *const style[] = {
#include "page.css.h"
};
static const char *const script[] = {
#include "page.js.h"
};

static void put_lines(struct render *render, const char *const *lines, size_t count)
{
    for (size_t l = 0; l < count; l++)
        str_append(&render->output->buffer, lines[l]);
}

static void append_base64(struct str *out, const unsigned char *bytes, size_t length)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    for (size_t at = 0; at < length; at += 3) {
        unsigned long group = (unsigned long)bytes[at] << 16;
        if (at + 1 < length) group |= (unsigned long)bytes[at + 1] << 8;
        if (at + 2 < length) group |= bytes[at + 2];
        str_append_char(out, letters[group >> 18]);
        str_append_char(out, letters[group >> 12 & 63]);
        str_append_char(out, at + 1 < length ? letters[group >> 6 & 63] : '=');
        str_append_char(out, at + 2 < length ? letters[group & 63] : '=');
    }
}

static void put_script_hash(struct render *render)
{
    unsigned char digest[SHA256_DIGEST_LENGTH];
    SHA2_CTX hash;
    SHA256Init(&hash);
    for (size_t l = 0; l < sizeof script / sizeof *script; l++)
        SHA256Update(&hash, (const uint8_t *)script[l], strlen(script[l]));
    SHA256Final(digest, &hash);
    append_base64(&render->output->buffer, digest, sizeof digest);
}

static bool has_script(const struct render *render)
{
    for (const struct block *block = render->document->first; block; block = block->next)
        if (block->kind == BLOCK_WHAT_IF || block->fold) return true;
    return false;
}

void html_open_page(struct render *render, const char *title)
{
    html_put(render, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                     "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                     "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'");
    if (has_script(render)) {
        html_put(render, "; script-src 'sha256-");
        put_script_hash(render);
        html_put(render, "'");
    }
    html_put(render, "\">\n<meta name=\"referrer\" content=\"no-referrer\">\n"
                     "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                     "<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    html_text(render, title);
    html_put(render, "</title>\n<style>\n");
    put_lines(render, style, sizeof style / sizeof *style);
    html_put(render, "</style>\n</head>\n<body>\n"
                     "<a class=\"skip\" href=\"#main\">Skip to the report</a>\n<header>\n");
}

void html_close_page(struct render *render)
{
    if (has_script(render)) {
        html_put(render, "<script>");
        put_lines(render, script, sizeof script / sizeof *script);
        html_put(render, "</script>\n");
    }
    html_put(render, "</body>\n</html>\n");
}

/* ---- frames of pictures */

void html_open_scroll(struct render *render, const struct text *label)
{
    struct str text = {0};
    struct html *html = render->writer;
    text_print_plain(label, &text);
    if (text.failed) output_fail(render->output);
    html_put(render, "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"%zu: ",
             ++html->n_pictures);
    html_attribute(render, str_get(&text));
    html_put(render, "\">");
    str_clear(&text);
}

void html_open_svg(struct render *render, const struct text *label, double width, double height)
{
    struct str text = {0};
    html_open_scroll(render, label);
    text_print_plain(label, &text);
    if (text.failed) output_fail(render->output);
    html_put(render, "<svg role=\"img\" aria-label=\"");
    html_attribute(render, str_get(&text));
    html_put(render, "\" width=\"");
    html_place(render, width);
    html_put(render, "\" height=\"");
    html_place(render, height);
    html_put(render, "\" font-size=\"12\" font-family=\"sans-serif\">\n");
    str_clear(&text);
}

void html_close_svg(struct render *render)
{
    html_put(render, "</svg></div>\n");
}

/* ---- shades */

unsigned html_shade(double at, bool diverges)
{
    double steps = diverges ? 4 : 10;
    double step = at * steps + 0.5;
    return step > 0 ? (unsigned)step : 0;
}

const char *html_fill(double at)
{
    static const char *const fills[] = {"#b35806", "#fdb863", "#f2f2f2", "#a6cbe8", "#2166ac"};
    return fills[html_shade(at, true)];
}

bool html_is_dark(double at)
{
    unsigned shade = html_shade(at, true);
    return shade == 0 || shade == 4;
}
