/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strips: under the scale everybody at their place. What would overlap goes to the next lane. Many
 * at the same place become a count, with the names below; a name that has room nowhere becomes a
 * letter, with the name below: no name is ever cut. */
#include "base/utf8.h"
#include "report/write_text.h"

enum {
    SAME_PLACE_MOST = 6, /* so many stand under one another; more are counted */
    BETWEEN_ITEMS = 2,
    BAR_BESIDE_LABEL = 2, /* of a bar, so much is seen beside a label that lies on it */
    DISPUTE_AROUND = 6,   /* "<- " and " ->" around a label */
};

/** One mark on the screen, or several that are at the same place. */
struct item {
    const struct mark **marks;
    size_t n_marks;
    size_t from, to; /* columns */
    bool has_bracket;
    size_t bracket_from, bracket_to;
    const char *label; /* visible */
    size_t label_at, label_width;
    bool is_inside; /* the label lies on the bar */
    size_t first, last;
    size_t key; /* 0: none; else a letter stands for what is said below */
};
struct picture {
    struct render *render;
    struct axis axis;
    struct item *items;
    size_t count, keys;
    struct lane *lanes;
    size_t n_lanes;
};

static enum mark_kind kind_of(const struct item *item)
{
    return item->marks[0]->kind;
}

/* ---- marks become items */

static bool is_same_place(const struct mark *a, const struct mark *b)
{
    return a->kind == b->kind && a->from == b->from && a->to == b->to;
}

/* a, b ... z, aa, ab ... in brackets. */
static const char *key_text(struct render *render, size_t key)
{
    char text[24], *at = text + sizeof text - 1;
    *at = '\0';
    *--at = ')';
    do {
        *--at = (char)('a' + (key - 1) % 26);
        key = (key - 1) / 26;
    } while (key > 0);
    *--at = '(';
    return render_label(render, at);
}

static const char *words_of(struct picture *picture, const struct item *item)
{
    const struct mark *mark = item->marks[0];
    return mark->place ? mark->place
                       : strip_words(picture->render, picture->axis.strip, mark->from, mark->to);
}

static void set_label(struct picture *picture, struct item *item)
{
    struct render *render = picture->render;
    const char *question_mark = kind_of(item) == MARK_DISPUTED ? "?" : "";
    if (item->n_marks == 1) {
        item->label =
            render_join(render, render_label(render, item->marks[0]->label), question_mark, "");
    } else {
        item->label = render_join(render, render_number(render, (double)item->n_marks, 0),
                                  " actors", question_mark);
        if (!words_of(picture, item)) {
            item->key = ++picture->keys;
            item->label = render_join(render, item->label, " ", key_text(render, item->key));
        }
    }
    item->label_width = utf8_width(item->label);
}

static void add_item(struct picture *picture, const struct mark **marks, size_t n_marks)
{
    const struct axis *axis = &picture->axis;
    struct item *item = &picture->items[picture->count++];
    const struct mark *mark = marks[0];
    *item = (struct item){.marks = marks, .n_marks = n_marks};
    item->from = axis_column(axis, mark->from);
    item->to = axis_column(axis, mark->to);
    if (item->to < item->from) item->to = item->from;
    if (mark->kind == MARK_POINT) item->to = item->from;
    if (mark->has_accepts) {
        size_t from = axis_column(axis, mark->accepts_from);
        size_t to = axis_column(axis, mark->accepts_to);
        item->has_bracket = true;
        item->bracket_from = (from < item->from ? from : item->from) - 1;
        item->bracket_to = (to > item->to ? to : item->to) + 1;
    }
    set_label(picture, item);
}

static bool make_items(struct picture *picture)
{
    const struct strip *strip = picture->axis.strip;
    size_t n = strip->n_marks;
    const struct mark **marks = strip_sorted(picture->render, strip);
    picture->items = render_alloc(picture->render, n, sizeof *picture->items);
    picture->lanes = render_alloc(picture->render, n, sizeof *picture->lanes);
    if (!marks || !picture->items || !picture->lanes) return false;
    for (size_t m = 0, same; m < n; m += same) {
        for (same = 1; m + same < n && is_same_place(marks[m], marks[m + same]) &&
                       !marks[m + same]->has_accepts;
             same++) {
        }
        if (marks[m]->has_accepts) same = 1;
        if (same > SAME_PLACE_MOST) {
            add_item(picture, marks + m, same);
            continue;
        }
        for (size_t i = 0; i < same; i++)
            add_item(picture, marks + m + i, 1);
    }
    return true;
}

