/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Models with something doubtful in them, and what the checks say. */
#ifndef TESTS_REPORT_CHECKING_H
#define TESTS_REPORT_CHECKING_H

#include <string.h>

#include "../support.h"
#include "base/str.h"
#include "stance/findings.h"
#include "stance/model.h"
#include "stance/report.h"
#include "stance/snapshot.h"

/* Issues on which all models here speak. */
static const char checked_issues[] =
    "{\"format\": \"stance/1\", \"title\": \"T\", \"issues\": ["
    "{\"id\": \"size\", \"scale\": {\"type\": \"interval\", \"min\": 0, \"max\": 100}},\n"
    "{\"id\": \"flag\", \"scale\": {\"type\": \"nominal\", \"choices\": [\"eu\", \"un\", "
    "\"nato\"]}},\n"
    "{\"id\": \"pace\", \"scale\": {\"type\": \"ordinal\", \"levels\": [\"slow\", \"even\", "
    "\"fast\"]}},\n"
    "{\"id\": \"means\", \"scale\": {\"type\": \"nominal\", \"several\": true, \"choices\": "
    "[\"air\", \"sea\", \"land\"]}}]}";

/* The model at a path as far as findings; `result` is that of the first step that failed. */
struct open_model {
    stance_diagnostics *diagnostics;
    stance_model *model;
    stance_snapshot *snapshot;
    stance_findings *findings;
    stance_result result;
};

static inline struct open_model open_model(const char *path, stance_query query)
{
    struct open_model open = {.diagnostics = stance_diagnostics_new()};
    open.result = stance_model_load(path, open.diagnostics, &open.model);
    if (open.result == STANCE_OK)
        open.result = stance_snapshot_new(open.model, &query, open.diagnostics, &open.snapshot);
    if (open.result == STANCE_OK)
        open.result = stance_findings_new(open.snapshot, NULL, open.diagnostics, &open.findings);
    return open;
}

static inline void close_model(struct open_model *open)
{
    stance_findings_free(open->findings);
    stance_snapshot_free(open->snapshot);
    stance_model_free(open->model);
    stance_diagnostics_free(open->diagnostics);
}

/* The list, a line each: "a.json:1:14: message [check]". */
static inline const char *words_of(const stance_diagnostics *diagnostics)
{
    struct str words = {0};
    for (size_t d = 0; d < stance_diagnostics_kept(diagnostics); d++) {
        const stance_diagnostic *each = stance_diagnostics_get(diagnostics, d);
        const char *slash = each->file ? strrchr(each->file, '/') : NULL;
        str_printf(&words, "%s:%zu:%zu: %s%s [%s]\n", slash ? slash + 1 : "-", each->line,
                   each->column, each->severity == STANCE_ERROR ? "error: " : "", each->message,
                   each->check);
    }
    const char *lent = test_text("%s", str_get(&words));
    str_clear(&words);
    return lent;
}

static inline const char *found_with(const char *path, stance_query query,
                                     stance_check_options options)
{
    struct open_model open = open_model(path, query);
    CHECK_INT(open.result, STANCE_OK);
    CHECK_INT(stance_check(open.findings, &options, open.diagnostics), STANCE_OK);
    const char *words = words_of(open.diagnostics);
    close_model(&open);
    return words;
}

static inline const char *found(const char *path, const char *check)
{
    return found_with(path, (stance_query){0}, (stance_check_options){.only = check});
}

/* A model of actor a (and b) with such entries; every test may make several, each a folder. */
static inline const char *entries(const char *a, const char *b)
{
    return test_model(checked_issues, "a", test_text("{\"stances\": [%s]}", a), "b",
                      test_text("{\"stances\": [%s], \"groups\": [\"g\"]}", b ? b : ""), NULL);
}

#define ON(issue, date, value)                                                                     \
    "{\"issue\": \"" issue "\", \"date\": \"" date "\", \"value\": " value
#define SOURCE(outlet, quote)                                                                      \
    ", \"source\": {\"outlet\": \"" outlet "\", \"quote\": \"" quote "\"}}"
#define DAY "2025-01-01"

#endif
