/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Positions: the long table, and the one place to edit. The sheet is not protected, since a
 * protected one cannot be sorted; what is not edited here refuses to be typed over, and import sees
 * to the rest. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "report/book.h"

/* Characters that Excel shows beside a cell; it takes no more than 255. */
enum { MESSAGE_MOST = 250 };

static const char *const heads[POSITIONS_COLUMNS] = {
    [POSITIONS_ACTOR] = "actor",
    [POSITIONS_ISSUE] = "issue",
    [POSITIONS_ACTOR_NAME] = "actor name",
    [POSITIONS_ISSUE_NAME] = "issue name",
    [POSITIONS_VALUE] = "value",
    [POSITIONS_DATE] = "date",
    [POSITIONS_UNTIL] = "until",
    [POSITIONS_SALIENCE] = "salience",
    [POSITIONS_CONFIDENCE] = "confidence",
    [POSITIONS_STATUS] = "status",
    [POSITIONS_SPEAKER] = "speaker",
    [POSITIONS_OUTLET] = "outlet",
    [POSITIONS_URL] = "url",
    [POSITIONS_QUOTE] = "quote",
    [POSITIONS_ACCEPTS] = "accepts",
    [POSITIONS_NOTE] = "note",
    [POSITIONS_ENTERED] = "entered",
    [POSITIONS_CLAIMS] = "claims",
    [POSITIONS_KEY] = "key",
    [POSITIONS_ROW] = "row",
};
static const double widths[POSITIONS_COLUMNS] = {16, 18, 18, 22, 20, 11, 11, 9,  10, 10,
                                                 18, 18, 22, 40, 16, 30, 11, 40, 8,  8};

/* ---- cells */

static void put_word(struct book *book, size_t row, size_t column, const char *word, bool is_number)
{
    double number;
    if (word && is_number && number_parse(word, strlen(word), &number) && isfinite(number))
        book_number(book, book->positions, row, column, number, book->formats.input_number);
    else
        book_text(book, book->positions, row, column, word, book->formats.input);
}

static void put_texts(struct book *book, size_t row, const struct long_row *words)
{
    static const struct {
        enum positions_column column;
        enum stance_field field;
    } texts[] = {{POSITIONS_STATUS, STANCE_FIELD_STATUS}, {POSITIONS_SPEAKER, STANCE_FIELD_SPEAKER},
                 {POSITIONS_OUTLET, STANCE_FIELD_OUTLET}, {POSITIONS_URL, STANCE_FIELD_URL},
                 {POSITIONS_QUOTE, STANCE_FIELD_QUOTE},   {POSITIONS_NOTE, STANCE_FIELD_NOTE}};
    for (size_t t = 0; t < sizeof texts / sizeof *texts; t++)
        put_word(book, row, texts[t].column, words->words[texts[t].field], false);
}

static void put_row(struct book *book, size_t actor, size_t issue, const struct long_row *words)
{
    const struct standing *standing = findings_standing(book->findings, actor, issue);
    const struct stance *stance = standing->stance;
    const struct actor *who = book_actor(book, actor);
    const struct issue *what = book_issue(book, issue);
    lxw_worksheet *sheet = book->positions;
    size_t row = book_positions_row(book, actor, issue);
    bool is_number = what->scale.n_choices == 0;
    book_text(book, sheet, row, POSITIONS_ACTOR, who->id, book->formats.fixed);
    book_text(book, sheet, row, POSITIONS_ISSUE, what->id, book->formats.fixed);
    book_text(book, sheet, row, POSITIONS_ACTOR_NAME, who->name, book->formats.fixed);
    book_text(book, sheet, row, POSITIONS_ISSUE_NAME, what->name, book->formats.fixed);
    put_word(book, row, POSITIONS_VALUE, words->words[STANCE_FIELD_VALUE], is_number);
    put_word(book, row, POSITIONS_ACCEPTS, words->words[STANCE_FIELD_ACCEPTS], is_number);
    put_word(book, row, POSITIONS_SALIENCE, words->words[STANCE_FIELD_SALIENCE], true);
    put_word(book, row, POSITIONS_CONFIDENCE, words->words[STANCE_FIELD_CONFIDENCE], true);
    put_texts(book, row, words);
    book_date(book, sheet, row, POSITIONS_DATE, stance ? stance->date : DATE_NONE,
              book->formats.input_date);
    book_date(book, sheet, row, POSITIONS_UNTIL, stance ? stance->until : DATE_NONE,
              book->formats.input_date);
    book_date(book, sheet, row, POSITIONS_ENTERED, stance ? stance->entered : DATE_NONE,
              book->formats.fixed_date);
    book_text(book, sheet, row, POSITIONS_CLAIMS, words->claims, book->formats.fixed);
}