/* ---- where the label goes */

/* Columns first..last, if they lie within low..high. */
static bool try_label(struct item *item, size_t low, size_t high, size_t first)
{
    if (first < low || first + item->label_width > high + 1) return false;
    item->label_at = first;
    return true;
}

static bool try_beside(struct item *item, size_t low, size_t high, size_t from, size_t to)
{
    if (try_label(item, low, high, to + 2)) return true;
    return from > item->label_width && try_label(item, low, high, from - 1 - item->label_width);
}

static bool try_inside(struct item *item)
{
    size_t width = item->to - item->from + 1;
    bool fits = false;
    item->label_at = item->from;
    switch (kind_of(item)) {
    case MARK_POINT:
        break;
    case MARK_RANGE:
        fits = width >= item->label_width + BAR_BESIDE_LABEL;
        break;
    case MARK_DISPUTED:
        fits = width >= item->label_width + DISPUTE_AROUND;
        item->label_at += (width - item->label_width) / 2;
        break;
    }
    item->is_inside = fits;
    return fits;
}

/* On the bar; beside it, within the brackets if there are some; else outside of them. */
static bool place_label(const struct picture *picture, struct item *item)
{
    size_t last = picture->axis.width_columns - 1;
    if (try_inside(item)) return true;
    if (!item->has_bracket) return try_beside(item, 0, last, item->from, item->to);
    if (try_beside(item, item->bracket_from + 1, item->bracket_to - 1, item->from, item->to)) {
        return true;
    }
    return try_beside(item, 0, last, item->bracket_from, item->bracket_to);
}

static void set_extent(struct item *item)
{
    item->first = item->has_bracket ? item->bracket_from : item->from;
    item->last = item->has_bracket ? item->bracket_to : item->to;
    if (item->label_width == 0) return;
    if (item->label_at < item->first) item->first = item->label_at;
    if (item->label_at + item->label_width - 1 > item->last) {
        item->last = item->label_at + item->label_width - 1;
    }
}

static void place_item(struct picture *picture, struct item *item)
{
    if (!place_label(picture, item)) {
        if (!item->key) item->key = ++picture->keys;
        item->label = key_text(picture->render, item->key);
        item->label_width = utf8_width(item->label);
        if (!place_label(picture, item)) item->label_width = 0; /* named below all the same */
    }
    set_extent(item);
}

/* ---- lanes */

static const char *repeat(struct render *render, const char *first, const char *glyph,
                          const char *last, size_t width)
{
    struct str text = {0};
    const char *copy;
    str_append(&text, first);
    str_repeat(&text, glyph, width - utf8_width(first) - utf8_width(last));
    str_append(&text, last);
    if (text.failed) output_fail(render->output);
    copy = render_label(render, str_get(&text));
    str_clear(&text);
    return copy;
}

static void draw_dispute(struct picture *picture, const struct item *item, struct lane *lane)
{
    struct render *render = picture->render;
    const char *dash = render->ascii ? "-" : "\xE2\x94\x80";
    size_t end = item->label_at + item->label_width;
    if (item->from == item->to) {
        lane_add(render, lane, item->from, "?", STYLE_PLAIN);
    } else if (item->is_inside) {
        lane_add(render, lane, item->from,
                 repeat(render, "<", dash, "", item->label_at - 1 - item->from), STYLE_PLAIN);
        lane_add(render, lane, end + 1, repeat(render, "", dash, ">", item->to - end), STYLE_PLAIN);
    } else {
        lane_add(render, lane, item->from,
                 repeat(render, "<", dash, ">", item->to - item->from + 1), STYLE_PLAIN);
    }
}

static void draw_bar(struct picture *picture, const struct item *item, struct lane *lane)
{
    struct render *render = picture->render;
    const char *bar = render->ascii ? "=" : "\xE2\x94\x81";
    size_t from = item->from + (item->is_inside ? item->label_width : 0);
    lane_add(render, lane, from, repeat(render, "", bar, "", item->to - from + 1), STYLE_PLAIN);
}

