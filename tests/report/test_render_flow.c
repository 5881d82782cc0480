/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of running text: where they may end and where not, by the columns that a terminal gives. */
#include "report/render.h"

#include "printed.h"

/* A paragraph is set in by two. */
static const char *paragraph(const char *text, size_t width)
{
    struct stance_document *document = printed_new();
    say_paragraph(document, text);
    return printed_text(document, width);
}

static void test_wrap(void)
{
    CHECK_TEXT(paragraph("aaaa bbbb cccc dddd eeee", 20), "  aaaa bbbb cccc\n  dddd eeee\n");
    CHECK_TEXT(paragraph("aaaaaaaaa bbbbbbbb", 20), "  aaaaaaaaa bbbbbbbb\n"); /* 18: just fits */
    CHECK_TEXT(paragraph("aaaaaaaaa bbbbbbbbb", 20), "  aaaaaaaaa\n  bbbbbbbbb\n");
    CHECK_TEXT(paragraph("  a   b\n\nc\t", 20), "  a b c\n");
    CHECK_TEXT(paragraph("a", 1), "  a\n"); /* below 20 columns are 20 */
}

static void test_long_word(void)
{
    CHECK_TEXT(paragraph("see https://example.org/a/very/long/address now", 20),
               "  see\n  https://example.org/a/very/long/address\n  now\n");
}

static void test_wide(void)
{
    /* Nine ideographs are 18 columns: the tenth goes to the next line, a mark before it does not.
     */
    CHECK_TEXT(paragraph("一二三四五六七八九十", 20), "  一二三四五六七八九\n  十\n");
    CHECK_TEXT(paragraph("一二三四五六七八九、十", 20), "  一二三四五六七八\n  九、十\n");
    CHECK_TEXT(paragraph("ab 一二三四五六七八 cd", 20), "  ab 一二三四五六七\n  八 cd\n");
}

static void test_combining(void)
{
    /* e with U+0301 is one column: 18 of them fit. */
    struct str word = {0};
    str_repeat(&word, "e\xCC\x81", 18);
    CHECK_TEXT(paragraph(str_get(&word), 20), test_text("  %s\n", str_get(&word)));
    str_append(&word, " e\xCC\x81");
    CHECK(strstr(paragraph(str_get(&word), 20), "\n  e\xCC\x81\n") != NULL);
    str_clear(&word);
}

static const char *cited(const char *before, const char *after, size_t width)
{
    struct stance_document *document = printed_new();
    document_paragraph(document);
    document_say(document, "%s", before);
    document_cite(document, 3);
    document_cite(document, 12);
    document_say(document, "%s", after);
    return printed_text(document, width);
}

static void test_citations(void)
{
    CHECK_TEXT(cited("word", ".", 80), "  word [3] [12].\n");
    CHECK_TEXT(cited("word ", " next", 80), "  word [3] [12] next\n");
    CHECK_TEXT(cited("(", ")", 80), "  ([3] [12])\n");
    CHECK_TEXT(cited("", "", 80), "  [3] [12]\n");
    /* The word goes with its citations to the next line; what cannot stay together parts. */
    CHECK_TEXT(cited("aaaa bbbbbb cc", ".", 20), "  aaaa bbbbbb\n  cc [3] [12].\n");
    CHECK_TEXT(cited("aaaaaaaaaaaaaa", ".", 20), "  aaaaaaaaaaaaaa [3]\n  [12].\n");
    for (size_t width = 20; width < 60; width++) {
        const char *text = cited("one two three four five", ", six seven", width);
        check_lines(text, width, true);
        CHECK_HOLDS(text, "five [3] [12],");
    }
}

static void test_quotes(void)
{
    for (int ascii = 0; ascii < 2; ascii++) {
        struct stance_document *document = printed_new();
        document_paragraph(document);
        document_say(document, "It is ");
        document_say_text(document, SPAN_QUOTE, "the lack of a US “backstop,” or \"so\"");
        document_say(document, ", they say");
        const char *text = printed_as(document, "text", (stance_layout){.ascii = ascii != 0});
        CHECK_TEXT(text, ascii ? "  It is \"the lack of a US 'backstop,' or 'so'\", they say\n"
                               : "  It is “the lack of a US ‘backstop,’ or 'so'”, they say\n");
    }
}

static void test_spans_join(void)
{
    struct stance_document *document = printed_new();
    document_paragraph(document);
    document_say_text(document, SPAN_STRONG, "France");
    document_say(document, "'s and ");
    document_say_text(document, SPAN_STRONG, "Estonia");
    document_say(document, ".");
    CHECK_TEXT(printed_text(document, 20), "  France's and\n  Estonia.\n");
}

/* Within columns a word that is too long is cut rather than the column. */
static void test_cut(void)
{
    struct stance_document *document = printed_new();
    struct output output = {.sink = {printed_take, NULL}};
    struct render render = {.document = document, .output = &output, .width_columns = 80};
    struct flow flow = {0};
    flow_add(&render, &flow, "abcdefgh 一二三 e\xCC\x81xyz", STYLE_PLAIN);
    CHECK_SIZE(flow_width(&flow), 8 + 1 + 6 + 1 + 4);
    CHECK_SIZE(flow_width_least(&flow), 8);
    flow_cut(&render, &flow, 3);
    CHECK(flow_width_least(&flow) <= 3);
    size_t lines = 0;
    for (const struct piece *piece = flow.first; piece; lines++) {
        struct flow_line line = flow_line_at(piece, 3);
        CHECK(line.width <= 3);
        piece = line.end;
    }
    CHECK_SIZE(lines, 3 + 3 + 2);
    flow_cut(&render, &flow, 0); /* a wide character stays whole */
    CHECK_SIZE(flow_width_least(&flow), 2);
    arena_clear(&render.scratch);
    str_clear(&output.buffer);
    stance_document_free(document);
}

void suite_report_render_flow(void)
{
    CU_pSuite suite = CU_add_suite("report/render_flow", NULL, NULL);
    CU_add_test(suite, "lines", test_wrap);
    CU_add_test(suite, "a word longer than the line", test_long_word);
    CU_add_test(suite, "wide characters", test_wide);
    CU_add_test(suite, "combining characters", test_combining);
    CU_add_test(suite, "citations stay at their word", test_citations);
    CU_add_test(suite, "quotation marks", test_quotes);
    CU_add_test(suite, "spans join without blanks", test_spans_join);
    CU_add_test(suite, "cut to a column", test_cut);
}