/* What the look-ups find the row by, and what it was when it went out. */
static void put_keys(struct book *book, size_t actor, size_t issue, const struct long_row *words)
{
    size_t row = book_positions_row(book, actor, issue);
    struct str text = {0};
    str_printf(&text, "%s|%s", book_actor(book, actor)->id, book_issue(book, issue)->id);
    book_text(book, book->positions, row, POSITIONS_KEY, str_get(&text), book->formats.fixed);
    str_truncate(&text, 0);
    long_row_print_base(book->snapshot->model, book->snapshot->actors[actor],
                        book->snapshot->issues[issue], words, &text);
    if (text.length < WORDS_CELL_MOST / 2) /* a cut one would be no base */
        book_text(book, book->positions, row, POSITIONS_ROW, str_get(&text), book->formats.fixed);
    if (text.failed) book->failed = true;
    str_clear(&text);
}

/* ---- what can be chosen */

/* Copied by the library. */
static void validate(struct book *book, size_t first, size_t last, size_t column,
                     lxw_data_validation *validation)
{
    book_check(book,
               worksheet_data_validation_range(book->positions, (lxw_row_t)first, (lxw_col_t)column,
                                               (lxw_row_t)last, (lxw_col_t)column, validation));
}

static void print_allowed(const struct scale *scale, struct str *out)
{
    if (scale->n_choices == 0) {
        str_append(out, "A number from ");
        number_print_plain(scale->min, out);
        str_append(out, " to ");
        number_print_plain(scale->max, out);
        if (scale->unit) str_printf(out, " %s", scale->unit);
        str_append(out, ", or a range with two dots: ");
        number_print(scale->min, out);
        str_append(out, "..");
        number_print(scale->max, out);
    } else if (scale->kind->geometry == GEOMETRY_SPAN) {
        str_append(out, "Choose from the list, or type a range with two dots: ");
        scale_print_point(scale, 0, WORDS_LABELS, out);
        str_append(out, "..");
        scale_print_point(scale, 1, WORDS_LABELS, out);
    } else {
        str_append(out, "Choose from the list, or type several, parted by commas: ");
        scale_print_point(scale, 0, WORDS_LABELS, out);
        str_append(out, ",");
        scale_print_point(scale, 1, WORDS_LABELS, out);
    }
    str_append(out, ". Or undeclared.");
}

static void add_choices(struct book *book, size_t actor, size_t issue)
{
    const struct scale *scale = &book_issue(book, issue)->scale;
    size_t row = book_positions_row(book, actor, issue), first = book->scale_rows[issue];
    struct str list = {0}, allowed = {0}, message = {0};
    bool is_list = scale->n_choices > 0;
    size_t column = scale_labels_are_plain(scale) ? 2 : 1;
    str_append(&list, "=Scales!");
    append_range(&list, first, column, first + scale->n_choices, column);
    print_allowed(scale, &allowed);
    append_clean(&message, str_get(&allowed), MESSAGE_MOST);
    lxw_data_validation validation = {
        .validate = is_list ? LXW_VALIDATION_TYPE_LIST_FORMULA : LXW_VALIDATION_TYPE_ANY,
        .value_formula = is_list ? list.bytes : NULL,
        .error_type = LXW_VALIDATION_ERROR_TYPE_INFORMATION,
        .error_title = "Not in the list",
        .error_message = "A range or several choices can be typed; import will say if it can be "
                         "read.",
        .input_title = "Position",
        .input_message = message.bytes,
        .ignore_blank = LXW_VALIDATION_ON,
        .show_input = LXW_VALIDATION_ON,
        .show_error = is_list ? LXW_VALIDATION_ON : LXW_VALIDATION_OFF,
        .dropdown = LXW_VALIDATION_ON};
    if (list.failed || allowed.failed || message.failed)
        book->failed = true;
    else
        validate(book, row, row, POSITIONS_VALUE, &validation);
    str_clear(&list);
    str_clear(&allowed);
    str_clear(&message);
}

