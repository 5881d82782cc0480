/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines on which things stand at columns of their own, and the remarks under a strip: beside one
 * another as long as there is room. */
#include "base/utf8.h"
#include "report/write_text.h"

enum { BETWEEN_REMARKS = 3 };

/* Runs lie in the order of their columns. */
static void insert(struct render *render, struct lane *lane, struct run run)
{
    struct run *copy = render_alloc(render, 1, sizeof *copy), **at = &lane->first;
    if (!copy) return;
    while (*at && (*at)->column < run.column)
        at = &(*at)->next;
    run.next = *at;
    *copy = run;
    *at = copy;
}

void lane_add(struct render *render, struct lane *lane, size_t column, const char *text,
              enum style style)
{
    struct run run = {.column = column, .width = utf8_width(text), .text = text, .style = style};
    if (*text) insert(render, lane, run);
}

void lane_reserve(struct render *render, struct lane *lane, size_t first, size_t last)
{
    insert(render, lane, (struct run){.column = first, .width = last - first + 1});
}

bool lane_is_free(const struct lane *lane, size_t first, size_t last, size_t gap)
{
    for (const struct run *run = lane->first; run; run = run->next) {
        if (run->column > last + gap) return true;
        if (run->column + run->width + gap > first) return false;
    }
    return true;
}

void lane_write(struct render *render, const struct lane *lane, size_t indent)
{
    struct pen pen = {.render = render};
    for (const struct run *run = lane->first; run; run = run->next) {
        if (!run->text) continue;
        pen_to(&pen, indent + run->column);
        pen_text(&pen, run->text, run->style);
    }
    pen_end_line(&pen);
}

void remarks_add(struct render *render, struct remarks *remarks, const char *text)
{
    struct remark *remark = render_alloc(render, 1, sizeof *remark);
    if (!remark) return;
    remark->text = text;
    if (remarks->last) {
        remarks->last->next = remark;
    } else {
        remarks->first = remark;
    }
    remarks->last = remark;
}

/* A remark that is wider than the line: under itself. */
static void write_long(struct render *render, const struct remark *remark, size_t indent)
{
    struct flow flow = {0};
    struct pen pen = {.render = render};
    flow_add(render, &flow, remark->text, STYLE_PLAIN);
    pen_to(&pen, indent);
    pen_flow(&pen, &flow);
}

void remarks_write(struct render *render, const struct remarks *remarks, size_t indent)
{
    struct pen pen = {.render = render};
    for (const struct remark *remark = remarks->first; remark; remark = remark->next) {
        const char *text = render_label(render, remark->text);
        size_t width = utf8_width(text), start = pen.column ? pen.column + BETWEEN_REMARKS : indent;
        if (pen.column > 0 && start + width > render->width_columns) {
            pen_end_line(&pen);
            start = indent;
        }
        if (start + width > render->width_columns) {
            write_long(render, remark, indent);
            continue;
        }
        pen_to(&pen, start);
        pen_text(&pen, text, STYLE_PLAIN);
    }
    if (pen.column > 0) pen_end_line(&pen);
}
