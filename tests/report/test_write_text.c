/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text in columns: where each kind of block stands, what colour adds, and that whatever a file
 * holds no line is too wide and no byte does anything to a terminal. */
#include "printed.h"

static void test_title(void)
{
    for (size_t width = 30; width <= 40; width += 10) {
        struct stance_document *document = printed_new();
        document_title(document, "as of 17 April 2025");
        document_say(document, "A European force");
        say_paragraph(document, "13 actors");
        document_detail(document);
        say_paragraph(document, "Next");
        CHECK_TEXT(printed_text(document, width),
                   width == 40 ? "A European force     as of 17 April 2025\n13 actors\n\n  Next\n"
                               : "A European force\nas of 17 April 2025\n13 actors\n\n  Next\n");
    }
}

static void test_heading(void)
{
    struct stance_document *document = printed_new();
    say_paragraph(document, "Before");
    document_heading(document, "a legend");
    document_say(document, "Who agrees");
    say_paragraph(document, "Body");
    document_heading(document, "");
    document_say(document, "Größe");
    document_heading(document, "a legend that has no room beside its heading");
    document_say(document, "Last");
    CHECK_TEXT(printed_text(document, 40), "  Before\n"
                                           "\n"
                                           "WHO AGREES                      a legend\n"
                                           "  Body\n"
                                           "\n"
                                           "Größe\n" /* not ours to put in capitals */
                                           "\n"
                                           "LAST\n"
                                           "  a legend that has no room beside its\n"
                                           "  heading\n");
}

static void say_ranked(struct stance_document *document, size_t rank, const char *name,
                       double value, const char *aside)
{
    document_ranked(document, rank, value, 1, aside);
    document_say(document, "%s", name);
}

static void test_ranking(void)
{
    struct stance_document *document = printed_new();
    say_ranked(document, 1, "Ground presence", .67, "41 %");
    say_ranked(document, 2, "A name that has no room in one line", .5, "9 %");
    say_ranked(document, 10, "Without a figure", NAN, NULL);
    say_paragraph(document, "a detail");
    document_detail(document);
    say_ranked(document, 11, "None", 0, "");
    CHECK_TEXT(printed_ascii(document, 50), " 1 Ground presence ......... 0.67 #######...  41 %\n"
                                            " 2 A name that has no room\n"
                                            "   in one line ............. 0.50 #####.....   9 %\n"
                                            "10 Without a figure\n"
                                            "     a detail\n"
                                            "\n"
                                            "11 None .................... 0.00 ..........\n");
}

/* The figures are in the same columns whatever the width; in a narrow one the bar goes. */
static void test_ranking_narrow(void)
{
    struct stance_document *document = printed_new();
    say_ranked(document, 1, "Ground presence", .67, "41 %");
    CHECK_TEXT(printed_ascii(document, 34), " 1 Ground presence .... 0.67  41 %\n");
    document = printed_new();
    say_ranked(document, 1, "A wordlongerthanthecolumn", .67, "an aside without any room");
    const char *text = printed_ascii(document, 20);
    check_lines(text, 20, true);
    CHECK_HOLDS(text, "0.67\n");
    CHECK_HOLDS(text, "   an aside without\n   any room\n");
}

static void test_lists(void)
{
    struct stance_document *document = printed_new();
    document_items(document);
    document_item(document);
    document_say(document, "one item that is longer than one line");
    document_item(document);
    document_say(document, "two");
    document_entries(document);
    document_entry(document, "US");
    document_say(document, "none");
    document_entry(document, "Ukraine");
    document_say(document, "a text that runs over two lines");
    document_entry(document, "A term of great length");
    document_say(document, "beside");
    document_entry(document, "UK");
    document_entry(document, "Another of great length");
    CHECK_TEXT(printed_text(document, 36), "  - one item that is longer than one\n"
                                           "    line\n"
                                           "  - two\n"
                                           "\n"
                                           "  US       none\n"
                                           "  Ukraine  a text that runs over two\n"
                                           "           lines\n"
                                           "  A term of great length\n"
                                           "           beside\n"
                                           "  UK\n"
                                           "  Another of great length\n");
}

