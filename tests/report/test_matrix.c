/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matrices as documents of one table: every kind in both layouts, against the findings. */
#include <math.h>

#include "engine/findings.h"
#include "printed.h"

void suite_report_matrix(void);

struct fixture {
    stance_diagnostics *list;
    stance_model *model;
    stance_snapshot *snapshot;
    stance_findings *findings;
};

static struct fixture open_fixture(const char *folder)
{
    struct fixture fixture = {.list = stance_diagnostics_new()};
    CHECK_INT(stance_model_load(folder, fixture.list, &fixture.model), STANCE_OK);
    CHECK_INT(stance_snapshot_new(fixture.model, NULL, fixture.list, &fixture.snapshot), STANCE_OK);
    CHECK_INT(stance_findings_new(fixture.snapshot, NULL, fixture.list, &fixture.findings),
              STANCE_OK);
    return fixture;
}

static void close_fixture(struct fixture *fixture)
{
    stance_findings_free(fixture->findings);
    stance_snapshot_free(fixture->snapshot);
    stance_model_free(fixture->model);
    stance_diagnostics_free(fixture->list);
}

static struct stance_document *say(const struct fixture *fixture, const char *kind,
                                   const char *layout, const char *labels)
{
    const stance_matrix_options options = {.kind = kind, .layout = layout, .labels = labels};
    struct stance_document *document = NULL;
    CHECK_INT(stance_say_matrix(fixture->findings, &options, &document), STANCE_OK);
    return document;
}

static double number_at(const struct table *table, size_t row, size_t column)
{
    const struct row *at = table->first;
    for (; at && row > 0; row--)
        at = at->next;
    if (!at || at->values[column].kind != VALUE_NUMBER) return NAN;
    return at->values[column].number;
}

static size_t count_rows(const struct table *table)
{
    size_t count = 0;
    for (const struct row *row = table->first; row; row = row->next)
        count++;
    return count;
}

static void every_kind_has_its_table(void)
{
    struct fixture fixture = open_fixture(test_source("models/ukraine-force"));
    size_t actors = stance_snapshot_actors(fixture.snapshot);
    size_t issues = stance_snapshot_issues(fixture.snapshot);
    size_t kinds = 0;
    for (; stance_matrix_name(kinds); kinds++) {
        const char *kind = stance_matrix_name(kinds);
        struct stance_document *document = say(&fixture, kind, NULL, NULL);
        CHECK_SIZE(count_rows(document_only_table(document)),
                   strcmp(kind, "divergence") == 0 ? issues : actors);
        stance_document_free(document);
        CHECK(strlen(stance_matrix_summary(kinds)) > 0);
    }
    CHECK_SIZE(kinds, 10);
    struct stance_document *wide = say(&fixture, "positions", NULL, NULL);
    struct stance_document *long_one = say(&fixture, "positions", "long", NULL);
    CHECK_SIZE(count_rows(document_only_table(wide)), actors);
    CHECK_SIZE(document_only_table(wide)->n_columns, issues + 1);
    CHECK_SIZE(count_rows(document_only_table(long_one)), actors * issues);
    stance_document_free(wide);
    stance_document_free(long_one);
    close_fixture(&fixture);
}

static void figures_are_the_findings(void)
{
    struct fixture fixture = open_fixture(test_source("models/ukraine-force"));
    size_t n = stance_snapshot_actors(fixture.snapshot);
    struct stance_document *agreement = say(&fixture, "agreement", NULL, NULL);
    struct stance_document *distance = say(&fixture, "distance", NULL, NULL);
    struct stance_document *coverage = say(&fixture, "coverage", NULL, NULL);
    for (size_t a = 0; a < n; a++)
        for (size_t b = 0; b < n; b++) {
            double own = findings_own_coverage(fixture.findings, a);
            double with_itself = matrix_can_compare(&fixture.findings->matrix, a) ? 1 : NAN;
            double expected =
                a == b ? with_itself : stance_findings_pair(fixture.findings, a, b)->agreement;
            CHECK_NEAR(number_at(document_only_table(agreement), a, b + 1), expected, 0);
            CHECK_NEAR(number_at(document_only_table(distance), a, b + 1), 1 - expected, 0);
            CHECK_NEAR(number_at(document_only_table(coverage), a, b + 1),
                       a == b ? own : stance_findings_pair(fixture.findings, a, b)->coverage, 0);
        }
    stance_document_free(agreement);
    stance_document_free(distance);
    stance_document_free(coverage);
    close_fixture(&fixture);
}