static void validate_dates(struct book *book, size_t last)
{
    lxw_data_validation date = {
        .validate = LXW_VALIDATION_TYPE_DATE,
        .criteria = LXW_VALIDATION_CRITERIA_GREATER_THAN_OR_EQUAL_TO,
        .value_datetime = {.year = 1900, .month = 3, .day = 1},
        .error_type = LXW_VALIDATION_ERROR_TYPE_INFORMATION,
        .ignore_blank = LXW_VALIDATION_ON,
        .show_error = LXW_VALIDATION_ON,
        .error_title = "A date",
        .error_message = "A date such as 2025-04-17; import will say if it can be read."};
    validate(book, 1, last, POSITIONS_DATE, &date);
    validate(book, 1, last, POSITIONS_UNTIL, &date);
}

static void validate_columns(struct book *book, size_t last)
{
    static const enum positions_column fixed[] = {POSITIONS_ACTOR,      POSITIONS_ISSUE,
                                                  POSITIONS_ACTOR_NAME, POSITIONS_ISSUE_NAME,
                                                  POSITIONS_ENTERED,    POSITIONS_CLAIMS};
    static const char *statuses[] = {"stated", "reported", "inferred", NULL};
    lxw_data_validation refuse = {
        .validate = LXW_VALIDATION_TYPE_CUSTOM_FORMULA,
        .value_formula = "=FALSE",
        .ignore_blank = LXW_VALIDATION_OFF,
        .show_error = LXW_VALIDATION_ON,
        .error_title = "Not edited here",
        .error_message = "This column is not taken back: edit value, date, source and the rest."};
    lxw_data_validation status = {.validate = LXW_VALIDATION_TYPE_LIST,
                                  .value_list = (char **)statuses,
                                  .ignore_blank = LXW_VALIDATION_ON,
                                  .show_error = LXW_VALIDATION_ON,
                                  .dropdown = LXW_VALIDATION_ON};
    lxw_data_validation share = {.validate = LXW_VALIDATION_TYPE_DECIMAL,
                                 .criteria = LXW_VALIDATION_CRITERIA_BETWEEN,
                                 .minimum_number = 0,
                                 .maximum_number = 1,
                                 .ignore_blank = LXW_VALIDATION_ON,
                                 .show_error = LXW_VALIDATION_ON,
                                 .error_title = "From 0 to 1",
                                 .error_message = "A number from 0 to 1."};
    for (size_t f = 0; f < sizeof fixed / sizeof *fixed; f++)
        validate(book, 1, last, fixed[f], &refuse);
    validate(book, 1, last, POSITIONS_STATUS, &status);
    validate_dates(book, last);
    validate(book, 1, last, POSITIONS_SALIENCE, &share);
    validate(book, 1, last, POSITIONS_CONFIDENCE, &share);
}

/* ---- the sheet */

static void put_cell(struct book *book, size_t actor, size_t issue)
{
    struct long_row words;
    if (!long_row_make(
            book->snapshot->model, book->snapshot->actors[actor], book->snapshot->issues[issue],
            findings_standing(book->findings, actor, issue), WORDS_LABELS, &book->arena, &words)) {
        book->failed = true;
        return;
    }
    put_row(book, actor, issue, &words);
    put_keys(book, actor, issue, &words);
    if (book->has_extras) add_choices(book, actor, issue);
    arena_clear(&book->arena);
}

static void hide_keys(struct book *book)
{
    lxw_row_col_options options = {0};
    options.hidden = 1;
    book_check(book, worksheet_set_column_opt(book->positions, POSITIONS_KEY, POSITIONS_ROW, 8,
                                              NULL, &options));
}

void book_positions(struct book *book)
{
    lxw_worksheet *sheet = book->positions;
    size_t last = book->n_actors * book->n_issues;
    book_heads(book, sheet, heads, widths, POSITIONS_COLUMNS);
    for (size_t a = 0; a < book->n_actors; a++)
        for (size_t i = 0; i < book->n_issues && !book->failed; i++)
            put_cell(book, a, i);
    if (last > 0) {
        validate_columns(book, last);
        /* The hidden columns too: what the filter sorts is what it covers. */
        book_check(book, worksheet_autofilter(sheet, 0, 0, (lxw_row_t)last, POSITIONS_ROW));
    }
    hide_keys(book);
    worksheet_freeze_panes(sheet, 1, POSITIONS_VALUE);
    book_print_setup(book, sheet, 1);
    book_check(book, worksheet_print_area(sheet, 0, 0, (lxw_row_t)last, POSITIONS_CLAIMS));
    worksheet_set_tab_color(sheet, 0xffc107);
}
