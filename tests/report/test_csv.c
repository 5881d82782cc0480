/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables as comma- and tab-separated text: what is written is what csv_read reads back, whatever
 * the texts hold. */
#include <math.h>

#include "base/number.h"
#include "model/words.h"
#include "printed.h"
#include "store/sheet.h"

void suite_report_csv(void);

enum { COLUMNS = 3 };

static struct stance_document *open_table(void)
{
    static const struct column columns[COLUMNS] = {
        {"a", ALIGN_LEFT, false}, {"=b", ALIGN_LEFT, false}, {"c", ALIGN_LEFT, false}};
    struct stance_document *document = document_new(STANCE_MATRIX, SUBJECT_MATRIX, NULL);
    if (!document) abort();
    document_table(document, columns, COLUMNS, "");
    return document;
}

static void add_text(struct stance_document *document, const char *text)
{
    if (!text || !*text) {
        document_cell_blank(document);
        return;
    }
    document_cell_text(document);
    document_say_text(document, SPAN_TEXT, text);
}

static const char *one_row(const char *format, stance_layout layout, const char *text,
                           double number)
{
    struct stance_document *document = open_table();
    document_row(document, false);
    add_text(document, text);
    document_cell_number(document, number, 2);
    document_cell_blank(document);
    return printed_as(document, format, layout);
}

static void fields_are_quoted(void)
{
    const stance_layout plain = {0};
    CHECK_TEXT(one_row("csv", plain, "x", 0.1), "a,'=b,c\nx,0.1,\n");
    CHECK_TEXT(one_row("csv", plain, "a, \"b\"", 1.0 / 3),
               "a,'=b,c\n\"a, \"\"b\"\"\",0.3333333333333333,\n");
    CHECK_TEXT(one_row("csv", plain, " x", NAN), "a,'=b,c\n\" x\",,\n");
    CHECK_TEXT(one_row("csv", plain, "x\ny", -1), "a,'=b,c\n\"x\ny\",-1,\n");
    CHECK_TEXT(one_row("tsv", plain, "x\ty\"z\r\n", 25000), "a\t'=b\tc\nx y\"z  \t25000\t\n");
}

static void excel_gets_its_marks(void)
{
    const stance_layout commas = {.delimiter = ';', .decimal = ','};
    CHECK_TEXT(one_row("csv-excel", (stance_layout){0}, "x", 0.5), "\xef\xbb\xbf"
                                                                   "a,'=b,c\r\nx,0.5,\r\n");
    CHECK_TEXT(one_row("csv-excel", commas, "0.5..0.7", 0.5), "\xef\xbb\xbf"
                                                              "a;'=b;c\r\n0.5..0.7;0,5;\r\n");
    CHECK_TEXT(one_row("csv", commas, "x,y;z", 0.5), "a;'=b;c\n\"x,y;z\";0.5;\n");
}

/* Numbers are never guarded, text is where it would run; an apostrophe of its own too, if it stands
 * before such text. */
static void formulas_are_guarded(void)
{
    static const struct {
        const char *text, *guarded;
    } cases[] = {{"=1+1", "'=1+1"}, {"+1", "'+1"}, {"-1", "'-1"},  {"@x", "'@x"}, {"'=1", "''=1"},
                 {"''=1", "'''=1"}, {"'x", "'x"},  {"x=1", "x=1"}, {"'", "'"},    {"\tx", "'\tx"}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        CHECK_TEXT(one_row("csv", (stance_layout){0}, cases[c].text, -5),
                   test_text("a,'=b,c\n%s,-5,\n", cases[c].guarded));
    }
    CHECK_TEXT(one_row("csv", (stance_layout){.raw = true}, "=1+1", -5), "a,=b,c\n=1+1,-5,\n");
}

/* ---- there and back */

static const char *random_text(uint64_t *state)
{
    static const char *const pieces[] = {"'",  "=",        "+",  "-",  "@",           "\t",
                                         "\r", "\n",       "\"", ",",  ";",           " ",
                                         "x",  "\xc3\xa9", "1",  "..", "\xef\xbb\xbf"};
    struct str text = {0};
    for (size_t left = test_random_below(state, 6); left > 0; left--)
        str_append(&text, pieces[test_random_below(state, sizeof pieces / sizeof *pieces)]);
    const char *lent = test_text("%s", str_get(&text));
    str_clear(&text);
    return lent;
}