static void test_sources(void)
{
    struct stance_document *document = printed_new();
    document_heading(document, NULL);
    document_say(document, "Sources");
    document_sources(document);
    for (size_t i = 1; i <= 10; i++) {
        document_item(document);
        document_say(document, "Le Monde");
    }
    const char *text = printed_text(document, 80);
    CHECK_HOLDS(text, "SOURCES\n   [1] Le Monde\n");
    CHECK_HOLDS(text, "\n  [10] Le Monde\n");
}

static void test_empty_blocks(void)
{
    struct stance_document *document = printed_new();
    const struct column column = {.head = "x"};
    say_paragraph(document, "a");
    document_items(document);
    document_entries(document);
    document_detail(document);
    document_sources(document);
    document_paragraph(document);
    document_table(document, &column, 1, ".");
    say_paragraph(document, "b");
    CHECK_TEXT(printed_text(document, 80), "  a\n\n  b\n");
}

/* Colour adds escapes around text; without them the lines are those of the plain text. */
static struct stance_document *colourful(void)
{
    struct stance_document *document = printed_new();
    document_title(document, "today");
    document_say(document, "The title of it all");
    document_paragraph(document);
    document_say_text(document, SPAN_STRONG, "France and Estonia");
    document_say(document, " agree on many things, and more than one line can hold.");
    say_ranked(document, 1, "Name", .3, NULL);
    return document;
}

static void test_colour(void)
{
    const stance_layout layout = {.width_columns = 40, .color = true};
    const char *plain = printed_text(colourful(), 40),
               *bold = printed_as(colourful(), "text", layout);
    struct str bare = {0};
    CHECK_HOLDS(bold, "\033[1mThe title of it all\033[0m");
    CHECK_HOLDS(bold, "\033[2mtoday\033[0m\n");
    CHECK_HOLDS(bold, "  \033[1mFrance and Estonia\033[0m agree");
    for (const char *c = bold; *c; c++) {
        if (*c == '\033') {
            c = strchr(c, 'm');
        } else {
            str_append_char(&bare, *c);
        }
    }
    CHECK_TEXT(str_get(&bare), plain);
    CHECK(strchr(plain, '\033') == NULL);
    str_clear(&bare);
}

/* ---- hostile and random text */

static const char *const words[] = {
    "a",      "of",       "Ukraine",      "Größe",    "一二三", "e\xCC\x81t",
    "naïve,", "\033[31m", "\xE2\x80\xAE", "a\nb",     "|",      "<b>",
    "\xFF",   "“so”",     "\xE2\x80\x8F", "\xC2\x9B", "—",      "\t",
    "\r\n",   "😀",        "x)",           "",
};

static const char *random_text(uint64_t *state)
{
    struct str text = {0};
    const char *copy;
    for (size_t n = test_random_below(state, 12); n > 0; n--) {
        str_append(&text, words[test_random_below(state, sizeof words / sizeof *words)]);
        if (test_random_below(state, 4) > 0) str_append_char(&text, ' ');
        /* Never a word longer than the narrowest column of text. */
        if (n % 2 == 0) str_append_char(&text, ' ');
    }
    copy = test_text("%s", str_get(&text));
    str_clear(&text);
    return copy;
}

static void say_random_spans(struct stance_document *document, uint64_t *state)
{
    for (size_t n = test_random_below(state, 4); n > 0; n--) {
        enum span_kind kind = (enum span_kind)test_random_below(state, 4);
        if (kind == SPAN_CITE) {
            document_cite(document, test_random_below(state, 200));
        } else {
            document_say_text(document, kind, random_text(state));
        }
        document_say(document, " ");
    }
}

