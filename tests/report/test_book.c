/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The workbook, by the parts of its archive: what other programs make of it is tests/office. */
#include <math.h>
#include <minizip/zip.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "engine/findings.h"
#include "printed.h"
#include "report/book.h"
#include "store/zip.h"

void suite_report_book(void);

#define QUOTE_MOST 40000

static const char ISSUES[] =
    "{\"format\": \"stance/1\", \"title\": \"A topic\", \"issues\": ["
    "{\"id\": \"size\", \"scale\": {\"type\": \"interval\", \"min\": -10, \"max\": 90}, "
    "\"weight\": 2},"
    "{\"id\": \"level\", \"scale\": {\"type\": \"ordinal\", \"levels\": [\"none\", "
    "{\"id\": \"some\", \"label\": \"Some of it\"}, \"much\"]}},"
    "{\"id\": \"flags\", \"scale\": {\"type\": \"nominal\", \"several\": true, \"choices\": "
    "[\"eu\", \"un\", \"nato\"]}}]}";

static const char UK[] =
    "{\"name\": \"UK\", \"stances\": ["
    "{\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": {\"from\": 20, \"to\": 40}},"
    "{\"issue\": \"level\", \"date\": \"1850-06-01\", \"value\": \"none\"},"
    "{\"issue\": \"level\", \"date\": \"2025-01-02\", \"value\": \"some\", \"salience\": 0.25},"
    "{\"issue\": \"flags\", \"date\": \"2025-01-01\", \"value\": [\"un\", \"nato\"]}]}";

static const char US[] =
    "{\"name\": \"US\", \"stances\": ["
    "{\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": null},"
    "{\"issue\": \"flags\", \"date\": \"2025-01-01\", \"claims\": [{\"value\": [\"eu\"]}, "
    "{\"value\": [\"un\"]}]}]}";

/* Texts that the library would not write as they are. */
static const char *france(void)
{
    char *quote = calloc(QUOTE_MOST + 1, 1);
    if (!quote) abort();
    memset(quote, 'q', QUOTE_MOST);
    const char *text =
        test_text("{\"name\": \"France _x0041_ & <co>\", \"stances\": ["
                  "{\"issue\": \"size\", \"date\": \"2025-01-01\", \"value\": 12.5, \"speaker\": "
                  "\"=1+1\", \"note\": \"%s\", \"source\": {\"outlet\": \"A\", \"url\": "
                  "\"https://example.org/%.3000s\", \"quote\": \"%s\"}},"
                  "{\"issue\": \"level\", \"date\": \"1850-06-01\", \"value\": \"much\"},"
                  "{\"issue\": \"flags\", \"date\": \"2025-01-01\", \"value\": [\"eu\", \"un\"]}]}",
                  "\\uffff", quote, quote);
    free(quote);
    return text;
}

struct fixture {
    stance_diagnostics *list;
    stance_model *model;
    stance_snapshot *snapshot;
    stance_findings *findings;
    struct str bytes, part;
    struct zip *zip;
};

static stance_result write_to(const struct fixture *fixture, struct str *bytes)
{
    stance_document *document = NULL;
    stance_result result = stance_say_workbook(fixture->findings, &document);
    if (result == STANCE_OK)
        result = stance_document_write(document, "xlsx", NULL, (stance_sink){printed_take, bytes});
    stance_document_free(document);
    return result;
}

static struct fixture load(const char *folder, const stance_comparison *comparison)
{
    struct fixture fixture = {.list = stance_diagnostics_new()};
    CHECK_INT(stance_model_load_hashed(folder, fixture.list, &fixture.model), STANCE_OK);
    CHECK_INT(stance_snapshot_new(fixture.model, NULL, fixture.list, &fixture.snapshot), STANCE_OK);
    CHECK_INT(stance_findings_new(fixture.snapshot, comparison, fixture.list, &fixture.findings),
              STANCE_OK);
    return fixture;
}

static struct fixture export(const char *folder)
{
    struct fixture fixture = load(folder, NULL);
    CHECK_INT(write_to(&fixture, &fixture.bytes), STANCE_OK);
    CHECK_INT(zip_open(str_get(&fixture.bytes), fixture.bytes.length, &fixture.zip), STANCE_OK);
    return fixture;
}

