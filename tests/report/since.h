/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  Changes between two dates, or two folders, for tests of what is said about them. */
#ifndef TESTS_REPORT_SINCE_H
#define TESTS_REPORT_SINCE_H

#include <string.h>

#include "engine/change.h"
#include "printed.h"
#include "stance/changes.h"
#include "stance/findings.h"
#include "stance/model.h"
#include "stance/report.h"
#include "stance/snapshot.h"

/** Both sides; freed by since_close. */
struct since {
    stance_diagnostics *diagnostics;
    stance_model *model[2];
    stance_snapshot *snapshot[2];
    stance_findings *findings[2];
    stance_changes *changes;
};

static inline bool since_side(struct since *since, size_t side, const stance_model *model,
                              const stance_query *query)
{
    return stance_snapshot_new(model, query, since->diagnostics, &since->snapshot[side]) ==
               STANCE_OK &&
           stance_findings_new(since->snapshot[side], NULL, since->diagnostics,
                               &since->findings[side]) == STANCE_OK;
}

static inline bool since_finish(struct since *since, bool ok)
{
    ok = ok &&
         stance_changes_new(since->findings[0], since->findings[1], &since->changes) == STANCE_OK;
    for (size_t i = 0; !ok && i < stance_diagnostics_kept(since->diagnostics); i++)
        FAIL("%s", stance_diagnostics_get(since->diagnostics, i)->message);
    return CHECK(ok);
}

/** One folder: as it was known on a day, and as it is. */
static inline bool since_date(struct since *since, const char *path, const char *date)
{
    *since = (struct since){.diagnostics = stance_diagnostics_new()};
    bool ok =
        stance_model_load(path, since->diagnostics, &since->model[1]) == STANCE_OK &&
        since_side(since, 0, since->model[1], &(stance_query){.as_of = date, .as_known = date}) &&
        since_side(since, 1, since->model[1], NULL);
    return since_finish(since, ok);
}

/** Two folders, each as it is. */
static inline bool since_copy(struct since *since, const char *before, const char *after)
{
    *since = (struct since){.diagnostics = stance_diagnostics_new()};
    bool ok = stance_model_load(before, since->diagnostics, &since->model[0]) == STANCE_OK &&
              stance_model_load(after, since->diagnostics, &since->model[1]) == STANCE_OK &&
              since_side(since, 0, since->model[0], NULL) &&
              since_side(since, 1, since->model[1], NULL);
    return since_finish(since, ok);
}

static inline void since_close(struct since *since)
{
    stance_changes_free(since->changes);
    for (size_t side = 0; side < 2; side++) {
        stance_findings_free(since->findings[side]);
        stance_snapshot_free(since->snapshot[side]);
        stance_model_free(since->model[side]);
    }
    stance_diagnostics_free(since->diagnostics);
}

/** The document of the changes in a format: text is wide enough for every sentence. */
static inline const char *since_printed(const struct since *since, const char *format)
{
    stance_document *document = NULL;
    if (!CHECK_INT(stance_say_changes(since->changes, STANCE_PROSE, &document), STANCE_OK))
        return "";
    return printed_as(document, format, (stance_layout){.width_columns = 500});
}

/** The text in between, lent; a failure and "" where one of the two is not there. */
static inline const char *text_between(const char *text, const char *from, const char *to)
{
    const char *start = strstr(text, from), *end = start ? strstr(start, to) : NULL;
    if (!CHECK(start && end)) return "";
    return test_text("%.*s", (int)(end - start), start);
}

#endif
