/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What only pages say: key figures with what they rest on, heat maps whose cells are the findings',
 * timelines from date to date, arrows from who waits to whom. */
#include <math.h>

#include "force.h"
#include "report/say_page.h"

#define FRANCE                                                                                                                             \
    ACTOR(                                                                                                                                 \
        "France",                                                                                                                          \
        ENTRY("ground", "2025-01-10", "\"value\": \"heavy\"") "," ENTRY("ground", "2025-02-10", "\"value\": null") "," ENTRY(              \
            "ground", "2025-03-10",                                                                                                        \
            "\"value\": \"limited\", \"until\": \"2025-03-20\"") "," ENTRY("ground", "2025-04-17",                                         \
                                                                           "\"claims\": "                                                  \
                                                                           "[{\"value\": "                                                 \
                                                                           "\"none\"}, "                                                   \
                                                                           "{\"value\": "                                                  \
                                                                           "\"heavy\", "                                                   \
                                                                           "\"confidence\": "                                              \
                                                                           "0.3}]") "," ENTRY("fl"                                         \
                                                                                              "a"                                          \
                                                                                              "g",                                         \
                                                                                              "20"                                         \
                                                                                              "25"                                         \
                                                                                              "-0"                                         \
                                                                                              "4-"                                         \
                                                                                              "1"                                          \
                                                                                              "7",                                         \
                                                                                              "\""                                         \
                                                                                              "va"                                         \
                                                                                              "lu"                                         \
                                                                                              "e"                                          \
                                                                                              "\""                                         \
                                                                                              ": "                                         \
                                                                                              "\""                                         \
                                                                                              "eu"                                         \
                                                                                              "\"") "," ENTRY("troops",                    \
                                                                                                              "2025-04-17",                \
                                                                                                              "\"value\": 40, \"if\": "    \
                                                                                                              "[{\"when\": [{\"not\": "    \
                                                                                                              "{\"actor\": \"uk\", "       \
                                                                                                              "\"issue\": "                \
                                                                                                              "\"troops\", \"at-least\": " \
                                                                                                              "50}}, {\"group\": \"g\", "  \
                                                                                                              "\"issue\": \"ground\", "    \
                                                                                                              "\"is\": \"limited\"}], "    \
                                                                                                              "\"value\": 60, "            \
                                                                                                              "\"strength\": "             \
                                                                                                              "\"more-likely\"}]"))
#define BRITAIN                                                                                    \
    "{\"name\": \"UK\", \"groups\": [\"g\"], \"stances\": [" ENTRY(                                \
        "ground", "2025-04-17",                                                                    \
        "\"value\": \"limited\"") "," ENTRY("troops", "2025-04-17",                                \
                                            "\"value\": {\"from\": 40, \"to\": 60}") "]}"
#define ITALY                                                                                      \
    "{\"name\": \"Italy\", \"stances\": [" ENTRY(                                                  \
        "ground", "2025-04-17", "\"value\": null") "," ENTRY("troops", "2025-04-17",               \
                                                             "\"value\": 100") "]}"

struct open_page {
    struct since since;
    stance_document *document;
};

static const char *make_model(void)
{
    return test_model(force_text, "france", FRANCE, "uk", BRITAIN, "italy", ITALY, NULL);
}

static void open_page(struct open_page *page)
{
    *page = (struct open_page){0};
    if (since_date(&page->since, make_model(), "2025-01-01"))
        CHECK_INT(stance_say_report(page->since.findings[1], STANCE_PAGE, &page->document),
                  STANCE_OK);
}

static void close_page(struct open_page *page)
{
    stance_document_free(page->document);
    since_close(&page->since);
}

static const struct block *find_block(const struct open_page *page, enum block_kind kind,
                                      size_t number)
{
    const struct block *block = page->document ? page->document->first : NULL;
    for (; block; block = block->next)
        if (block->kind == kind && number-- == 0) return block;
    return NULL;
}

static const char *plain(const struct text *text)
{
    struct str out = {0};
    text_print_plain(text, &out);
    const char *copy = test_text("%s", str_get(&out));
    str_clear(&out);
    return copy;
}