static struct fixture export_of_texts(void)
{
    return export(test_model(ISSUES, "france", france(), "uk", UK, "us", US, NULL));
}

static void done(struct fixture *fixture)
{
    zip_close(fixture->zip);
    str_clear(&fixture->bytes);
    str_clear(&fixture->part);
    stance_findings_free(fixture->findings);
    stance_snapshot_free(fixture->snapshot);
    stance_model_free(fixture->model);
    stance_diagnostics_free(fixture->list);
}

static stance_result take_part(void *context, const char *bytes, size_t length, bool is_last)
{
    (void)is_last;
    str_append_bytes(context, bytes, length);
    return STANCE_OK;
}

/* Lent until the next one. */
static const char *part(struct fixture *fixture, const char *name)
{
    struct str message = {0};
    str_truncate(&fixture->part, 0);
    CHECK_INT(zip_read(fixture->zip, name, take_part, &fixture->part, &message), STANCE_OK);
    str_clear(&message);
    return str_get(&fixture->part);
}

enum {
    README = 1,
    MATRIX,
    AGREEMENT,
    DIVERGENCE,
    POSITIONS,
    CHANGES,
    SOURCES,
    LISTED,
    SCALES,
    WORK
};

static const char *sheet(struct fixture *fixture, int number)
{
    return part(fixture, test_text("xl/worksheets/sheet%d.xml", number));
}

/* What stands between <v> and </v> of a cell; "" where it has none. */
static const char *value_of(const char *xml, const char *cell)
{
    const char *at = strstr(xml, test_text("<c r=\"%s\"", cell));
    const char *end = at ? strstr(at + 1, "<c r=") : NULL, *value = at ? strstr(at, "<v>") : NULL;
    if (!value || (end && value > end)) return "";
    return test_text("%.*s", (int)strcspn(value + 3, "<"), value + 3);
}

static double number_of(const char *xml, const char *cell)
{
    const char *text = value_of(xml, cell);
    double number = NAN;
    return number_parse(text, strlen(text), &number) ? number : NAN;
}

/* ---- tests */

static void sheets_and_properties(void)
{
    static const char *const names[] = {"Read me",   "Matrix",  "Agreement", "Divergence",
                                        "Positions", "Changes", "Sources",   "Issues",
                                        "Scales",    "Working"};
    struct fixture fixture = export(test_source("models/ukraine-force"));
    const char *at = part(&fixture, "xl/workbook.xml");
    for (size_t n = 0; n < sizeof names / sizeof *names && at; n++) {
        at = strstr(at, test_text("<sheet name=\"%s\"", names[n]));
        CHECK(at != NULL);
    }
    const char *custom = part(&fixture, "docProps/custom.xml");
    CHECK_HOLDS(custom, "name=\"stance.schema\"><vt:lpwstr>stance-workbook/1<");
    CHECK_HOLDS(custom, "name=\"stance.as_of\"><vt:lpwstr>2025-04-17<");
    CHECK_HOLDS(custom, stance_model_digest(fixture.model));
    const char *core = part(&fixture, "docProps/core.xml");
    CHECK_HOLDS(core, "2025-04-17T12:00:00Z");
    CHECK_HOLDS(core, "<dc:title>A European force for Ukraine<");
    done(&fixture);
}

/* The clock is not asked, not even as of the day from which clocks count. */
static void same_bytes(void)
{
    static const char old[] =
        "{\"stances\": [{\"issue\": \"size\", \"date\": \"1970-01-01\", \"value\": 1}]}";
    struct fixture fixture = export(test_model(ISSUES, "a", old, NULL));
    struct str again = {0};
    CHECK_INT(write_to(&fixture, &again), STANCE_OK);
    CHECK_SIZE(again.length, fixture.bytes.length);
    CHECK(again.length == fixture.bytes.length &&
          memcmp(str_get(&again), str_get(&fixture.bytes), again.length) == 0);
    CHECK_HOLDS(part(&fixture, "docProps/core.xml"), ">1970-01-01T12:00:00Z<");
    str_clear(&again);
    done(&fixture);
}

