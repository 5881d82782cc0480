/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages: what is untrusted stays text wherever it goes, the policy names the script that is there
 * and no other, and every block has its markup. */
#include <sha2.h>

#include "printed.h"

#define HOSTILE "<script>x()</script>\"'><img src=x onerror=x()>&amp;\xE2\x80\xAE"
#define HARMLESS                                                                                   \
    "&lt;script&gt;x()&lt;/script&gt;&quot;&#39;&gt;&lt;img src=x onerror=x()&gt;&amp;amp;"        \
    "&lt;U+202E&gt;"

static const char *printed_html(struct stance_document *document)
{
    return printed_as(document, "html", (stance_layout){0});
}

static struct stance_document *page_new(void)
{
    struct stance_document *document = document_new(STANCE_PAGE, SUBJECT_REPORT, NULL);
    if (!document) abort();
    return document;
}

static void check_lacks(const char *text, const char *piece)
{
    if (strstr(text, piece)) FAIL("\"%s\" is in the page", piece);
}

static size_t count_pieces(const char *text, const char *piece)
{
    size_t count = 0;
    for (const char *at = strstr(text, piece); at; at = strstr(at + 1, piece))
        count++;
    return count;
}

/* ---- what is untrusted */

static void fill_heat(struct stance_document *document)
{
    struct block *block = document_picture(document, BLOCK_HEAT);
    struct heat *heat = document_alloc(document, 1, sizeof *heat);
    static const char *rows[] = {HOSTILE}, *columns[] = {HOSTILE};
    static struct heat_cell cells[] = {
        {.kind = HEAT_SHADE, .at = .5, .text = HOSTILE, .small = HOSTILE}};
    document_say_text(document, SPAN_TEXT, HOSTILE);
    *heat = (struct heat){.corner = HOSTILE,
                          .n_rows = 1,
                          .n_columns = 1,
                          .rows = rows,
                          .columns = columns,
                          .cells = cells,
                          .low = HOSTILE,
                          .high = HOSTILE};
    block->picture.heat = heat;
}

static void fill_map(struct stance_document *document)
{
    static struct map_point points[] = {{HOSTILE, 0, 0}, {HOSTILE, 1, 1}, {HOSTILE, .3, .9}};
    static const struct map_picture map = {points, 3};
    document_picture(document, BLOCK_MAP)->picture.map = &map;
    document_say_text(document, SPAN_TEXT, HOSTILE);
}

static void fill_tree(struct stance_document *document)
{
    static const char *leaves[] = {HOSTILE, "b"};
    static struct tree_join joins[] = {{0, 1, .25}};
    static const struct tree tree = {leaves, 2, joins, 1};
    document_picture(document, BLOCK_TREE)->picture.tree = &tree;
    document_say_text(document, SPAN_TEXT, HOSTILE);
}

static void fill_timeline(struct stance_document *document)
{
    static struct period periods[] = {{10, 200, HEAT_SHADE, .1, HOSTILE},
                                      {200, 300, HEAT_UNDECLARED, NAN, HOSTILE}};
    static struct timeline_row rows[] = {{HOSTILE, periods, 2}};
    static const struct timeline timeline = {10, 300, rows, 1};
    document_picture(document, BLOCK_TIMELINE)->picture.timeline = &timeline;
    document_say_text(document, SPAN_TEXT, HOSTILE);
}

static void fill_waiting(struct stance_document *document)
{
    static const char *stances[] = {HOSTILE, HOSTILE}, *today[] = {HOSTILE, NULL};
    static struct waiting_arrow arrows[] = {{0, 1, true, WAITING_OPEN, HOSTILE, HOSTILE},
                                            {1, 0, false, WAITING_FAILS, HOSTILE, HOSTILE}};
    static const struct waiting_picture waiting = {stances, today, 2, arrows, 2};
    document_picture(document, BLOCK_WAITING)->picture.waiting = &waiting;
    document_say_text(document, SPAN_TEXT, HOSTILE);
}

