/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scale of a strip: its labels over a line with a tick at each place. Labels that would run
 * into one another move aside, or stand in two rows; where that does not do either, numbers take
 * their place and say below what they mean. Scales of very many levels show those at which
 * somebody stands. */
#include <math.h>

#include "base/utf8.h"
#include "report/write_text.h"

enum {
    ROWS = 2,
    BETWEEN_LABELS = 2,
    BETWEEN_KEYS = 1,
    TICKS_MANY = 12,
};

size_t axis_column(const struct axis *axis, double at)
{
    double share = at > 0 ? fmin(at, 1) : 0; /* NAN: 0 */
    return axis->first + (size_t)(share * (double)(axis->last - axis->first) + 0.5);
}

/* ---- which ticks have labels */

static bool is_taken(const struct strip *strip, double at)
{
    if (strip->has_status_quo &&
        (strip_is_at(strip->status_quo_from, at) || strip_is_at(strip->status_quo_to, at))) {
        return true;
    }
    for (size_t m = 0; m < strip->n_marks; m++) {
        const struct mark *mark = &strip->marks[m];
        if (strip_is_at(mark->from, at) || strip_is_at(mark->to, at)) return true;
        if (!mark->has_accepts) continue;
        if (strip_is_at(mark->accepts_from, at) || strip_is_at(mark->accepts_to, at)) return true;
    }
    return false;
}

/* A label as it is put up: one of the ticks, at some columns of a row. */
struct place_of_label {
    const struct tick *tick;
    const char *text; /* visible */
    size_t column, start, width, row;
    bool is_out; /* has no room anywhere */
};
struct labels {
    struct place_of_label *items;
    size_t count;
};

static struct labels choose_labels(struct render *render, const struct axis *axis)
{
    const struct strip *strip = axis->strip;
    struct labels labels = {0};
    labels.items = render_alloc(render, strip->n_ticks, sizeof *labels.items);
    for (size_t t = 0; labels.items && t < strip->n_ticks; t++) {
        const struct tick *tick = &strip->ticks[t];
        bool is_end = t == 0 || t + 1 == strip->n_ticks;
        if (strip->n_ticks > TICKS_MANY && !is_end && !is_taken(strip, tick->at)) continue;
        labels.items[labels.count++] = (struct place_of_label){
            .tick = tick,
            .text = render_label(render, tick->label),
            .column = axis_column(axis, tick->at),
        };
    }
    return labels;
}

/* ---- where they stand */

/* The first begins at its tick, the last ends there, the others have it in their middle. */
static void set_start(const struct axis *axis, const struct labels *labels, size_t i)
{
    struct place_of_label *label = &labels->items[i];
    size_t before = label->width / 2;
    if (i + 1 == labels->count && i > 0) before = label->width ? label->width - 1 : 0;
    if (i == 0) before = 0;
    label->start = label->column > before ? label->column - before : 0;
    if (label->start + label->width > axis->width_columns) {
        label->start = axis->width_columns > label->width ? axis->width_columns - label->width : 0;
    }
}

/* Put up all labels in so many rows, the lowest first; false if one has no room. */
static bool place_labels(const struct axis *axis, const struct labels *labels, size_t rows,
                         size_t between)
{
    size_t free_from[ROWS] = {0};
    bool all = true;
    for (size_t i = 0; i < labels->count; i++) {
        struct place_of_label *label = &labels->items[i];
        label->width = utf8_width(label->text);
        set_start(axis, labels, i);
        label->is_out = true;
        for (size_t row = 0; row < rows && label->is_out; row++) {
            if (label->start < free_from[row]) continue;
            if (label->start + label->width > axis->width_columns) continue;
            free_from[row] = label->start + label->width + between;
            label->row = row;
            label->is_out = false;
        }
        all = all && !label->is_out;
    }
    return all;
}

/* All labels in one row, moved aside as far as each still stands over its tick; false if that does
 * not do. They have been placed before. */
