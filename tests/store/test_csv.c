/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as people save them: delimiters, quotation marks, line ends, guards; each cell with the
 * place where it stands. */
#include <stdlib.h>
#include <string.h>

#include "store/listing.h"
#include "store/sheet.h"

void suite_store_csv(void);

/* Cells as "TEXT@OFFSET" parted by |, rows by a line; an empty cell is -. */
static const char *table(const char *text, size_t length, bool is_tsv)
{
    struct sheet sheet = {0};
    struct stance_diagnostics list;
    struct str out = {0};
    diagnostics_init(&list);
    char *copy = malloc(length + 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    stance_result result = csv_read(copy, length, is_tsv, &sheet, &list);
    diagnostics_locate(&list, "f", copy, length);
    for (size_t r = 0; result == STANCE_OK && r < sheet.n_rows; r++) {
        for (size_t c = 0; c < sheet.rows[r].n_cells; c++) {
            const struct cell_text *cell = &sheet.rows[r].cells[c];
            str_append(&out, c > 0 ? "|" : "");
            if (cell->text)
                str_printf(&out, "%s@%zu", cell->text, cell->offset);
            else
                str_append(&out, "-");
        }
        str_append(&out, "\n");
    }
    const char *lent =
        result == STANCE_OK ? test_text("%s", str_get(&out)) : listing_of(&list, "f");
    str_clear(&out);
    sheet_clear(&sheet);
    diagnostics_clear(&list);
    free(copy);
    return lent;
}

#define CSV(text) table(text, sizeof(text) - 1, false)
#define TSV(text) table(text, sizeof(text) - 1, true)

static void reads_cells(void)
{
    CHECK_TEXT(CSV("a,b\n1,\n,2\n"), "a@0|b@2\n1@4|-\n-|2@8\n");
    CHECK_TEXT(CSV("a,b\r\n1,2"), "a@0|b@2\n1@5|2@7\n");
    CHECK_TEXT(CSV("a,b\r1,2\r"), "a@0|b@2\n1@4|2@6\n");
    CHECK_TEXT(CSV(""), "");
    CHECK_TEXT(CSV("a\n\n\n  \n,\nb\n"), "a@0\nb@9\n"); /* rows without text are none */
    CHECK_TEXT(CSV(" a , b\n"), " a @0| b@4\n");
}

static void reads_quotes(void)
{
    CHECK_TEXT(CSV("a,b\n\"x, \"\"y\"\"\n z\",2\n"), "a@0|b@2\nx, \"y\"\n z@4|2@18\n");
    CHECK_TEXT(CSV("\"\n\",b\n"), "\n@0|b@4\n"); /* a line break first of all */
    CHECK_TEXT(CSV("\"\",b\n"), "-|b@3\n");
    CHECK_TEXT(CSV("a,b \"c\" d\n"), "1:3: quotation marks in this field do not match: one inside "
                                     "a field is written twice, and the whole field stands between "
                                     "two\n");
    CHECK_TEXT(CSV("a,b\nc,\"d\n"), "2:3: quotation marks in this field do not match: one inside a "
                                    "field is written twice, and the whole field stands between "
                                    "two\n");
}

static void finds_the_delimiter(void)
{
    CHECK_TEXT(CSV("a;b\n1,5;2\n"), "a@0|b@2\n1,5@4|2@8\n");
    CHECK_TEXT(CSV("a\tb\n1,5\t2\n"), "a@0|b@2\n1,5@4|2@8\n");
    CHECK_TEXT(CSV("\xef\xbb\xbf"
                   "a,b\n"),
               "a@3|b@5\n");
    CHECK_TEXT(TSV("a\tb\n\"1\"\t2,3\n"), "a@0|b@2\n\"1\"@4|2,3@8\n"); /* no quotes in a tsv */
}

/* One apostrophe is taken off where it guards, and nowhere else. */
static void takes_guards_off(void)
{
    CHECK_TEXT(CSV("'=1+1,'-5,'abc,''=x,'\n"), "=1+1@0|-5@6|'abc@10|'=x@15|'@20\n");
}

static void refuses(void)
{
    CHECK_TEXT(CSV("a\xff,b\n"),
               "1:2: no valid UTF-8: save the table as UTF-8 (in Excel: \"CSV UTF-8\")\n");
    CHECK_TEXT(CSV("\xff\xfe"
                   "a\0"),
               "1:1: this is UTF-16: save the table as UTF-8\n");
    CHECK_TEXT(CSV("a,b\n1\0,2\n"), "2:2: a zero byte: this is no table in text form\n");
}

static const char *long_line(size_t length)
{
    char *text = malloc(length + 2);
    memset(text, 'x', length);
    memcpy(text + length, "\n", 2);
    const char *found = table(text, length + 1, false);
    bool is_refused = strstr(found, "limit") != NULL;
    free(text);
    return is_refused ? found : "taken";
}

static void has_limits(void)
{
    CHECK_TEXT(long_line(SHEET_MAX_LINE - 1), "taken");
    CHECK_HOLDS(long_line(SHEET_MAX_LINE + 1), "longer than the limit of 1 MiB");
    char *text = malloc(SHEET_MAX_COLUMNS + 2);
    memset(text, ',', SHEET_MAX_COLUMNS + 1);
    text[0] = 'a';
    CHECK(table(text, SHEET_MAX_COLUMNS, false)[0] == 'a');
    CHECK_HOLDS(table(text, SHEET_MAX_COLUMNS + 1, false), "more columns than the limit");
    free(text);
}

static void has_a_limit_of_rows(void)
{
    size_t length = 2 * (SHEET_MAX_ROWS + 1);
    char *text = malloc(length);
    for (size_t at = 0; at < length; at++)
        text[at] = at % 2 ? '\n' : 'a';
    CHECK(table(text, length - 2, false)[0] == 'a');
    CHECK_HOLDS(table(text, length, false), "more rows than the limit");
    free(text);
}

void suite_store_csv(void)
{
    CU_pSuite suite = CU_add_suite("store/csv", NULL, NULL);
    CU_add_test(suite, "reads cells", reads_cells);
    CU_add_test(suite, "reads quotation marks", reads_quotes);
    CU_add_test(suite, "finds the delimiter", finds_the_delimiter);
    CU_add_test(suite, "takes guards off", takes_guards_off);
    CU_add_test(suite, "refuses what is no text", refuses);
    CU_add_test(suite, "has limits", has_limits);
    CU_add_test(suite, "has a limit of rows", has_a_limit_of_rows);
}
