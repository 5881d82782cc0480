/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workbook as a whole: its sheets in their order, formats, properties. Nothing in it depends on
 * the clock: it was "created" on the day that its figures are as of. */
#include "report/book.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model/scale.h"

/* Characters of a property: the library takes no more than 255. */
enum { PROPERTY_MOST = 200 };
/* Seconds: a time of 0 is to the library one that it was not told, and it asks the clock. */
enum { NOON = 43200 };
enum { INK = 0x1f2933, PAPER_GREY = 0xf0f0f0, PAPER_HEAD = 0xd9e2ec, PAPER_INPUT = 0xfff8e1 };

/* Ends that carry black text, as a colour scale cannot change the ink. */
static const lxw_color_t hues[] = {0xf1a340, 0xf7f7f7, 0x67a9cf};

/* ---- what is where */

const struct actor *book_actor(const struct book *book, size_t actor)
{
    return findings_actor(book->findings, actor);
}

const struct issue *book_issue(const struct book *book, size_t issue)
{
    return findings_issue(book->findings, issue);
}

bool book_is_set(const struct book *book, size_t issue)
{
    return book_issue(book, issue)->scale.kind->geometry == GEOMETRY_SET;
}

bool book_is_split(const struct book *book, size_t actor, size_t issue)
{
    return book->findings->matrix.issues[issue].several &&
           standing_is_disputed(findings_standing(book->findings, actor, issue));
}

size_t book_positions_row(const struct book *book, size_t actor, size_t issue)
{
    return 1 + actor * book->n_issues + issue;
}

/* ---- sheets */

lxw_worksheet *book_sheet(struct book *book, const char *name)
{
    lxw_worksheet *sheet = workbook_add_worksheet(book->workbook, name);
    if (!sheet) book->failed = true;
    return sheet;
}

void book_protect(lxw_worksheet *sheet)
{
    lxw_protection options = {.format_columns = 1, .format_rows = 1, .format_cells = 1};
    worksheet_protect(sheet, NULL, &options);
}

void book_print_setup(struct book *book, lxw_worksheet *sheet, size_t head_rows)
{
    const char *digest = stance_model_digest(book->snapshot->model);
    char footer[128];
    snprintf(footer, sizeof footer, "&Las of %s&C%s%.12s&R&P / &N", book->as_of,
             digest ? "data " : "", digest ? digest : "");
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9); /* A4 */
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_margins(sheet, 0.5, 0.5, 0.6, 0.7);
    if (head_rows > 0) book_check(book, worksheet_repeat_rows(sheet, 0, (lxw_row_t)head_rows - 1));
    book_check(book, worksheet_set_footer(sheet, footer));
}

void book_colour(struct book *book, lxw_worksheet *sheet, size_t last_row, size_t last_column)
{
    lxw_conditional_format scale = {.type = LXW_CONDITIONAL_3_COLOR_SCALE,
                                    .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                    .mid_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                    .max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
                                    .min_value = 0,
                                    .mid_value = 0.5,
                                    .max_value = 1,
                                    .min_color = hues[0],
                                    .mid_color = hues[1],
                                    .max_color = hues[2]};
    book_check(book, worksheet_conditional_format_range(sheet, 1, 1, (lxw_row_t)last_row,
                                                        (lxw_col_t)last_column, &scale));
}

void book_heads(struct book *book, lxw_worksheet *sheet, const char *const *heads,
                const double *widths, size_t count)
{
    for (size_t c = 0; c < count; c++) {
        lxw_col_t column = (lxw_col_t)c;
        book_check(book, worksheet_set_column(sheet, column, column, widths[c], NULL));
        book_text(book, sheet, 0, c, heads[c], book->formats.head);
    }
    book_check(book, worksheet_set_row(sheet, 0, 28, NULL));
    worksheet_freeze_panes(sheet, 1, 0);
}

/* ---- formats: given to every cell, as some programs ignore the styles of tables */

static lxw_format *add_format(struct book *book, const char *numbers)
{
    lxw_format *format = workbook_add_format(book->workbook);
    if (!format) {
        book->failed = true;
        return NULL;
    }
    format_set_font_name(format, "Calibri");
    format_set_font_size(format, 10);
    format_set_font_color(format, INK);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (numbers) format_set_num_format(format, numbers);
    return format;
}

static lxw_format *add_filled(struct book *book, const char *numbers, lxw_color_t paper)
{
    lxw_format *format = add_format(book, numbers);
    if (!format) return NULL;
    format_set_bg_color(format, paper);
    format_set_border(format, LXW_BORDER_HAIR);
    format_set_border_color(format, 0xbcccdc);
    return format;
}

static lxw_format *add_input(struct book *book, const char *numbers)
{
    lxw_format *format = add_filled(book, numbers, PAPER_INPUT);
    if (format) format_set_unlocked(format);
    return format;
}

static lxw_format *add_centred(struct book *book, const char *numbers)
{
    lxw_format *format = add_format(book, numbers);
    if (format) format_set_align(format, LXW_ALIGN_CENTER);
    return format;
}