static void test_key_figures(void)
{
    struct open_page page;
    open_page(&page);
    const struct block *block = find_block(&page, BLOCK_FIGURES, 0);
    CHECK(block != NULL);
    if (block) {
        const struct entry *entry = block->first;
        CHECK_TEXT(entry->term, "Largest divergence");
        CHECK_TEXT(entry->figure, "0.50"); /* none to heavy, as claimed, against limited */
        CHECK_HOLDS(plain(&entry->text), "Ground presence: mean distance of all pairs");
        entry = entry->next;
        CHECK_TEXT(entry->term, "Lowest mean agreement");
        CHECK_TEXT(entry->figure, "0.45"); /* Italy: 1 - .6 and 1 - .5 */
        CHECK_HOLDS(plain(&entry->text), "Italy: ");
        CHECK_HOLDS(plain(&entry->text), "over the 2 actors");
        entry = entry->next->next;
        CHECK_TEXT(entry->term, "On record");
        CHECK_TEXT(entry->figure, "78 %"); /* 7 of 9 */
    }
    close_page(&page);
}

static void test_heat(void)
{
    struct open_page page;
    open_page(&page);
    const struct block *block = find_block(&page, BLOCK_HEAT, 0);
    CHECK(block != NULL);
    if (block) {
        const struct heat *heat = block->picture.heat;
        CHECK_SIZE(heat->n_rows, 3);
        for (size_t r = 0; r < 3; r++)
            for (size_t c = 0; c < 3; c++) {
                const struct heat_cell *cell = &heat->cells[r * 3 + c];
                CHECK_INT(cell->kind, r == c ? HEAT_SELF : HEAT_SHADE);
                CHECK_NEAR(cell->at, heat->cells[c * 3 + r].at, 0);
            }
        /* Italy is far from both, and stands at an end. */
        CHECK(strcmp(heat->rows[0], "Italy") == 0 || strcmp(heat->rows[2], "Italy") == 0);
    }
    close_page(&page);
}

static void test_positions(void)
{
    struct open_page page;
    open_page(&page);
    const struct block *block = find_block(&page, BLOCK_HEAT, 1);
    CHECK(block != NULL);
    if (block) {
        const struct heat *heat = block->picture.heat;
        size_t kinds[5] = {0};
        for (size_t n = 0; n < heat->n_rows * heat->n_columns; n++)
            kinds[heat->cells[n].kind]++;
        CHECK(heat->diverges);
        CHECK_SIZE(kinds[HEAT_BLANK], 2);
        CHECK_SIZE(kinds[HEAT_UNDECLARED], 1);
        CHECK_SIZE(kinds[HEAT_PLAIN], 2); /* a choice; and claims, which have no place */
        CHECK_SIZE(kinds[HEAT_SHADE], 4);
    }
    close_page(&page);
}

static void test_timeline(void)
{
    struct open_page page;
    open_page(&page);
    const struct block *block = find_block(&page, BLOCK_TIMELINE, 0);
    CHECK(block != NULL && find_block(&page, BLOCK_TIMELINE, 1) == NULL);
    if (block) {
        const struct timeline *timeline = block->picture.timeline;
        const struct period *periods = timeline->rows[0].periods;
        CHECK_SIZE(timeline->n_rows, 1);
        CHECK_TEXT(timeline->rows[0].label, "France");
        CHECK_SIZE(timeline->rows[0].n_periods, 4);
        CHECK_INT(periods[0].kind, HEAT_SHADE);
        CHECK_NEAR(periods[0].at, 1, 0);
        CHECK(periods[0].from == timeline->from && periods[0].to == periods[1].from);
        CHECK_INT(periods[1].kind, HEAT_UNDECLARED);
        CHECK_INT((int)(periods[2].to - periods[2].from), 11); /* until, not up to the next */
        CHECK_INT(periods[3].kind, HEAT_PLAIN);
        CHECK_TEXT(periods[3].words, "disputed");
        CHECK(periods[3].to == timeline->to);
    }
    close_page(&page);
}