static bool move_labels(const struct axis *axis, const struct labels *labels)
{
    size_t end = axis->width_columns + BETWEEN_LABELS, free_from = 0;
    for (size_t i = labels->count; i-- > 0;) { /* to the left */
        struct place_of_label *label = &labels->items[i];
        set_start(axis, labels, i);
        if (label->width + BETWEEN_LABELS > end) return false;
        if (label->start + label->width + BETWEEN_LABELS > end)
            label->start = end - BETWEEN_LABELS - label->width;
        if (label->start + label->width <= label->column)
            label->start = label->column + 1 - label->width;
        end = label->start;
    }
    for (size_t i = 0; i < labels->count; i++) { /* and back, where that went too far */
        struct place_of_label *label = &labels->items[i];
        if (label->start < free_from) label->start = free_from;
        if (label->start > label->column || label->start + label->width > axis->width_columns)
            return false;
        free_from = label->start + label->width + BETWEEN_LABELS;
        label->row = 0;
        label->is_out = false;
    }
    return true;
}

/* Numbers in place of the labels, as far as they have room; their meaning is a remark. */
static void use_keys(struct render *render, const struct axis *axis, struct labels *labels,
                     struct remarks *remarks)
{
    const char **texts = render_alloc(render, labels->count, sizeof *texts);
    for (size_t i = 0; texts && i < labels->count; i++) {
        texts[i] = labels->items[i].text;
        labels->items[i].text = render_number(render, (double)(i + 1), 0);
    }
    if (!texts) return;
    place_labels(axis, labels, 1, BETWEEN_KEYS);
    for (size_t i = 0; i < labels->count; i++) {
        const struct place_of_label *label = &labels->items[i];
        if (label->is_out) continue;
        remarks_add(render, remarks, render_join(render, label->text, ": ", texts[i]));
    }
}

/* ---- writing */

/* An upper label is tied to its tick where the row below is free. */
static void write_labels(struct render *render, const struct axis *axis,
                         const struct labels *labels)
{
    struct lane rows[ROWS] = {{0}};
    for (size_t i = 0; i < labels->count; i++) {
        const struct place_of_label *label = &labels->items[i];
        if (!label->is_out && *label->text) {
            lane_add(render, &rows[label->row], label->start, label->text, STYLE_PLAIN);
        }
    }
    for (size_t i = 0; i < labels->count; i++) {
        const struct place_of_label *label = &labels->items[i];
        if (label->is_out || label->row == 0) continue;
        if (!lane_is_free(&rows[0], label->column, label->column, 1)) continue;
        lane_add(render, &rows[0], label->column, render->ascii ? "|" : "\xE2\x94\x82", STYLE_DIM);
    }
    for (size_t row = ROWS; row-- > 0;) {
        if (rows[row].first) lane_write(render, &rows[row], axis->indent);
    }
}

static const char *tick_glyph(const struct render *render, const struct axis *axis, size_t column)
{
    if (render->ascii) return "|";
    if (column == axis->first) return "\xE2\x94\x9C";
    return column == axis->last ? "\xE2\x94\xA4" : "\xE2\x94\xBC";
}

static void write_line(struct render *render, const struct axis *axis)
{
    const struct strip *strip = axis->strip;
    size_t count = axis->last - axis->first + 1;
    const char **glyphs = render_alloc(render, count, sizeof *glyphs);
    struct pen pen = {.render = render};
    if (!glyphs) return;
    for (size_t i = 0; i < count; i++)
        glyphs[i] = render->ascii ? "-" : "\xE2\x94\x80";
    for (size_t t = 0; t < strip->n_ticks; t++) {
        size_t column = axis_column(axis, strip->ticks[t].at);
        glyphs[column - axis->first] = tick_glyph(render, axis, column);
    }
    if (strip->has_status_quo) {
        size_t last = axis_column(axis, strip->status_quo_to);
        for (size_t c = axis_column(axis, strip->status_quo_from); c <= last; c++) {
            glyphs[c - axis->first] = "*";
        }
    }
    pen_to(&pen, axis->indent + axis->first);
    for (size_t i = 0; i < count; i++)
        pen_text(&pen, glyphs[i], STYLE_PLAIN);
    pen_end_line(&pen);
}

void axis_write(struct render *render, const struct axis *axis, struct remarks *remarks)
{
    struct labels labels = choose_labels(render, axis);
    bool placed = place_labels(axis, &labels, 1, BETWEEN_LABELS) || move_labels(axis, &labels) ||
                  place_labels(axis, &labels, ROWS, BETWEEN_LABELS);
    if (!placed) use_keys(render, axis, &labels, remarks);
    write_labels(render, axis, &labels);
    write_line(render, axis);
}