static void add_formats(struct book *book)
{
    struct book_formats *formats = &book->formats;
    formats->head = add_filled(book, NULL, PAPER_HEAD);
    formats->text = add_format(book, NULL);
    formats->wrapped = add_format(book, NULL);
    formats->number = add_format(book, "General");
    formats->figure = add_centred(book, "0.00");
    formats->range = add_centred(book, "0.00");
    formats->share = add_centred(book, "0%");
    formats->constant = add_centred(book, "0.00");
    formats->date = add_format(book, "yyyy-mm-dd");
    formats->fixed = add_filled(book, NULL, PAPER_GREY);
    formats->fixed_date = add_filled(book, "yyyy-mm-dd", PAPER_GREY);
    formats->input = add_input(book, NULL);
    formats->input_number = add_input(book, "General");
    formats->input_date = add_input(book, "yyyy-mm-dd");
    formats->input_weight = add_input(book, "General");
    formats->title = add_format(book, NULL);
    formats->strong = add_format(book, NULL);
    formats->grey = add_filled(book, NULL, PAPER_GREY);
    for (size_t h = 0; h < 3; h++)
        formats->hues[h] = add_filled(book, "0.00", hues[h]);
    if (book->failed) return;
    format_set_bold(formats->head);
    format_set_text_wrap(formats->head);
    format_set_text_wrap(formats->wrapped);
    format_set_shrink(formats->figure); /* labels of choices, which may be long */
    format_set_italic(formats->range);
    format_set_italic(formats->constant);
    format_set_bold(formats->strong);
    format_set_bold(formats->title);
    format_set_font_size(formats->title, 14);
}

/* ---- what kind of workbook it is */

static void measure(struct book *book)
{
    size_t cells = book->n_actors * book->n_issues, pairs = book->n_actors * book->n_actors;
    size_t larger = cells > pairs ? cells : pairs;
    for (size_t i = 0; i < book->n_issues; i++) {
        if (!book_is_set(book, i)) {
            book->has_spans = true;
            continue;
        }
        size_t choices = book_issue(book, i)->scale.n_choices;
        if (choices > book->most_choices) book->most_choices = choices;
    }
    book->has_extras = cells <= BOOK_MOST_EXTRAS;
    book->is_live = larger <= BOOK_MOST_LIVE &&
                    larger * working_pairs_block(book) <= BOOK_MOST_WORKED &&
                    book->most_choices <= BOOK_MOST_CHOICES;
    for (size_t a = 0; a < book->n_actors; a++)
        for (size_t i = 0; i < book->n_issues; i++)
            if (book_is_split(book, a, i)) book->is_constant[a] = true;
}

static void set_properties(struct book *book)
{
    static const date_day epoch = 0;
    const struct stance_model *model = book->snapshot->model;
    const char *digest = stance_model_digest(model);
    date_day day = book->snapshot->as_of == DATE_NONE ? epoch : book->snapshot->as_of;
    struct str title = {0};
    append_clean(&title, model->title, PROPERTY_MOST);
    lxw_doc_properties properties = {
        .title = title.bytes, .author = "stance", .created = (time_t)day * 86400 + NOON};
    if (title.failed) book->failed = true;
    book_check(book, workbook_set_properties(book->workbook, &properties));
    book_check(book, workbook_set_custom_property_string(book->workbook, "stance.schema",
                                                         "stance-workbook/1"));
    if (digest)
        book_check(book, workbook_set_custom_property_string(book->workbook, "stance.data_sha256",
                                                             digest));
    book_check(book,
               workbook_set_custom_property_string(book->workbook, "stance.as_of", book->as_of));
    str_clear(&title);
}

static void write_sheets(struct book *book)
{
    lxw_worksheet *readme = book_sheet(book, "Read me");
    book->matrix = book_sheet(book, "Matrix");
    book->agreement = book_sheet(book, "Agreement");
    book->divergence = book_sheet(book, "Divergence");
    book->positions = book_sheet(book, "Positions");
    lxw_worksheet *changes = book_sheet(book, "Changes");
    lxw_worksheet *sources = book_sheet(book, "Sources");
    book->issues = book_sheet(book, "Issues");
    book->scales = book_sheet(book, "Scales");
    if (book->is_live) book->working = book_sheet(book, "Working");
    if (book->failed) return;
    book_readme(book, readme);
    book_scales(book);
    book_issues(book);
    book_positions(book);
    if (book->is_live) book_working(book);
    book_matrix(book);
    book_agreement(book);
    book_divergence(book);
    book_changes(book, changes);
    book_sources(book, sources);
    worksheet_activate(book->matrix);
}

static void print_as_of(struct book *book)
{
    struct str day = {0};
    date_print(book->snapshot->as_of, &day);
    snprintf(book->as_of, sizeof book->as_of, "%s", day.length > 0 ? str_get(&day) : "no date");
    if (day.failed) book->failed = true;
    str_clear(&day);
}

const char *book_folder(void)
{
    const char *folder = getenv("TMPDIR");
    return folder && *folder ? folder : "/tmp";
}

bool book_open(struct book *book, const char *path)
{
    lxw_workbook_options options = {.tmpdir = (char *)book_folder()};
    book->workbook = workbook_new_opt(path, &options);
    if (!book->workbook) return false;
    print_as_of(book);
    add_formats(book);
    set_properties(book);
    return true;
}

stance_result book_close(struct book *book)
{
    book_check(book, workbook_close(book->workbook));
    if (book->failed) return STANCE_NO_MEMORY;
    return book->error == LXW_NO_ERROR ? STANCE_OK : STANCE_IO;
}

stance_result book_write(const struct stance_findings *findings, const char *path)
{
    struct book book = {.findings = findings,
                        .snapshot = findings->snapshot,
                        .n_actors = findings->snapshot->n_actors,
                        .n_issues = findings->snapshot->n_issues};
    stance_result result = STANCE_NO_MEMORY;
    book.is_constant = calloc(book.n_actors + 1, sizeof *book.is_constant);
    book.scale_rows = calloc(book.n_issues + 1, sizeof *book.scale_rows);
    if (book.is_constant && book.scale_rows && book_open(&book, path)) {
        measure(&book);
        if (!book.failed) write_sheets(&book);
        result = book_close(&book);
    }
    arena_clear(&book.arena);
    free(book.is_constant);
    free(book.scale_rows);
    return result;
}