/* One claim left by a filter is the position, in the past as today. */
static void test_filtered_timeline(void)
{
    struct open_page page = {0};
    struct since *since = &page.since;
    since->diagnostics = stance_diagnostics_new();
    CHECK_INT(stance_model_load(make_model(), since->diagnostics, &since->model[1]), STANCE_OK);
    CHECK(since_side(since, 1, since->model[1], &(stance_query){.min_confidence = 0.5}));
    CHECK_INT(stance_say_report(since->findings[1], STANCE_PAGE, &page.document), STANCE_OK);
    const struct block *block = find_block(&page, BLOCK_TIMELINE, 0);
    CHECK(block != NULL);
    if (block) {
        const struct timeline_row *row = &block->picture.timeline->rows[0];
        CHECK_INT(row->periods[row->n_periods - 1].kind, HEAT_SHADE);
        CHECK_TEXT(row->periods[row->n_periods - 1].words, "none");
    }
    close_page(&page);
}

static void test_waiting(void)
{
    struct open_page page;
    open_page(&page);
    const struct block *block = find_block(&page, BLOCK_WAITING, 0);
    CHECK(block != NULL);
    if (block) {
        const struct waiting_picture *waiting = block->picture.waiting;
        CHECK_SIZE(waiting->n_arrows, 2);
        CHECK_SIZE(waiting->n_stances, 3);
        CHECK_TEXT(waiting->stances[0], "France: Troops");
        CHECK_TEXT(waiting->today[0], "40");
        CHECK_TEXT(waiting->stances[1], "UK: Troops");
        CHECK_TEXT(waiting->stances[2], "the group g: Ground presence");
        CHECK(waiting->today[2] == NULL);
        CHECK_TEXT(waiting->arrows[0].when, "not at least 50");
        CHECK_TEXT(waiting->arrows[0].move, "60");
        CHECK(waiting->arrows[0].only_more_likely);
        CHECK_INT(waiting->arrows[0].state, WAITING_OPEN); /* 40 to 60 */
        CHECK_INT(waiting->arrows[1].state, WAITING_HOLDS);
    }
    close_page(&page);
}

/* All pictures of one page, none of a page's blocks in lines. */
static void test_kinds(void)
{
    struct open_page page;
    open_page(&page);
    for (int kind = BLOCK_FIGURES; kind < BLOCK_KIND_COUNT; kind++)
        CHECK(find_block(&page, (enum block_kind)kind, 0) != NULL);
    stance_document_free(page.document);
    page.document = NULL;
    CHECK_INT(stance_say_report(page.since.findings[1], STANCE_PROSE, &page.document), STANCE_OK);
    for (int kind = BLOCK_FIGURES; kind < BLOCK_KIND_COUNT; kind++)
        CHECK(find_block(&page, (enum block_kind)kind, 0) == NULL);
    close_page(&page);
}

static bool drop(void *context, const char *bytes, size_t length)
{
    (void)context, (void)bytes, (void)length;
    return true;
}

/* A page is for formats that draw. */
static void test_formats(void)
{
    struct open_page page;
    open_page(&page);
    stance_sink sink = {drop, NULL};
    CHECK_INT(stance_document_write(page.document, "html", NULL, sink), STANCE_OK);
    CHECK_INT(stance_document_write(page.document, "text", NULL, sink), STANCE_REFUSED);
    close_page(&page);
}

void suite_report_say_page(void)
{
    CU_pSuite suite = CU_add_suite("report/say_page", NULL, NULL);
    CU_add_test(suite, "key figures", test_key_figures);
    CU_add_test(suite, "the heat map", test_heat);
    CU_add_test(suite, "all positions", test_positions);
    CU_add_test(suite, "a timeline", test_timeline);
    CU_add_test(suite, "a timeline under a filter", test_filtered_timeline);
    CU_add_test(suite, "who waits for whom", test_waiting);
    CU_add_test(suite, "pages and lines", test_kinds);
    CU_add_test(suite, "formats of a page", test_formats);
}
