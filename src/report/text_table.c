/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of text. Columns are as wide as what they hold; without room for that the widest ones are
 * narrowed first, their text then runs over several lines. A table that is too wide even so is cut
 * into blocks of columns, each of which begins with the first column. */
#include "report/write_text.h"

enum {
    BETWEEN = 2,    /* blanks between two columns */
    WORD_MOST = 16, /* of columns that wrap: longer words may be cut */
};

struct sheet_column {
    struct flow head;
    size_t natural, least, width;
    bool is_right;
};
struct sheet {
    struct render *render;
    const struct table *table;
    struct sheet_column *columns;
    struct flow *cells; /* row by row */
    size_t n_rows, indent, width_columns;
    const struct piece **rest; /* of a row that is being written, by column; and its lines */
    size_t *lines;
};

/* ---- what is in it */

static struct flow cell_flow(struct sheet *sheet, const struct value *value)
{
    struct flow flow = {0};
    switch (value->kind) {
    case VALUE_BLANK:
        flow_add(sheet->render, &flow, sheet->table->blank, STYLE_PLAIN);
        break;
    case VALUE_NUMBER:
        flow_add(sheet->render, &flow, render_number(sheet->render, value->number, value->decimals),
                 STYLE_PLAIN);
        break;
    case VALUE_TEXT:
        return render_flow(sheet->render, &value->text, STYLE_PLAIN, false);
    }
    return flow;
}

static void grow(size_t *most, size_t width)
{
    if (width > *most) *most = width;
}

static void measure_cell(struct sheet *sheet, size_t c, const struct value *value,
                         const struct flow *flow)
{
    struct sheet_column *column = &sheet->columns[c];
    size_t natural = flow_width(flow), least = natural;
    if (sheet->table->columns[c].wraps) {
        least = flow_width_least(flow);
        if (least > WORD_MOST) least = WORD_MOST;
    }
    grow(&column->natural, natural);
    grow(&column->least, least);
    if (value->kind == VALUE_NUMBER) column->is_right = true;
}

static bool read_table(struct sheet *sheet)
{
    const struct table *table = sheet->table;
    size_t n = 0, count;
    for (const struct row *row = table->first; row; row = row->next)
        sheet->n_rows++;
    if (!size_mul(sheet->n_rows, table->n_columns, &count)) return false;
    sheet->columns = render_alloc(sheet->render, table->n_columns, sizeof *sheet->columns);
    sheet->cells = render_alloc(sheet->render, count, sizeof *sheet->cells);
    sheet->rest = render_alloc(sheet->render, table->n_columns, sizeof(const struct piece *));
    sheet->lines = render_alloc(sheet->render, table->n_columns, sizeof *sheet->lines);
    if (!sheet->columns || !sheet->cells || !sheet->rest || !sheet->lines) return false;
    for (size_t c = 0; c < table->n_columns; c++) {
        struct sheet_column *column = &sheet->columns[c];
        if (table->columns[c].head) {
            flow_add(sheet->render, &column->head, table->columns[c].head, STYLE_STRONG);
        }
        column->natural = flow_width(&column->head);
        column->least = flow_width_least(&column->head);
        if (column->least > WORD_MOST) column->least = WORD_MOST;
        column->is_right = table->columns[c].alignment == ALIGN_RIGHT;
    }
    for (const struct row *row = table->first; row; row = row->next) {
        for (size_t c = 0; c < table->n_columns; c++, n++) {
            sheet->cells[n] = cell_flow(sheet, &row->values[c]);
            measure_cell(sheet, c, &row->values[c], &sheet->cells[n]);
        }
    }
    return true;
}

/* ---- how wide: a block is the first column and those from `from` up to `to` */

static bool is_in(size_t column, size_t from, size_t to)
{
    return column == 0 || (column >= from && column < to);
}

static size_t gaps(size_t from, size_t to)
{
    return to > from ? (to - from) * BETWEEN : 0;
}