static void own_coverage(void)
{
    const char *folder = test_model(
        "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": ["
        "{\"id\": \"a\", \"weight\": 3, \"scale\": {\"type\": \"interval\", \"min\": 0, \"max\": "
        "1}},"
        "{\"id\": \"b\", \"scale\": {\"type\": \"interval\", \"min\": 0, \"max\": 1}}]}",
        "x", "{\"stances\": [{\"issue\": \"a\", \"date\": \"2025-01-01\", \"value\": 1}]}", "y",
        "{\"stances\": [{\"issue\": \"b\", \"date\": \"2025-01-01\", \"value\": null}]}", NULL);
    struct fixture fixture = open_fixture(folder);
    CHECK_NEAR(findings_own_coverage(fixture.findings, 0), 0.75, 0);
    CHECK_NEAR(findings_own_coverage(fixture.findings, 1), 0, 0);
    close_fixture(&fixture);
}

/* An issue that weighs nothing, or that the actor does not care about, defines no agreement: not
 * even with itself. It is covered all the same. */
static void nothing_weighs(void)
{
    const char *folder = test_model(
        "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": ["
        "{\"id\": \"a\", \"scale\": {\"type\": \"interval\", \"min\": 0, \"max\": 1}},"
        "{\"id\": \"b\", \"weight\": 0, \"scale\": {\"type\": \"interval\", \"min\": 0, \"max\": "
        "1}}]}",
        "cares", "{\"stances\": [{\"issue\": \"a\", \"date\": \"2025-01-01\", \"value\": 1}]}",
        "does-not",
        "{\"stances\": [{\"issue\": \"a\", \"date\": \"2025-01-01\", \"value\": 1, \"salience\": "
        "0}]}",
        "elsewhere", "{\"stances\": [{\"issue\": \"b\", \"date\": \"2025-01-01\", \"value\": 1}]}",
        NULL);
    static const double diagonal[] = {1, NAN, NAN}, coverage[] = {1, 1, 0};
    struct fixture fixture = open_fixture(folder);
    struct stance_document *document = say(&fixture, "agreement", NULL, NULL);
    for (size_t a = 0; a < 3; a++) {
        CHECK_NEAR(number_at(document_only_table(document), a, a + 1), diagonal[a], 0);
        CHECK_NEAR(findings_own_coverage(fixture.findings, a), coverage[a], 0);
        CHECK(matrix_can_compare(&fixture.findings->matrix, a) == !isnan(diagonal[a]));
    }
    stance_document_free(document);
    close_fixture(&fixture);
}

static void what_there_is_not_is_refused(void)
{
    struct fixture fixture = open_fixture(test_source("models/ukraine-force"));
    static const stance_matrix_options wrong[] = {
        {.kind = "agreements"},
        {.kind = "agreement", .layout = "tall"},
        {.kind = "agreement", .labels = "names"},
        {.kind = NULL},
    };
    for (size_t w = 0; w < sizeof wrong / sizeof *wrong; w++) {
        struct stance_document *document = NULL;
        CHECK_INT(stance_say_matrix(fixture.findings, &wrong[w], &document), STANCE_REFUSED);
        CHECK(document == NULL);
    }
    CHECK(stance_matrix_name(10) == NULL && stance_matrix_summary(10) == NULL);
    close_fixture(&fixture);
}

/* A report is no table, and a matrix no workbook of sheets. */
static void formats_hold_what_they_can(void)
{
    struct fixture fixture = open_fixture(test_source("models/ukraine-force"));
    struct stance_document *matrix = say(&fixture, "agreement", NULL, NULL), *report = NULL;
    struct str out = {0};
    stance_sink sink = {printed_take, &out};
    CHECK_INT(stance_say_report(fixture.findings, STANCE_PROSE, &report), STANCE_OK);
    CHECK_INT(stance_document_write(report, "csv", NULL, sink), STANCE_REFUSED);
    CHECK_INT(stance_document_write(report, "xlsx", NULL, sink), STANCE_REFUSED);
    CHECK_SIZE(out.length, 0);
    CHECK_INT(stance_document_write(matrix, "xlsx", NULL, sink), STANCE_OK);
    CHECK(out.length > 1000 && memcmp(out.bytes, "PK", 2) == 0);
    str_clear(&out);
    stance_document_free(matrix);
    stance_document_free(report);
    close_fixture(&fixture);
}

void suite_report_matrix(void)
{
    CU_pSuite suite = CU_add_suite("report/matrix", NULL, NULL);
    CU_add_test(suite, "every kind has its table", every_kind_has_its_table);
    CU_add_test(suite, "figures are the findings'", figures_are_the_findings);
    CU_add_test(suite, "own coverage", own_coverage);
    CU_add_test(suite, "nothing weighs", nothing_weighs);
    CU_add_test(suite, "what there is not is refused", what_there_is_not_is_refused);
    CU_add_test(suite, "formats hold what they can", formats_hold_what_they_can);
}