static void figures_are_carried_along(void)
{
    struct fixture fixture = export_of_texts();
    const stance_findings *findings = fixture.findings;
    const char *xml = sheet(&fixture, AGREEMENT);
    CHECK_NEAR(number_of(xml, "C2"), stance_findings_pair(findings, 0, 1)->agreement, 1e-15);
    CHECK_NEAR(number_of(xml, "B3"), stance_findings_pair(findings, 0, 1)->agreement, 1e-15);
    CHECK_NEAR(number_of(xml, "D2"), stance_findings_pair(findings, 0, 2)->agreement, 1e-15);
    CHECK_NEAR(number_of(xml, "B6"), findings->cohesion, 1e-15);
    CHECK_TEXT(value_of(xml, "B2"), "");
    xml = sheet(&fixture, MATRIX);
    CHECK_NEAR(number_of(xml, "B2"), 0.225, 1e-15);
    CHECK_NEAR(number_of(xml, "B3"), 0.4, 1e-15);
    CHECK_TEXT(value_of(xml, "B4"), "undeclared");
    CHECK_TEXT(value_of(xml, "C4"), "");
    CHECK_TEXT(value_of(xml, "D3"), "un,nato");
    done(&fixture);
}

/* Of claims that contradict each other the distances' mean is taken, which is none of one set. */
static void split_positions_are_constants(void)
{
    struct fixture fixture = export_of_texts();
    const char *xml = sheet(&fixture, AGREEMENT);
    const char *live = strstr(xml, "<c r=\"C2\""), *constant = strstr(xml, "<c r=\"D2\"");
    CHECK(live && constant);
    if (live) CHECK(strncmp(live + strcspn(live, ">"), "><f>", 4) == 0);
    if (constant) CHECK(strncmp(constant + strcspn(constant, ">"), "><v>", 4) == 0);
    done(&fixture);
}

static void texts_are_guarded(void)
{
    struct fixture fixture = export_of_texts();
    const char *xml = part(&fixture, "xl/sharedStrings.xml");
    CHECK_HOLDS(xml, ">France _x005F_x0041_ &amp; &lt;co&gt;<");
    CHECK_HOLDS(xml, ">=1+1<");
    CHECK_HOLDS(xml, ">_xFFFF_<");
    CHECK_HOLDS(xml, "qqq" WORDS_CUT_MARK "<");
    xml = sheet(&fixture, POSITIONS);
    CHECK(strstr(xml, "<hyperlink") == NULL);
    CHECK(!zip_has(fixture.zip, "xl/worksheets/_rels/sheet5.xml.rels"));
    CHECK_TEXT(value_of(xml, "F2"), "45658"); /* 2025-01-01 */
    CHECK(strstr(xml, "<c r=\"F3\"") && strstr(strstr(xml, "<c r=\"F3\""), "t=\"s\"") != NULL);
    CHECK_HOLDS(xml, "<autoFilter ref=\"A1:T10\"/>"); /* keys are sorted along */
    done(&fixture);
}

static void no_figure_is_none(void)
{
    static const char *const none[] = {"<v>nan",  "<v>-nan", "<v>inf",
                                       "<v>-inf", "<v>NaN",  "<v>INF"};
    struct fixture fixture = export_of_texts();
    for (int s = README; s <= WORK; s++) {
        const char *xml = sheet(&fixture, s);
        for (size_t n = 0; n < sizeof none / sizeof *none; n++)
            CHECK(strstr(xml, none[n]) == NULL);
    }
    done(&fixture);
}

/* Excel takes no formula of more than 8,192 characters; later columns and rows have longer names.
 */
