/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pictures have in common: a frame that scrolls instead of shrinking, text that keeps its
 * size, and colours. Those of positions are in page.css too, for cells: p0 to p4. */
#include <string.h>

#include "base/utf8.h"
#include "report/write_html.h"

#define NARROW 330 /* of a phone's screen, in units */

/* ---- frames */

void html_open_scroll(struct render *render, const char *noun, bool is_wide)
{
    struct html *html = render->writer;
    html_put(render, "<div class=\"scroll%s\" role=region tabindex=0 aria-label=\"%s %zu\">",
             is_wide ? " wide" : "", noun, ++html->n_areas);
}

void html_open_svg(struct render *render, const struct text *label, double width, double height)
{
    struct str text = {0};
    html_open_scroll(render, "Picture", width > NARROW);
    text_print_plain(label, &text);
    if (text.failed) output_fail(render->output);
    html_put(render, "<svg role=img aria-label=\"");
    html_attribute(render, str_get(&text));
    html_put(render, "\" width=\"");
    html_place(render, width);
    html_put(render, "\" height=\"");
    html_place(render, height);
    html_point(render, "\" viewBox=\"0 0 ", width, height);
    html_put(render, "\" font-size=\"12\">\n");
    str_clear(&text);
}

void html_close_svg(struct render *render)
{
    html_put(render, "</svg></div>\n");
}

/* ---- what is in them */

void html_point(struct render *render, const char *before, double x, double y)
{
    html_put(render, "%s", before);
    html_place(render, x);
    html_put(render, " ");
    html_place(render, y);
}

void html_svg_text(struct render *render, enum svg_text look, double x, double y, const char *text)
{
    static const char *const looks[] = {
        [SVG_NAME] = "class=\"ink\" fill=\"" HTML_INK "\"",
        [SVG_NAME_AT_END] = "class=\"ink\" fill=\"" HTML_INK "\" text-anchor=\"end\"",
        [SVG_STRONG_AT_END] =
            "class=\"ink\" fill=\"" HTML_INK "\" font-weight=\"bold\" text-anchor=\"end\"",
        [SVG_PALE] = "class=\"pale\" fill=\"" HTML_PALE "\"",
        [SVG_PALE_AT_END] = "class=\"pale\" fill=\"" HTML_PALE "\" text-anchor=\"end\"",
        [SVG_PALE_CENTRED] = "class=\"pale\" fill=\"" HTML_PALE "\" text-anchor=\"middle\"",
        [SVG_ON_LIGHT] = "fill=\"" HTML_INK "\"",
        [SVG_ON_DARK] = "fill=\"#ffffff\"",
        [SVG_ON_DARK_CENTRED] = "fill=\"#ffffff\" text-anchor=\"middle\"",
    };
    html_put(render, "<text %s x=\"", looks[look]);
    html_place(render, x);
    html_put(render, "\" y=\"");
    html_place(render, y);
    html_put(render, "\">");
    html_plain(render, text);
    html_put(render, "</text>\n");
}

/* ---- the width of text */

/* Of a letter at 12 units, by measure of common fonts. */
#define LETTER      6.9
#define LETTER_WIDE 9.4 /* capitals, m, w */

double html_width(const char *text)
{
    double width = LETTER * (double)utf8_width(text);
    for (; *text; text++)
        if ((*text >= 'A' && *text <= 'Z') || strchr("mw@%", *text)) width += LETTER_WIDE - LETTER;
    return width;
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
    return render_keep(render, &cut);
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
