/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Private to write_html.c and html_*.c: what a page is put together from.
 *
 *  Everything from a model is untrusted. It reaches the page through one of these functions, by
 *  where it goes: html_text, html_plain, html_attribute, html_link, and json_out within
 *  html_what_if.c. All else are literals. */
#ifndef REPORT_WRITE_HTML_H
#define REPORT_WRITE_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "report/render.h"

struct html {
    bool has_title;
    bool in_head, in_section, in_article, in_issue, in_fold;
    size_t n_headings; /* so far: their ids */
    size_t n_areas;    /* that scroll */
};

/** Put literals and numbers, as printf without any text from a model. */
void html_put(struct render *render, const char *format, ...) __attribute__((format(printf, 2, 3)));
/** Text between tags: made visible, then escaped; with minus signs for hyphens before figures, and
 *  names that run from right to left set apart. */
void html_text(struct render *render, const char *text);
/** The same where no tag may be: in a title, in a picture. */
void html_plain(struct render *render, const char *text);
/** The value of an attribute, without its quotation marks. */
void html_attribute(struct render *render, const char *text);
/** A link, if its address is http:, https: or mailto:; else the address as text. */
void html_link(struct render *render, const char *address);
void html_spans(struct render *render, const struct text *text);
/** A figure for people, with a true minus sign. */
void html_number(struct render *render, double number, int decimals);
/** A length or place, in at most one decimal: "33.3". */
void html_place(struct render *render, double place);

/** Head of the page up to <body>, with style, policy and title; and its end, with the script. */
void html_open_page(struct render *render, const char *title);
void html_close_page(struct render *render);

/* ---- pictures and tables, one file each */
void html_strip(struct render *render, const struct block *block);
void html_heat(struct render *render, const struct block *block);
void html_map(struct render *render, const struct block *block);
void html_tree(struct render *render, const struct block *block);
void html_timeline(struct render *render, const struct block *block);
void html_waiting(struct render *render, const struct block *block);
void html_what_if(struct render *render, const struct block *block);

/* ---- html_picture.c: what pictures have in common */
/** A scroll area, which takes the focus, named by what is in it ("Table") and a number; "</div>"
 *  ends it. A wide one says on a phone that there is more beside. */
void html_open_scroll(struct render *render, const char *noun, bool is_wide);
/** A picture of so many units in a scroll area; its label is text for those who do not see it. */
void html_open_svg(struct render *render, const struct text *label, double width, double height);
void html_close_svg(struct render *render);

/* Colours of pictures in the light; page.css has those in the dark, by the classes. */
#define HTML_INK    "#1b1f24"
#define HTML_PALE   "#59606a"
#define HTML_ACCENT "#2573b3"

/** What comes before a point of a path, and the point: "M", "L". */
void html_point(struct render *render, const char *before, double x, double y);

enum svg_text {
    SVG_NAME,
    SVG_NAME_AT_END, /* it ends at the place */
    SVG_STRONG_AT_END,
    SVG_PALE,
    SVG_PALE_AT_END,
    SVG_PALE_CENTRED,
    SVG_ON_LIGHT, /* on a shade, whatever is dark around it */
    SVG_ON_DARK,
    SVG_ON_DARK_CENTRED,
};
void html_svg_text(struct render *render, enum svg_text look, double x, double y, const char *text);

/** About how wide a text is in a picture, in its units. */
double html_width(const char *text);
/** A text cut to a width in units, with an ellipsis. */
const char *html_cut(struct render *render, const char *text, double width);

/** The number of a shade: 0 to 10, or 0 to 4 where it diverges. */
unsigned html_shade(double at, bool diverges);
/** The colour of a position on its scale; text on it is white if html_is_dark. */
const char *html_fill(double at);
bool html_is_dark(double at);

#endif
