/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Markdown: the markup of each block, and that nothing said in a document becomes markup. */
#include "printed.h"

static void test_blocks(void)
{
    struct stance_document *document = printed_new();
    document_title(document, "as of 17 April 2025");
    document_say(document, "A force");
    say_paragraph(document, "13 actors");
    document_detail(document);
    document_heading(document, "a legend");
    document_say(document, "Where positions diverge");
    document_ranked(document, 1, 2.0 / 3, 1, "41 %");
    document_say(document, "Ground presence");
    document_ranked(document, 2, 0.07, NAN, "-0.09");
    document_ranked_names(document, "mean effect", "cohesion");
    document_say(document, "France on Ground presence");
    document_ranked(document, 0, NAN, 1, NULL);
    document_ranked_names(document, "mean effect", "cohesion");
    document_say(document, "Other");
    document_items(document);
    document_item(document);
    document_say(document, "one");
    document_item(document);
    document_say(document, "two");
    document_entries(document);
    document_entry(document, "UK");
    document_say(document, "limited");
    document_entry(document, "US");
    CHECK_TEXT(printed_markdown(document), "# A force\n"
                                           "\n"
                                           "*as of 17 April 2025*\n"
                                           "\n"
                                           "13 actors\n"
                                           "\n"
                                           "## Where positions diverge\n"
                                           "\n"
                                           "*a legend*\n"
                                           "\n"
                                           "### 1. Ground presence (0.67; 41 %)\n"
                                           "\n"
                                           "### 2. France on Ground presence (mean effect "
                                           "0.07; cohesion -0.09)\n"
                                           "\n"
                                           "### Other\n"
                                           "\n"
                                           "- one\n"
                                           "- two\n"
                                           "\n"
                                           "* **UK**: limited\n" /* else one list with the above */
                                           "* **US**\n");
}

static void test_spans(void)
{
    struct stance_document *document = printed_new();
    document_paragraph(document);
    document_say_text(document, SPAN_STRONG, "France");
    document_say(document, "'s words: ");
    document_say_text(document, SPAN_QUOTE, " a “so-called” <b>backstop</b>! ");
    document_say(document, " ");
    document_cite(document, 3);
    document_cite(document, 12);
    document_say(document, ", no doubt!");
    document_cite(document, 1);
    document_say(document, "(x) ");
    document_sources(document);
    document_item(document);
    document_say(document, "Le Monde, https://example.org/a_b");
    document_item(document);
    document_say(document, "Semafor");
    CHECK_TEXT(printed_markdown(document),
               "**France**'s words: “a ‘so-called’ &lt;b&gt;backstop&lt;/b&gt;\\!”[^3][^12], no "
               "doubt\\![^1]\\(x)\n"
               "\n"
               "[^1]: Source 1: Le Monde, https\\://example.org/a\\_b\n"
               "[^2]: Source 2: Semafor\n");
}