/* What a reader gets of a text: all of it, but for tabs and line ends in tsv. */
static const char *as_read(const char *format, const char *text)
{
    struct str out = {0};
    if (strcmp(format, "tsv") == 0)
        words_print_flat(text, &out);
    else
        str_append(&out, text);
    const char *lent = test_text("%s", str_get(&out));
    str_clear(&out);
    return lent;
}

static void comes_back(const char *format, stance_layout layout, const char *const *texts,
                       size_t count)
{
    struct stance_document *document = open_table();
    struct stance_diagnostics list;
    struct sheet sheet = {0};
    for (size_t r = 0; r < count; r++) {
        document_row(document, false);
        add_text(document, "row"); /* a row without text would be passed over */
        add_text(document, texts[r]);
        document_cell_number(document, (double)r / 7, 2);
    }
    const char *out = printed_as(document, format, layout);
    diagnostics_init(&list);
    CHECK_INT(csv_read(out, strlen(out), strcmp(format, "tsv") == 0, &sheet, &list), STANCE_OK);
    if (CHECK_SIZE(sheet.n_rows, count + 1)) {
        for (size_t r = 0; r < count; r++) {
            const char *text = sheet_text(&sheet, r + 1, 1);
            CHECK_TEXT(text ? text : "", as_read(format, texts[r]));
        }
        CHECK_TEXT(sheet_text(&sheet, 0, 1), "=b");
    }
    sheet_clear(&sheet);
    diagnostics_clear(&list);
}

static void any_text_comes_back(void)
{
    const char *texts[20];
    uint64_t state = 7;
    for (size_t round = 0; round < 300; round++) {
        for (size_t t = 0; t < 20; t++)
            texts[t] = random_text(&state);
        comes_back("csv", (stance_layout){0}, texts, 20);
        comes_back("csv-excel", (stance_layout){.delimiter = ';', .decimal = ','}, texts, 20);
        comes_back("csv", (stance_layout){.delimiter = '\t'}, texts, 20);
        comes_back("tsv", (stance_layout){0}, texts, 20);
    }
}

/* Without a guard the reader would take an apostrophe off that belongs to the text: raw tables come
 * back where no text needs one. */
static void raw_text_comes_back(void)
{
    const char *texts[20];
    uint64_t state = 11;
    size_t kept = 0;
    for (size_t round = 0; round < 100; round++) {
        for (size_t t = 0; t < 20; t++) {
            const char *text = random_text(&state), *behind = text + strspn(text, "'");
            bool needs_none = *behind == '\0' || !strchr("=+-@\t\r", *behind);
            texts[t] = needs_none ? text : "";
            kept += needs_none;
        }
        comes_back("csv", (stance_layout){.raw = true}, texts, 20);
        comes_back("tsv", (stance_layout){.raw = true}, texts, 20);
    }
    CHECK(kept > 100);
}

static void naughty_strings_come_back(void)
{
    const char *path = test_data("corpora/naughty-strings/blns.txt");
    if (!path) return;
    char *rest = (char *)(size_t)test_read(path, NULL);
    while (rest && *rest) {
        char *line = rest;
        rest = strchr(rest, '\n');
        if (rest) *rest++ = '\0';
        const char *texts[] = {line};
        if (utf8_check(line, strlen(line)) != strlen(line)) continue;
        comes_back("csv", (stance_layout){0}, texts, 1);
        comes_back("tsv", (stance_layout){0}, texts, 1);
    }
}

void suite_report_csv(void)
{
    CU_pSuite suite = CU_add_suite("report/csv", NULL, NULL);
    CU_add_test(suite, "fields are quoted", fields_are_quoted);
    CU_add_test(suite, "excel gets its marks", excel_gets_its_marks);
    CU_add_test(suite, "formulas are guarded", formulas_are_guarded);
    CU_add_test(suite, "any text comes back", any_text_comes_back);
    CU_add_test(suite, "raw text comes back", raw_text_comes_back);
    CU_add_test(suite, "naughty strings come back", naughty_strings_come_back);
}
