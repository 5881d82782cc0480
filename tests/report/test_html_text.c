/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text on a page: links lead where links may, scripts from right to left are set apart, figures
 * have minus signs. */
#include "printed.h"

static const char *printed_html(struct stance_document *document)
{
    return printed_as(document, "html", (stance_layout){0});
}

/* ---- links */

static const char *linked(const char *address)
{
    struct stance_document *document = printed_new();
    document_paragraph(document);
    document_say_text(document, SPAN_LINK, address);
    return printed_html(document);
}

static void test_links(void)
{
    static const char *const refused[] = {
        "javascript:x()",
        "JavaScript:x()",
        " javascript:x()",
        "java\tscript:x()",
        "data:text/html,",
        "vbscript:x",
        "//example.org",
        "file:///etc/passwd",
        "http:example",
        "https://a b",
        "https://a\nb",
        "ftp://example.org",
        "https://user:pw@evil.example",
        "https://a.b\\c",
        "http://a@b/",
        "www.example.org",
        "\x01javascript:alert(1)",
        "mailto",
    };
    CHECK_HOLDS(linked("https://example.org/?a=1&b='2'"),
                "<a href=\"https://example.org/?a=1&amp;b=&#39;2&#39;\">"
                "https://example.org/?a=1&amp;b=&#39;2&#39;</a>");
    CHECK_HOLDS(linked("https://b\xC3\xA9.example/\xD7\xA9"), "<p><a href");
    CHECK_HOLDS(linked("HTTP://example.org"), "<a href=\"HTTP://example.org\">");
    CHECK_HOLDS(linked("mailto:a@example.org"), "<a href=\"mailto:a@example.org\">");
    for (size_t r = 0; r < sizeof refused / sizeof *refused; r++)
        if (strstr(linked(refused[r]), "<p><a")) FAIL("%s is a link", refused[r]);
}

/* ---- scripts from right to left */

static const char *said(const char *text)
{
    struct stance_document *document = printed_new();
    say_paragraph(document, text);
    return printed_html(document);
}

static void test_right_to_left(void)
{
#define SHALOM "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D"
    CHECK_HOLDS(said("A, " SHALOM " " SHALOM "2, " SHALOM "!"),
                "<p>A, <bdi>" SHALOM " " SHALOM "</bdi>2, <bdi>" SHALOM "</bdi>!</p>");
    CHECK_HOLDS(said(SHALOM), "<p><bdi>" SHALOM "</bdi></p>");
    CHECK_HOLDS(said(SHALOM "\"" SHALOM "-7 " SHALOM " (a)"),
                "<p><bdi>" SHALOM "&quot;" SHALOM "-7 " SHALOM "</bdi> (a)</p>");
    CHECK_HOLDS(said(SHALOM "-3 test"), "</bdi>-3 test"); /* no minus */
    CHECK_HOLDS(said(SHALOM " / " SHALOM), "<bdi>" SHALOM "</bdi> / <bdi>" SHALOM "</bdi>");
    CHECK_HOLDS(said("caf\xC3\xA9"), "<p>caf\xC3\xA9</p>");
}

static void test_minus(void)
{
#define MINUS "\xE2\x88\x92"
    CHECK_HOLDS(said("-0.04 (-1 to -2), 25-30, 2025-04-17, a-1 - b"),
                "<p>" MINUS "0.04 (" MINUS "1 to " MINUS "2), 25-30, 2025-04-17, a-1 - b</p>");
}

void suite_report_html_text(void)
{
    CU_pSuite suite = CU_add_suite("report/html_text", NULL, NULL);
    CU_add_test(suite, "links", test_links);
    CU_add_test(suite, "scripts from right to left", test_right_to_left);
    CU_add_test(suite, "minus signs", test_minus);
}