/* Strong where CommonMark sees it as such, else plain. */
static void test_strong(void)
{
    static const struct {
        const char *before, *strong, *after, *expected;
    } cases[] = {
        {"", "US", " x", "**US** x\n"},
        {"a ", "US", "'s", "a **US**'s\n"},
        {"a ", " US ", "b", "a **US** b\n"},
        {"a", "US", " b", "aUS b\n"},
        {"", "(US)", " b", "**(US)** b\n"},
        {"", "(US)", "b", "(US)b\n"},
        {"", "(US)", ".", "**(US)**.\n"},
        {"", "强调。", "后", "强调。后\n"},
        {"", "强调", " 后", "**强调** 后\n"},
        {"a ", " ", " b", "a b\n"},
        {"", "\xC2\xA0US", " b", "\xC2\xA0US b\n"},
        {"", "*", " b", "**\\*** b\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stance_document *document = printed_new();
        document_paragraph(document);
        document_say(document, "%s", cases[i].before);
        document_say_text(document, SPAN_STRONG, cases[i].strong);
        document_say(document, "%s", cases[i].after);
        CHECK_TEXT(printed_markdown(document), cases[i].expected);
    }
}

static void test_escapes(void)
{
    static const struct {
        const char *said, *expected;
    } cases[] = {
        {"*a* _b_ `c` ~d~ ^e^ $f$ {g}", "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~ \\^e\\^ \\$f\\$ \\{g\\}"},
        {"[a](b) ![c](d) [^1]", "\\[a\\](b) !\\[c\\](d) \\[\\^1\\]"},
        {"<script>alert(1)</script> &amp; &#64;",
         "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; &amp;#64;"},
        {"a | b", "a \\| b"},
        {"\\| \\", "\\\\\\| \\\\"},
        {"# no heading #", "\\# no heading \\#"},
        {"C#", "C#"},
        {"- item", "\\- item"},
        {"+ item", "\\+ item"},
        {"--- rule", "\\--- rule"},
        {"===", "\\==="},
        {": term", "\\: term"},
        {"> quote", "&gt; quote"},
        {"1. item", "1\\. item"},
        {"17) item", "17\\) item"},
        {"a 1. b 2) c - d + e", "a 1. b 2) c - d + e"},
        {"1990s. And", "1990s. And"},
        {"    code", "code"},
        {"two\nlines\r\nor\tthree  ", "two lines or three"},
        {"http://a.org HTTPS://b.org www.c.org Www.d", "http\\://a.org HTTPS\\://b.org "
                                                       "www\\.c.org Www\\.d"},
        {"a@b.org", "a\\@b.org"},
        {"\033[1m\xE2\x80\xAE", "&lt;U+001B&gt;\\[1m&lt;U+202E&gt;"},
        {"Größe “so” – 中", "Größe “so” – 中"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct stance_document *document = printed_new();
        say_paragraph(document, cases[i].said);
        CHECK_TEXT(printed_markdown(document), test_text("%s\n", cases[i].expected));
        document = printed_new();
        document_items(document);
        document_item(document);
        document_say(document, "%s", cases[i].said);
        CHECK_TEXT(printed_markdown(document), test_text("- %s\n", cases[i].expected));
    }
}

/* Digits and a full stop from two spans would be a list, too. */
static void test_escapes_across_spans(void)
{
    struct stance_document *document = printed_new();
    document_paragraph(document);
    document_say(document, "%d", 17);
    document_say(document, ". April");
    CHECK_TEXT(printed_markdown(document), "17\\. April\n");
}

static void test_table(void)
{
    static const struct column columns[] = {
        {.head = "a|b", .wraps = true}, {.head = NULL}, {.head = "n", .alignment = ALIGN_RIGHT}};
    struct stance_document *document = printed_new();
    document_table(document, columns, 3, ".");
    document_row(document, false);
    document_cell_text(document);
    document_say(document, "1. two\nlines | more");
    document_cite(document, 4);
    document_cell_number(document, 2.0 / 3, 2);
    document_cell_blank(document);
    document_row(document, true);
    document_cell_text(document);
    document_say(document, "sum");
    document_cell_number(document, -1, 2);
    document_cell_blank(document);
    CHECK_TEXT(printed_markdown(document), "| a\\|b |  | n |\n"
                                           "| --- | ---: | ---: |\n"
                                           "| 1. two lines \\| more[^4] | 0.67 | . |\n"
                                           "| **sum** | **-1.00** | . |\n");
}

static void test_strip(void)
{
    static const char *const labels[] = {"none", "li*mited", "heavy"};
    struct stance_document *document = printed_new();
    struct strip *strip = say_scale(document, labels, 3, 5);
    strip->marks[0] = at("France", 1, 1);
    strip->marks[0].has_accepts = true;
    strip->marks[0].accepts_from = .5;
    strip->marks[0].accepts_to = 1;
    strip->marks[1] = at("UK", .5, .5);
    strip->marks[2] = at("U|S", .5, .5);
    strip->marks[2].kind = MARK_DISPUTED;
    strip->marks[2].has_accepts = true;
    strip->marks[2].accepts_to = .4;
    strip->marks[2].accepts_place = "0 to 8 crowns";
    strip->marks[3] = at("Europe", .25, .75);
    strip->marks[4] = at("Russia", .3, .3);
    strip->marks[4].place = "1. March";
    strip->has_status_quo = true;
    document_entries(document);
    document_detail(document);
    document_entry(document, "unknown");
    document_say(document, "Estonia");
    CHECK_TEXT(printed_markdown(document),
               "Scale: none; li\\*mited; heavy. Status quo: none.\n"
               "\n"
               "- **25 % to 75 % of the scale**: Europe\n"
               "- **1. March**: Russia\n"
               "- **li\\*mited**: UK, U\\|S (sources disagree) (could accept "
               "0 to 8 crowns)\n"
               "- **heavy**: France (could accept li\\*mited to "
               "heavy)\n"
               "\n"
               "* **unknown**: Estonia\n");
}

static void test_strip_without_marks(void)
{
    const char *labels[30];
    for (size_t i = 0; i < 30; i++)
        labels[i] = test_text("l%zu", i);
    struct stance_document *document = printed_new();
    say_scale(document, labels, 30, 0);
    CHECK_TEXT(printed_markdown(document), "Scale: l0 ... l29.\n");
}

void suite_report_write_markdown(void)
{
    CU_pSuite suite = CU_add_suite("report/write_markdown", NULL, NULL);
    CU_add_test(suite, "blocks", test_blocks);
    CU_add_test(suite, "spans, citations, sources", test_spans);
    CU_add_test(suite, "strong", test_strong);
    CU_add_test(suite, "escapes", test_escapes);
    CU_add_test(suite, "escapes across spans", test_escapes_across_spans);
    CU_add_test(suite, "tables", test_table);
    CU_add_test(suite, "strips", test_strip);
    CU_add_test(suite, "a strip without marks", test_strip_without_marks);
}