static void fill_what_if(struct stance_document *document)
{
    static double places[] = {0, 1}, saliences[] = {1, .5};
    static size_t positions[] = {0, 1}, order[] = {0, 1}, ranking[] = {0};
    static const char *actors[] = {HOSTILE, "b"}, *names[] = {HOSTILE, "B"};
    static double influence[] = {1, 1};
    static struct what_if_issue issues[] = {{.id = HOSTILE,
                                             .name = HOSTILE,
                                             .weight = 1,
                                             .n_positions = 2,
                                             .centres = places,
                                             .halves = places,
                                             .positions = positions,
                                             .saliences = saliences}};
    static const struct what_if what_if = {actors,  names, influence, 2,       issues, 1,
                                           ranking, order, true,      HOSTILE, .5};
    document_picture(document, BLOCK_WHAT_IF)->picture.what_if = &what_if;
    document_say_text(document, SPAN_TEXT, HOSTILE);
}

static void fill_text(struct stance_document *document)
{
    static const struct column columns[] = {{.head = HOSTILE}};
    document_title(document, HOSTILE);
    document_say_text(document, SPAN_TEXT, HOSTILE);
    document_figures(document);
    document_figure(document, HOSTILE, HOSTILE);
    document_say_text(document, SPAN_STRONG, HOSTILE);
    document_heading(document, HOSTILE);
    document_say_text(document, SPAN_TEXT, HOSTILE);
    document_ranked(document, 1, .5, 1, HOSTILE);
    document_ranked_names(document, HOSTILE, HOSTILE);
    document_about(document, HOSTILE);
    document_say_text(document, SPAN_TEXT, HOSTILE);
    document_entries(document);
    document_fold(document, HOSTILE);
    document_entry(document, HOSTILE);
    document_say_text(document, SPAN_QUOTE, HOSTILE);
    document_table(document, columns, 1, HOSTILE);
    document_row(document, false);
    document_cell_blank(document);
    document_sources(document);
    document_item(document);
    document_say_text(document, SPAN_LINK, "javascript:" HOSTILE);
}

static void fill_strip(struct stance_document *document)
{
    static const char *const labels[] = {HOSTILE, HOSTILE};
    struct strip *strip = say_scale(document, labels, 2, 1);
    strip->marks[0] = at(HOSTILE, .2, .4);
    strip->marks[0].place = HOSTILE;
    strip->marks[0].has_accepts = true;
    strip->marks[0].accepts_to = .7;
    strip->marks[0].accepts_place = HOSTILE;
    strip->has_status_quo = true;
    strip->status_quo_to = .3;
    strip->status_quo_place = HOSTILE;
}

static void test_hostile(void)
{
    struct stance_document *document = page_new();
    fill_text(document);
    fill_strip(document);
    fill_heat(document);
    fill_map(document);
    fill_tree(document);
    fill_timeline(document);
    fill_waiting(document);
    fill_what_if(document);
    const char *page = printed_html(document);
    check_lacks(page, "<script>x");
    check_lacks(page, "<img");
    check_lacks(page, "\xE2\x80\xAE");
    check_lacks(page, "</script>\\\"");
    check_lacks(page, "href=\"javascript");
    CHECK_SIZE(count_pieces(page, "<script"), 2);
    CHECK_SIZE(count_pieces(page, "</script"), 2);
    CHECK(count_pieces(page, HARMLESS) > 30);
    CHECK_HOLDS(page, "\"actors\": [\"\\u003cscript>"); /* in the numbers, too */
}

/* ---- the policy */