static void say_random_table(struct stance_document *document, uint64_t *state)
{
    struct column columns[9] = {{0}};
    size_t n = 1 + test_random_below(state, 9);
    for (size_t c = 0; c < n; c++) {
        columns[c].head = test_random_below(state, 4) ? random_text(state) : NULL;
        columns[c].alignment = test_random_below(state, 2) ? ALIGN_LEFT : ALIGN_RIGHT;
        columns[c].wraps = test_random_below(state, 2);
    }
    document_table(document, columns, n, ".");
    for (size_t r = test_random_below(state, 5); r > 0; r--) {
        document_row(document, test_random_below(state, 4) == 0);
        for (size_t c = 0; c < n; c++) {
            switch (test_random_below(state, 3)) {
            case 0:
                document_cell_blank(document);
                break;
            case 1:
                document_cell_number(document, 1000 * test_random_unit(state), 2);
                break;
            default:
                document_cell_text(document);
                say_random_spans(document, state);
            }
        }
    }
}

static void say_random_strip(struct stance_document *document, uint64_t *state)
{
    size_t n_ticks = test_random_below(state, 7), n_marks = test_random_below(state, 30);
    struct strip *strip = document_strip(document, n_ticks, n_marks);
    for (size_t t = 0; t < n_ticks; t++) {
        strip->ticks[t].at = n_ticks > 1 ? (double)t / (double)(n_ticks - 1) : .5;
        strip->ticks[t].label = document_copy(document, random_text(state));
    }
    for (size_t m = 0; m < n_marks; m++) {
        struct mark *mark = &strip->marks[m];
        double a = (double)test_random_below(state, 4) / 3, b = test_random_unit(state);
        mark->kind = (enum mark_kind)test_random_below(state, 3);
        mark->from = a < b ? a : b;
        mark->to = a < b ? b : a;
        if (test_random_below(state, 2)) mark->from = mark->to = a;
        mark->label = document_copy(document, random_text(state));
        mark->has_accepts = test_random_below(state, 4) == 0;
        mark->accepts_from = mark->from * test_random_unit(state);
        mark->accepts_to = mark->to;
    }
    strip->has_status_quo = test_random_below(state, 2);
    strip->status_quo_to = test_random_below(state, 2) ? 1 : 0;
}

static struct stance_document *random_document(uint64_t *state)
{
    struct stance_document *document = printed_new();
    for (size_t blocks = 1 + test_random_below(state, 6); blocks > 0; blocks--) {
        const char *aside = test_random_below(state, 2) ? random_text(state) : NULL;
        switch (test_random_below(state, 8)) {
        case 0:
            document_title(document, aside);
            break;
        case 1:
            document_heading(document, aside);
            break;
        case 2:
            document_ranked(document, test_random_below(state, 200), test_random_unit(state), 1,
                            aside);
            break;
        case 3:
            document_items(document);
            document_item(document);
            break;
        case 4:
            document_entries(document);
            document_entry(document, random_text(state));
            break;
        case 5:
            say_random_table(document, state);
            continue;
        case 6:
            say_random_strip(document, state);
            continue;
        default:
            document_paragraph(document);
        }
        say_random_spans(document, state);
        if (test_random_below(state, 3) == 0) document_detail(document);
    }
    return document;
}

/* At 80 columns all of these words have room everywhere; at 30 long ones may stick out of running
 * text, but never a control character or a blank at an end. */
static void test_hostile(void)
{
    uint64_t state = 37;
    for (size_t i = 0; i < 1500; i++) {
        bool ascii = i % 2 == 0;
        size_t width = i % 3 == 0 ? 30 : 80;
        const stance_layout layout = {.width_columns = width, .ascii = ascii};
        const char *text = printed_as(random_document(&state), "text", layout);
        check_lines(text, width == 80 ? 80 : 200, ascii);
    }
}

void suite_report_write_text(void)
{
    CU_pSuite suite = CU_add_suite("report/write_text", NULL, NULL);
    CU_add_test(suite, "title", test_title);
    CU_add_test(suite, "headings", test_heading);
    CU_add_test(suite, "rankings", test_ranking);
    CU_add_test(suite, "rankings where there is little room", test_ranking_narrow);
    CU_add_test(suite, "lists", test_lists);
    CU_add_test(suite, "sources", test_sources);
    CU_add_test(suite, "empty blocks", test_empty_blocks);
    CU_add_test(suite, "colour", test_colour);
    CU_add_test(suite, "random documents of hostile text", test_hostile);
}
