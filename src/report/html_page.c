/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Head and end of a page. The policy forbids everything but the page's own style and script, and
 * names the script by its hash: no other one runs, whatever a model's texts would smuggle in. */
#include <sha2.h>
#include <string.h>

#include "report/write_html.h"

/* Made by make: page.css and page.js, a line each, without comments and indents. */
static const char *const style[] = {
#include "report/page.css.h"
};
static const char *const script[] = {
#include "report/page.js.h"
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
        if (at + 1 < length) str_append_char(out, letters[group >> 6 & 63]);
        if (at + 2 < length) str_append_char(out, letters[group & 63]);
    }
    str_repeat(out, "=", (3 - length % 3) % 3);
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

/* Is there anything for it to do: to compute, or to open before printing? Most pictures have a
 * table that is folded away. */
static bool has_script(const struct render *render)
{
    for (const struct block *block = render->document->first; block; block = block->next)
        if (block->fold || block->kind > BLOCK_HEAT) return true;
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
                     "<title>");
    html_plain(render, title);
    html_put(render, "</title>\n<style>\n");
    put_lines(render, style, sizeof style / sizeof *style);
    html_put(render, "</style>\n</head>\n<body>\n"
                     "<a class=skip href=#main>Skip to the report</a>\n<header>\n");
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