/* Base64 of the SHA-256 of a text, by arithmetic of another kind than the writer's. */
static const char *hash_of(const char *text, size_t length)
{
    static const char letters[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    unsigned char digest[33] = {0};
    static char out[45];
    SHA2_CTX hash;
    SHA256Init(&hash);
    SHA256Update(&hash, (const uint8_t *)text, length);
    SHA256Final(digest, &hash);
    for (size_t bit = 0; bit < 258; bit += 6) { /* 43 letters */
        unsigned pair = (unsigned)digest[bit / 8] << 8 | digest[bit / 8 + 1];
        out[bit / 6] = letters[pair >> (10 - bit % 8) & 63];
    }
    out[43] = '=';
    return out;
}

static void test_policy(void)
{
    struct stance_document *document = page_new();
    fill_what_if(document);
    const char *page = printed_html(document);
    const char *script = strstr(page, "<script>");
    const char *end = script ? strstr(script, "</script>") : NULL;
    CHECK(end != NULL);
    if (!end) return;
    script += strlen("<script>");
    const char *hash = hash_of(script, (size_t)(end - script));
    CHECK_HOLDS(page, test_text("script-src 'sha256-%s'\"", hash));
    CHECK_HOLDS(page, "default-src 'none'; ");
    CHECK_HOLDS(page, "base-uri 'none'; form-action 'none'");
    check_lacks(page, "script-src 'unsafe");
    /* Without anything to act on there is no script, and none may run. */
    document = page_new();
    say_paragraph(document, "text");
    page = printed_html(document);
    check_lacks(page, "<script");
    check_lacks(page, "script-src");
}

/* ---- structure */

static void test_sections(void)
{
    struct stance_document *document = page_new();
    document_title(document, "as of today");
    document_say(document, "A title");
    document_items(document);
    document_lead(document);
    document_item(document);
    document_say(document, "the finding");
    for (size_t h = 0; h < 2; h++) {
        document_heading(document, NULL);
        document_say(document, "Part %zu", h + 1);
        document_ranked(document, 1, .5, 1, NULL);
        document_say(document, "Issue");
        document_paragraph(document);
        document_detail(document);
        document_fold(document, "More");
        document_say(document, "of it");
        say_paragraph(document, "of the part");
    }
    const char *page = printed_html(document);
    CHECK_HOLDS(page, "<title>A title, as of today</title>");
    CHECK_HOLDS(page, "<h1>A title</h1>\n<p>as of today</p>\n</header>\n<main id=main");
    CHECK_HOLDS(page, "<ul class=lead>\n<li>the finding\n</ul>\n<nav");
    CHECK_HOLDS(page, "<li><a href=\"#h2\">Part 2</a>\n</ul></nav>\n<section");
    CHECK_HOLDS(page, "<section aria-labelledby=\"h1\">\n<h2 id=\"h1\">Part 1</h2>\n"
                      "<article><div class=issue>\n<h3><span>1</span> Issue</h3>\n");
    CHECK_HOLDS(page,
                "</div>\n<details><summary>More</summary>\n<p>of it</p>\n</details>\n</article>\n"
                "<p>of the part</p>\n</section>\n");
    CHECK_HOLDS(page, "<p>of the part</p>\n</section>\n</main>\n");
}

static void test_empty(void)
{
    const char *page = printed_html(page_new());
    CHECK_HOLDS(page, "</header>\n<main id=main tabindex=-1>\n</main>\n</body>\n</html>\n");
}

static void test_table(void)
{
    static const struct column columns[] = {{.head = ""},
                                            {.head = "figure", .alignment = ALIGN_RIGHT}};
    struct stance_document *document = printed_new();
    document_table(document, columns, 2, ".");
    document_row(document, false);
    document_cell_text(document);
    document_say(document, "a");
    document_cell_number(document, -.125, 2);
    document_row(document, true);
    document_cell_blank(document);
    document_cell_number(document, NAN, 2);
    const char *page = printed_html(document);
    CHECK_HOLDS(page, "<thead><tr><td><th scope=col class=n>figure\n<tbody>\n");
    CHECK_HOLDS(page, "<tr><th scope=row>a<td class=n>\xE2\x88\x92"
                      "0.13\n");
    CHECK_HOLDS(page, "<tr class=total><th scope=row>.<td class=n>.\n");
}

/* ---- strips */

static const char *const four[] = {"none", "limited", "substantial", "heavy"};

static void test_strip(void)
{
    struct stance_document *document = page_new();
    struct strip *strip = say_scale(document, four, 4, 6);
    strip->marks[0] = at("France", 1, 1);
    strip->marks[1] = at("UK", 1.0 / 3, 1.0 / 3);
    strip->marks[2] = at("Estonia", 1.0 / 3, 1.0 / 3);
    strip->marks[3] = at("Europe", 0, 2.0 / 3);
    strip->marks[4] = at("US", 0, 1);
    strip->marks[4].kind = MARK_DISPUTED;
    strip->marks[5] = at("Russia", 0, 0);
    strip->marks[5].has_accepts = true;
    strip->marks[5].accepts_to = 1.0 / 3;
    const char *page = printed_html(document);
    /* The scale leaves 12 % at either end: 12, 37.3, 62.7, 88. */
    CHECK_HOLDS(page, "<i style=left:37.3%></i><span style=left:24.7%;width:25.3%>limited"
                      "</span>");
    CHECK_HOLDS(page, "<i style=left:37.3%></i><span style=margin-left:37.3%>UK, Estonia<span "
                      "class=v>: limited</span></span>\n");
    CHECK_HOLDS(page, "<li class=\"p e\"");
    CHECK_HOLDS(page, "<i style=left:88%></i><span style=margin-right:12%>France");
    CHECK_HOLDS(page, "<li class=\"r\"");
    CHECK_HOLDS(page, "<i style=left:12%;width:50.7%></i><span style=margin-left:12%>Europe"
                      " <small>none to substantial</small>");
    CHECK_HOLDS(page, "<li class=\"d\"");
    CHECK_HOLDS(page, "US <small>disputed, none to heavy</small>");
    CHECK_HOLDS(page, "<u style=left:12%;width:25.3%></u>");
    CHECK_HOLDS(page, "<small>could live with none to limited</small>");
}

/* Whoever could touch on a phone stands on another line. */
static void test_lanes(void)
{
    struct stance_document *document = page_new();
    struct strip *strip = say_scale(document, four, 4, 3);
    strip->marks[0] = at("A", 0, 0);
    strip->marks[1] = at("B", 1, 1);
    strip->marks[2] = at("A name that takes more than half of it", 1.0 / 3, 1.0 / 3);
    const char *page = printed_html(document);
    CHECK_SIZE(count_pieces(page, "grid-row:1>"), 2);
    CHECK_SIZE(count_pieces(page, "grid-row:2>"), 1);
}

static void test_many_names(void)
{
    struct stance_document *document = page_new();
    struct strip *strip = say_scale(document, four, 4, 4);
    for (size_t m = 0; m < 4; m++)
        strip->marks[m] = at(test_text("N%zu", m), 1, 1);
    CHECK_HOLDS(printed_html(document), "<b>4</b> N0, N1, N2, N3<span");
}

static void test_many_ticks(void)
{
    const char *labels[21];
    struct stance_document *document = page_new();
    for (size_t t = 0; t < 21; t++)
        labels[t] = test_text("level %zu", t);
    say_scale(document, labels, 21, 0);
    const char *page = printed_html(document);
    CHECK_HOLDS(page, ">level 0</span>");
    CHECK_HOLDS(page, ">level 10</span>");
    CHECK_HOLDS(page, ">level 20</span>");
    CHECK_SIZE(count_pieces(page, ">level "), 3);
    check_lacks(page, "<ul>");
}

/* ---- shades */

static void test_shades(void)
{
    static const char *names[] = {"x"};
    static struct heat_cell cells[] = {{.kind = HEAT_SHADE, .at = .949},
                                       {.kind = HEAT_SHADE, .at = .95},
                                       {.kind = HEAT_SHADE, .at = 0},
                                       {.kind = HEAT_BLANK},
                                       {.kind = HEAT_SELF},
                                       {.kind = HEAT_UNDECLARED, .text = "undeclared"},
                                       {.kind = HEAT_PLAIN, .text = "eu"}};
    static const char *columns[] = {"a", "b", "c", "d", "e", "f", "g"};
    static struct heat heat = {.corner = "actor",
                               .n_rows = 1,
                               .n_columns = 7,
                               .rows = names,
                               .columns = columns,
                               .cells = cells,
                               .low = "0",
                               .high = "1"};
    for (int pass = 0; pass < 2; pass++) {
        struct stance_document *document = page_new();
        heat.diverges = pass == 1;
        document_picture(document, BLOCK_HEAT)->picture.heat = &heat;
        const char *page = printed_html(document);
        CHECK_HOLDS(page, pass ? "<td class=p4>0.95<td class=p4>0.95<td class=p0>0.00"
                               : "<td class=h9>0.95<td class=h10>0.95<td class=h0>0.00");
        CHECK_HOLDS(page, "<td class=x>\xC2\xB7<td class=s><td class=u>undeclared<td>eu\n");
    }
}

void suite_report_write_html(void)
{
    CU_pSuite suite = CU_add_suite("report/write_html", NULL, NULL);
    CU_add_test(suite, "hostile text stays text", test_hostile);
    CU_add_test(suite, "the policy names the script", test_policy);
    CU_add_test(suite, "sections, issues, folds", test_sections);
    CU_add_test(suite, "an empty page", test_empty);
    CU_add_test(suite, "a table", test_table);
    CU_add_test(suite, "a strip", test_strip);
    CU_add_test(suite, "lanes", test_lanes);
    CU_add_test(suite, "many names at one place", test_many_names);
    CU_add_test(suite, "many ticks", test_many_ticks);
    CU_add_test(suite, "shades", test_shades);
}