static void formulas_are_short(void)
{
    struct str model = {0};
    str_append(&model, "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": [");
    for (int i = 0; i < 12; i++) {
        str_printf(&model, "%s{\"id\": \"i%d\", \"scale\": {\"type\": \"nominal\", \"choices\": [",
                   i ? "," : "", i);
        for (int c = 0; c < BOOK_MOST_CHOICES; c++)
            str_printf(&model, "%s\"c%d\"", c ? "," : "", c);
        str_append(&model, "]}}");
    }
    str_append(&model, "]}");
    struct fixture fixture = export(test_model(
        str_get(&model), "a", "{\"stances\": []}", "b",
        "{\"stances\": [{\"issue\": \"i0\", \"date\": \"2025-01-01\", \"value\": \"c1\"}]}", NULL));
    size_t longest = 0;
    for (int s = MATRIX; s <= WORK; s++)
        for (const char *at = sheet(&fixture, s); (at = strstr(at, "<f")); at++) {
            size_t length = strcspn(at, "/");
            if (length > longest && strncmp(at + 2, "ont", 3) != 0) longest = length;
        }
    CHECK(longest > 1000 && longest <= 7000);
    str_clear(&model);
    done(&fixture);
}

static void refused(void)
{
    const char *folder = test_model(ISSUES, "uk", UK, "us", US, NULL);
    struct fixture fixture = load(folder, &(stance_comparison){.measure = "gap"});
    CHECK_INT(write_to(&fixture, &fixture.bytes), STANCE_REFUSED);
    done(&fixture);
}

static void no_folder_for_a_while(void)
{
    struct fixture fixture = load(test_model(ISSUES, "uk", UK, "us", US, NULL), NULL);
    const char *before = getenv("TMPDIR");
    char *kept = before ? strdup(before) : NULL;
    setenv("TMPDIR", test_text("%s/nowhere", test_folder()), 1);
    CHECK_INT(write_to(&fixture, &fixture.bytes), STANCE_IO);
    CHECK_SIZE(fixture.bytes.length, 0);
    setenv("TMPDIR", test_folder(), 1);
    CHECK_INT(write_to(&fixture, &fixture.bytes), STANCE_OK);
    for (const char *const *left = test_list(test_folder()); *left; left++)
        CHECK(strncmp(*left, "stance-", 7) != 0 && strncmp(*left, "tmp", 3) != 0);
    if (kept)
        setenv("TMPDIR", kept, 1);
    else
        unsetenv("TMPDIR");
    free(kept);
    done(&fixture);
}

/* A part that ends too early is found, though the archive is sound. */
static void cut_parts_are_found(void)
{
    static const struct {
        const char *text;
        bool is_whole;
    } cases[] = {{"<?xml version=\"1.0\"?>\n<a b=\"1\"><c/></a>", true},
                 {"<xml x=\"1\">\r\n</xml>\r\n", true},
                 {"<?xml version=\"1.0\"?>\n<a b=\"1\"><c/>", false},
                 {"<?xml version=\"1.0\"?>\n<aa></a>", false},
                 {"<a", false},
                 {"", false}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        const char *path = test_text("%s/%zu.zip", test_folder(), c);
        zipFile archive = zipOpen(path, APPEND_STATUS_CREATE);
        if (!CHECK(archive != NULL)) return;
        CHECK_INT(zipOpenNewFileInZip(archive, "a.xml", NULL, NULL, 0, NULL, 0, NULL, Z_DEFLATED,
                                      Z_DEFAULT_COMPRESSION),
                  ZIP_OK);
        zipWriteInFileInZip(archive, cases[c].text, (unsigned)strlen(cases[c].text));
        CHECK_INT(zipCloseFileInZip(archive), ZIP_OK);
        CHECK_INT(zipClose(archive, NULL), ZIP_OK);
        CHECK(book_is_whole(path) == cases[c].is_whole);
    }
    CHECK(!book_is_whole(test_write("none.zip", "PK")));
    CHECK(!book_is_whole(test_text("%s/nowhere", test_folder())));
}

void suite_report_book(void)
{
    CU_pSuite suite = CU_add_suite("report/book", NULL, NULL);
    CU_add_test(suite, "sheets and properties", sheets_and_properties);
    CU_add_test(suite, "the same bytes each time", same_bytes);
    CU_add_test(suite, "figures are carried along", figures_are_carried_along);
    CU_add_test(suite, "split positions are constants", split_positions_are_constants);
    CU_add_test(suite, "texts are guarded", texts_are_guarded);
    CU_add_test(suite, "no figure is NAN", no_figure_is_none);
    CU_add_test(suite, "formulas are short", formulas_are_short);
    CU_add_test(suite, "another measure is refused", refused);
    CU_add_test(suite, "no folder for a while", no_folder_for_a_while);
    CU_add_test(suite, "parts that were cut are found", cut_parts_are_found);
}