static size_t capped(const struct sheet_column *column, size_t cap)
{
    size_t width = column->natural < cap ? column->natural : cap;
    return width > column->least ? width : column->least;
}

static size_t sum_capped(const struct sheet *sheet, size_t from, size_t to, size_t cap)
{
    size_t sum = gaps(from, to) + capped(&sheet->columns[0], cap);
    for (size_t c = from; c < to; c++)
        sum += capped(&sheet->columns[c], cap);
    return sum;
}

/* The largest cap on the widths with which the block has room; what is left over goes to the
 * columns that were cut, from the left. */
static void fit(struct sheet *sheet, size_t from, size_t to)
{
    size_t low = 0, high = sheet->width_columns, left;
    while (low < high) {
        size_t middle = low + (high - low + 1) / 2;
        if (sum_capped(sheet, from, to, middle) <= sheet->width_columns) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    left = sum_capped(sheet, from, to, low);
    left = left < sheet->width_columns ? sheet->width_columns - left : 0;
    for (size_t c = 0; c < sheet->table->n_columns; c++) {
        struct sheet_column *column = &sheet->columns[c];
        if (!is_in(c, from, to)) continue;
        column->width = capped(column, low);
        if (left > 0 && column->width < column->natural) {
            column->width++;
            left--;
        }
    }
}

/* Up to where columns have room beside the first; one at least, if need be by force. */
static size_t greedy_end(struct sheet *sheet, size_t from)
{
    size_t to = from, n = sheet->table->n_columns;
    while (to < n && sum_capped(sheet, from, to + 1, 0) <= sheet->width_columns)
        to++;
    if (to > from || from >= n) return to;
    if (sheet->columns[0].least > sheet->width_columns / 3) {
        sheet->columns[0].least = sheet->width_columns / 3;
    }
    if (sum_capped(sheet, from, from + 1, 0) > sheet->width_columns) {
        sheet->columns[from].least = sheet->width_columns - BETWEEN - sheet->columns[0].least;
    }
    return from + 1;
}

/* The end of the block that begins at a column: no more than fit, and about as many in each. */
static size_t block_end(struct sheet *sheet, size_t from)
{
    size_t n = sheet->table->n_columns, to = greedy_end(sheet, from), blocks = 1, even;
    for (size_t end = to; end < n; blocks++)
        end = greedy_end(sheet, end);
    even = from + (n - from + blocks - 1) / blocks;
    return even < to ? even : to;
}

/* Whoever reads a block of many looks into its first column all the time: it is not narrowed as
 * far as it might be. */
static void widen_first(struct sheet *sheet)
{
    struct sheet_column *first = &sheet->columns[0];
    size_t width =
        first->natural < sheet->width_columns / 4 ? first->natural : sheet->width_columns / 4;
    if (sum_capped(sheet, 1, sheet->table->n_columns, 0) <= sheet->width_columns) return;
    grow(&first->least, width);
}

/* ---- writing */

/* What a row holds in a column. */
typedef struct flow *cell_function(struct sheet *sheet, size_t row, size_t column);

static size_t count_lines(const struct flow *flow, size_t width)
{
    size_t lines = 0;
    for (const struct piece *piece = flow->first; piece; lines++) {
        piece = flow_line_at(piece, width).end;
    }
    return lines;
}

/* Begin a row: cut its cells to their columns' widths. Returns how many lines the longest needs. */
static size_t start_row(struct sheet *sheet, cell_function *cell, size_t row, size_t from,
                        size_t to)
{
    size_t most = 1;
    for (size_t c = 0; c < sheet->table->n_columns; c++) {
        struct flow *flow;
        if (!is_in(c, from, to)) continue;
        flow = cell(sheet, row, c);
        flow_cut(sheet->render, flow, sheet->columns[c].width);
        sheet->rest[c] = flow->first;
        sheet->lines[c] = count_lines(flow, sheet->columns[c].width);
        grow(&most, sheet->lines[c]);
    }
    return most;
}

/* One row, over as many lines as its longest cell needs; heads stand at the bottom of theirs. */
static void write_row(struct sheet *sheet, cell_function *cell, size_t row, size_t from, size_t to,
                      bool at_bottom)
{
    size_t lines = start_row(sheet, cell, row, from, to);
    for (size_t n = 0; n < lines; n++) {
        struct pen pen = {.render = sheet->render};
        size_t left = sheet->indent;
        for (size_t c = 0; c < sheet->table->n_columns; c++) {
            const struct sheet_column *column = &sheet->columns[c];
            if (!is_in(c, from, to)) continue;
            if (sheet->rest[c] && (!at_bottom || n + sheet->lines[c] >= lines)) {
                struct flow_line line = flow_line_at(sheet->rest[c], column->width);
                bool shift = column->is_right && column->width > line.width;
                pen_to(&pen, left + (shift ? column->width - line.width : 0));
                pen_line(&pen, &line);
                sheet->rest[c] = line.end;
            }
            left += column->width + BETWEEN;
        }
        pen_end_line(&pen);
    }
}

static struct flow *body_cell(struct sheet *sheet, size_t row, size_t column)
{
    return &sheet->cells[row * sheet->table->n_columns + column];
}

static struct flow *head_cell(struct sheet *sheet, size_t row, size_t column)
{
    (void)row;
    return &sheet->columns[column].head;
}

static void write_rule(struct sheet *sheet, size_t from, size_t to, bool through)
{
    const char *glyph = sheet->render->ascii ? "-" : "\xE2\x94\x80";
    struct pen pen = {.render = sheet->render};
    size_t left = sheet->indent, last = to > from ? to - 1 : 0;
    for (size_t c = 0; c < sheet->table->n_columns; c++) {
        size_t width = sheet->columns[c].width;
        if (!is_in(c, from, to)) continue;
        pen_to(&pen, left);
        pen_repeat(&pen, glyph, width + (through && c != last ? BETWEEN : 0), STYLE_DIM);
        left += width + BETWEEN;
    }
    pen_end_line(&pen);
}

static bool has_heads(const struct sheet *sheet)
{
    for (size_t c = 0; c < sheet->table->n_columns; c++) {
        if (sheet->columns[c].head.first) return true;
    }
    return false;
}

static void write_block(struct sheet *sheet, size_t from, size_t to)
{
    size_t n = 0;
    if (has_heads(sheet)) {
        write_row(sheet, head_cell, 0, from, to, true);
        write_rule(sheet, from, to, false);
    }
    for (const struct row *row = sheet->table->first; row; row = row->next, n++) {
        if (row->is_total && n > 0) write_rule(sheet, from, to, true);
        write_row(sheet, body_cell, n, from, to, false);
        output_flush_if_large(sheet->render->output);
    }
}

static void write_continued(struct sheet *sheet)
{
    struct pen pen = {.render = sheet->render};
    pen_end_line(&pen);
    pen_to(&pen, sheet->indent);
    pen_text(&pen, "(continued)", STYLE_DIM);
    pen_end_line(&pen);
}

void text_table(struct render *render, const struct table *table, size_t indent)
{
    struct sheet sheet = {.render = render, .table = table, .indent = indent};
    size_t from = 1, to;
    sheet.width_columns = render->width_columns > indent ? render->width_columns - indent : 1;
    if (!read_table(&sheet)) return;
    if (table->n_columns == 1 && sheet.columns[0].least > sheet.width_columns) {
        sheet.columns[0].least = sheet.width_columns;
    }
    widen_first(&sheet);
    do {
        to = block_end(&sheet, from);
        fit(&sheet, from, to);
        if (from > 1) write_continued(&sheet);
        write_block(&sheet, from, to);
        from = to;
    } while (to < table->n_columns && output_is_open(render->output));
}
