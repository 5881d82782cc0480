/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of text: as wide as what they hold, narrowed, and cut into blocks of columns. */
#include "printed.h"

static void cell(struct stance_document *document, const char *text)
{
    document_cell_text(document);
    document_say_text(document, SPAN_TEXT, text);
}

static struct stance_document *bill(void)
{
    static const struct column columns[] = {
        {.head = "issue", .wraps = true},
        {.head = "France", .wraps = true},
        {.head = "distance", .alignment = ALIGN_RIGHT},
        {.head = "="},
    };
    struct stance_document *document = printed_new();
    document_table(document, columns, 4, ".");
    document_row(document, false);
    cell(document, "Ground presence");
    cell(document, "A ground-intensive mission");
    document_cite(document, 2);
    document_cell_number(document, 2.0 / 3, 2);
    document_cell_number(document, 10.5, 2);
    document_row(document, false);
    cell(document, "Flag");
    document_cell_blank(document);
    document_cell_number(document, NAN, 2);
    document_cell_number(document, 0, 2);
    document_row(document, true);
    cell(document, "sum");
    cell(document, "");
    document_cell_blank(document);
    document_cell_number(document, 10.5, 2);
    return document;
}

static void test_natural(void)
{
    CHECK_TEXT(printed_ascii(bill(), 80),
               "  issue            France                          distance      =\n"
               "  ---------------  ------------------------------  --------  -----\n"
               "  Ground presence  A ground-intensive mission [2]      0.67  10.50\n"
               "  Flag             .                                      .   0.00\n"
               "  ----------------------------------------------------------------\n"
               "  sum                                                     .  10.50\n");
}

static void test_narrowed(void)
{
    CHECK_TEXT(printed_text(bill(), 50), "  issue          France            distance      =\n"
                                         "  ─────────────  ────────────────  ────────  ─────\n"
                                         "  Ground         A                     0.67  10.50\n"
                                         "  presence       ground-intensive\n"
                                         "                 mission [2]\n"
                                         "  Flag           .                        .   0.00\n"
                                         "  ────────────────────────────────────────────────\n"
                                         "  sum                                     .  10.50\n");
}

/* Whatever the width, every figure is there and no line is too wide. */
static void test_widths(void)
{
    for (size_t width = 20; width <= 120; width++) {
        const char *text = printed_ascii(bill(), width);
        check_lines(text, width, true);
        CHECK_HOLDS(text, "0.67");
        CHECK_HOLDS(text, "10.50");
        CHECK((strstr(text, "(continued)") != NULL) == (width < 45));
    }
}

static void test_split(void)
{
    static const struct column columns[] = {
        {.head = "", .wraps = true},
        {.head = "Estonia", .alignment = ALIGN_RIGHT},
        {.head = "Europe", .alignment = ALIGN_RIGHT},
        {.head = "France", .alignment = ALIGN_RIGHT},
        {.head = "Russia", .alignment = ALIGN_RIGHT},
    };
    struct stance_document *document = printed_new();
    document_table(document, columns, 5, ".");
    for (size_t r = 0; r < 2; r++) {
        document_row(document, false);
        cell(document, r ? "Ukraine" : "UK");
        for (size_t c = 0; c < 4; c++)
            document_cell_number(document, (double)c / 4, 2);
    }
    CHECK_TEXT(printed_ascii(document, 30), "           Estonia  Europe\n"
                                            "  -------  -------  ------\n"
                                            "  UK          0.00    0.25\n"
                                            "  Ukraine     0.00    0.25\n"
                                            "\n"
                                            "  (continued)\n"
                                            "           France  Russia\n"
                                            "  -------  ------  ------\n"
                                            "  UK         0.50    0.75\n"
                                            "  Ukraine    0.50    0.75\n");
}

static void test_forced(void)
{
    static const struct column columns[] = {{.head = "x"}, {.head = "y"}};
    struct stance_document *document = printed_new();
    document_table(document, columns, 2, ".");
    document_row(document, false);
    cell(document, "wordsthatdonotwrap");
    cell(document, "anotheroneofthesamelength");
    const char *text = printed_ascii(document, 24);
    check_lines(text, 24, true);
    document = printed_new();
    document_table(document, columns, 1, ".");
    document_row(document, false);
    cell(document, "one column of very many words that do not wrap, wider than the line");
    check_lines(printed_ascii(document, 24), 24, true);
}

/* Heads of several lines stand on the rule. */
static void test_heads(void)
{
    static const struct column columns[] = {
        {.head = "group", .wraps = true},
        {.head = "agree among themselves", .alignment = ALIGN_RIGHT},
        {.head = "with all others", .alignment = ALIGN_RIGHT},
    };
    struct stance_document *document = printed_new();
    document_table(document, columns, 3, ".");
    document_row(document, false);
    cell(document, "europe");
    document_cell_number(document, .7, 2);
    document_cell_number(document, .4, 2);
    const char *text = printed_ascii(document, 32);
    CHECK_HOLDS(text, "\n  group ");
    check_lines(text, 32, true);
    document = printed_new();
    document_table(document, (const struct column[]){{.head = NULL}, {.head = ""}}, 2, ".");
    document_row(document, true); /* a total alone has no rule above it */
    cell(document, "no");
    cell(document, "head");
    CHECK_TEXT(printed_ascii(document, 32), "  no  head\n");
}

static void test_wide_text(void)
{
    static const struct column columns[] = {{.head = "一二", .wraps = true}, {.head = "é"}};
    struct stance_document *document = printed_new();
    document_table(document, columns, 2, "");
    document_row(document, false);
    cell(document, "三");
    cell(document, "e\xCC\x81<\033[0m|");
    document_row(document, false);
    document_cell_blank(document);
    document_cell_blank(document);
    CHECK_TEXT(printed_text(document, 60), "  一二  é\n"
                                           "  ────  ──────────────\n"
                                           "  三    e\xCC\x81<<U+001B>[0m|\n"
                                           "\n");
}

void suite_report_text_table(void)
{
    CU_pSuite suite = CU_add_suite("report/text_table", NULL, NULL);
    CU_add_test(suite, "as wide as what it holds", test_natural);
    CU_add_test(suite, "narrowed", test_narrowed);
    CU_add_test(suite, "every width", test_widths);
    CU_add_test(suite, "cut into blocks", test_split);
    CU_add_test(suite, "columns that have no room at all", test_forced);
    CU_add_test(suite, "heads", test_heads);
    CU_add_test(suite, "wide characters and escapes", test_wide_text);
}
