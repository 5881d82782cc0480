/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook has no blocks: its writer goes by the findings, as formulas are no text. */
#include "engine/measure.h"
#include "report/book.h"
#include "report/document.h"

stance_result stance_say_workbook(const stance_findings *findings, stance_document **out)
{
    size_t actors = findings->snapshot->n_actors, issues = findings->snapshot->n_issues;
    *out = NULL;
    if (findings->matrix.measure != &measure_city_block) return STANCE_REFUSED;
    if (actors > BOOK_MOST_COLUMNS || issues > BOOK_MOST_COLUMNS) return STANCE_REFUSED;
    if (actors > BOOK_MOST_CELLS / (actors > issues ? actors : issues + 1)) return STANCE_REFUSED;
    *out = document_new(STANCE_WORKBOOK, SUBJECT_WORKBOOK, findings);
    return *out ? STANCE_OK : STANCE_NO_MEMORY;
}