static void draw_item(struct picture *picture, const struct item *item, struct lane *lane)
{
    struct render *render = picture->render;
    lane_reserve(render, lane, item->first, item->last);
    if (item->has_bracket) {
        lane_add(render, lane, item->bracket_from, "[", STYLE_PLAIN);
        lane_add(render, lane, item->bracket_to, "]", STYLE_PLAIN);
    }
    switch (kind_of(item)) {
    case MARK_POINT:
        lane_add(render, lane, item->from, render->ascii ? "o" : "\xE2\x97\x8F", STYLE_PLAIN);
        break;
    case MARK_RANGE:
        draw_bar(picture, item, lane);
        break;
    case MARK_DISPUTED:
        draw_dispute(picture, item, lane);
        break;
    }
    if (item->label_width > 0) lane_add(render, lane, item->label_at, item->label, STYLE_STRONG);
}

static void write_lanes(struct picture *picture)
{
    for (size_t i = 0; i < picture->count; i++) {
        struct item *item = &picture->items[i];
        size_t lane = 0;
        place_item(picture, item);
        while (lane < picture->n_lanes &&
               !lane_is_free(&picture->lanes[lane], item->first, item->last, BETWEEN_ITEMS)) {
            lane++;
        }
        if (lane == picture->n_lanes) picture->n_lanes++;
        draw_item(picture, item, &picture->lanes[lane]);
    }
    for (size_t n = 0; n < picture->n_lanes; n++) {
        lane_write(picture->render, &picture->lanes[n], picture->axis.indent);
    }
}

/* ---- what stands below */

/* The names behind a count or a letter. */
static void write_names(struct picture *picture, const struct item *item)
{
    struct flow flow = {0};
    struct pen pen = {.render = picture->render};
    const char *words = item->key ? NULL : words_of(picture, item);
    if (!item->key && item->n_marks == 1) return;
    if (words) {
        flow_add(picture->render, &flow, "at ", STYLE_PLAIN);
        flow_add(picture->render, &flow, words, STYLE_PLAIN);
        flow_add(picture->render, &flow, ": ", STYLE_PLAIN);
    } else {
        flow_add(picture->render, &flow, key_text(picture->render, item->key), STYLE_PLAIN);
        flow.pending = GAP_BLANK;
    }
    for (size_t m = 0; m < item->n_marks; m++) {
        flow_add(picture->render, &flow, item->marks[m]->label, STYLE_PLAIN);
        if (m + 1 < item->n_marks) flow_add(picture->render, &flow, ", ", STYLE_PLAIN);
    }
    pen_to(&pen, picture->axis.indent);
    pen_flow(&pen, &flow);
}

static void add_legend(struct picture *picture, struct remarks *remarks)
{
    const struct strip *strip = picture->axis.strip;
    bool has_bracket = false, is_disputed = false;
    for (size_t m = 0; m < strip->n_marks; m++) {
        has_bracket = has_bracket || strip->marks[m].has_accepts;
        is_disputed = is_disputed || strip->marks[m].kind == MARK_DISPUTED;
    }
    if (strip->has_status_quo) {
        const char *words = strip->status_quo_place;
        if (!words) {
            words =
                strip_words(picture->render, strip, strip->status_quo_from, strip->status_quo_to);
        }
        remarks_add(
            picture->render, remarks,
            render_join(picture->render, "* status quo", words ? ": " : "", words ? words : ""));
    }
    if (has_bracket) remarks_add(picture->render, remarks, "[ ] could accept");
    if (is_disputed) remarks_add(picture->render, remarks, "? sources disagree");
}

void text_strip(struct render *render, const struct strip *strip, size_t indent)
{
    struct picture picture = {.render = render, .axis = {.strip = strip, .indent = indent}};
    struct axis *axis = &picture.axis;
    struct remarks remarks = {0};
    size_t margin = 0;
    axis->width_columns = render->width_columns > indent ? render->width_columns - indent : 1;
    for (size_t m = 0; m < strip->n_marks; m++) {
        if (strip->marks[m].has_accepts) margin = 1; /* brackets stand beside what they enclose */
    }
    axis->first = margin;
    axis->last = axis->width_columns > 2 * margin ? axis->width_columns - 1 - margin : margin;
    if (!make_items(&picture)) return;
    axis_write(render, axis, &remarks);
    write_lanes(&picture);
    for (size_t i = 0; i < picture.count && output_is_open(render->output); i++) {
        write_names(&picture, &picture.items[i]);
    }
    add_legend(&picture, &remarks);
    remarks_write(render, &remarks, indent);
}
