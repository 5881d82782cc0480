/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures for other programs: written from the findings, never from the blocks of the document,
 * so that nothing is rounded. Keys are documented in the README and models/schema; they may be
 * added to, and are not renamed without a new schema. */
#include <stdlib.h>

#include "engine/measure.h"
#include "report/write_json.h"

/* With more actors than this a report leaves out the issues of pairs, unless asked for. */
enum { ACTORS_IN_FULL = 200 };

/** One document on its way out. */
struct page {
    struct json_out out;
    const struct stance_findings *findings;
    stance_pair_issue *rows; /* room for the issues of a pair */
};

static void begin_list(struct page *page, const char *key)
{
    out_key(&page->out, key);
    out_begin(&page->out, '[', JSON_LINES);
}

/* What was looked at. */
static void begin_page(struct page *page, const char *schema)
{
    const struct stance_snapshot *snapshot = page->findings->snapshot;
    struct json_out *out = &page->out;
    out_begin(out, '{', JSON_LINES);
    out_member_text(out, "schema", schema);
    out_member_text(out, "title", snapshot->model->title);
    out_key(out, "as_of");
    record_date(out, snapshot->as_of);
}

/* How it was compared, and by what entries. */
static void write_comparing(struct page *page)
{
    const struct stance_snapshot *snapshot = page->findings->snapshot;
    struct json_out *out = &page->out;
    out_member_text(out, "measure", page->findings->matrix.measure->name);
    out_member_text(out, "salience", page->findings->salience);
    out_member_text(out, "filter", snapshot->filter);
    out_member_count(out, "left_out", snapshot->n_left_out);
    out_member_count(out, "claims_left_out", snapshot->n_claims_left_out);
}

/* That --as-known was given is not told: what it repeats did not tell so either. */
static void write_head(struct page *page, const char *schema)
{
    begin_page(page, schema);
    write_comparing(page);
}

/* ---- objects */

static void actor_members(struct page *page, size_t actor)
{
    const struct actor *who = findings_actor(page->findings, actor);
    const stance_actor_figures *figures = &page->findings->actors[actor];
    struct json_out *out = &page->out;
    out_member_text(out, "id", who->id);
    out_member_text(out, "name", who->name);
    out_member_number(out, "weight", figures->weight);
    out_member_count(out, "stances", figures->stances);
    out_member_number(out, "mean_agreement", figures->mean_agreement);
}

static void write_actor(struct page *page, size_t actor)
{
    out_begin(&page->out, '{', JSON_LINE);
    actor_members(page, actor);
    out_end(&page->out);
}

static void issue_members(struct page *page, size_t issue)
{
    const struct issue *what = findings_issue(page->findings, issue);
    const stance_issue_figures *figures = &page->findings->issues[issue];
    struct json_out *out = &page->out;
    out_member_text(out, "id", what->id);
    out_member_text(out, "name", what->name);
    out_member_number(out, "weight", figures->weight);
    out_member_count(out, "declared", figures->declared);
    out_member_count(out, "undeclared", figures->undeclared);
    out_member_number(out, "divergence", figures->divergence);
    out_member_number(out, "divergence_low", figures->divergence_low);
    out_member_number(out, "divergence_high", figures->divergence_high);
    out_member_number(out, "divergence_max", figures->divergence_max);
    out_member_number(out, "share", figures->share);
}

static void write_issue(struct page *page, size_t issue)
{
    out_begin(&page->out, '{', JSON_LINE);
    issue_members(page, issue);
    out_end(&page->out);
}

static void pair_members(struct page *page, size_t a, size_t b)
{
    const stance_pair *pair = stance_findings_pair(page->findings, a, b);
    struct json_out *out = &page->out;
    out_member_text(out, "a", findings_actor(page->findings, a)->id);
    out_member_text(out, "b", findings_actor(page->findings, b)->id);
    out_member_number(out, "agreement", pair->agreement);
    out_member_number(out, "low", pair->low);
    out_member_number(out, "high", pair->high);
    out_member_number(out, "silence_low", pair->silence_low);
    out_member_number(out, "silence_high", pair->silence_high);
    out_member_number(out, "coverage", pair->coverage);
    out_member_number(out, "chance", pair->chance);
}

static void write_pair(struct page *page, size_t a, size_t b, bool with_issues)
{
    struct json_out *out = &page->out;
    out_begin(out, '{', JSON_LINE);
    pair_members(page, a, b);
    if (with_issues) {
        size_t count = stance_findings_pair_issues(page->findings, a, b, page->rows);
        begin_list(page, "issues");
        for (size_t r = 0; r < count; r++) {
            const stance_pair_issue *row = &page->rows[r];
            if (!row->declared) continue;
            out_begin(out, '{', JSON_LINE);
            out_member_text(out, "id", findings_issue(page->findings, row->issue)->id);
            out_member_number(out, "distance", row->distance);
            out_member_number(out, "weight", row->weight);
            out_member_number(out, "share", row->share);
            out_end(out);
        }
        out_end(out);
    }
    out_end(out);
}

/* ---- the report */

static void write_groups(struct page *page)
{
    struct json_out *out = &page->out;
    begin_list(page, "groups");
    for (size_t g = 0; g < page->findings->n_groups; g++) {
        const stance_group_figures *group = &page->findings->groups[g];
        out_begin(out, '{', JSON_LINE);
        out_member_text(out, "id", group->id);
        out_member_count(out, "members", group->members);
        out_member_number(out, "cohesion", group->cohesion);
        out_member_number(out, "outward", group->outward);
        out_end(out);
    }
    out_end(out);
}

typedef void record_function(struct json_out *out, const struct stance_findings *findings,
                             size_t actor, size_t issue);

/* What is on record of actors and issues, those in the ranges first..end - 1, in order. */
static void write_records(struct page *page, const char *key, record_function *record,
                          const size_t actors[2], const size_t issues[2])
{
    begin_list(page, key);
    for (size_t a = actors[0]; a < actors[1] && output_is_open(page->out.output); a++) {
        for (size_t i = issues[0]; i < issues[1]; i++)
            record(&page->out, page->findings, a, i);
    }
    out_end(&page->out);
}

static void write_report(struct page *page, const struct stance_document *document,
                         const stance_layout *layout)
{
    const struct stance_findings *findings = page->findings;
    size_t n = findings->snapshot->n_actors, n_issues = findings->snapshot->n_issues;
    bool with_issues = n <= ACTORS_IN_FULL || layout->full;
    const size_t actors[2] = {0, n}, issues[2] = {0, n_issues};
    write_head(page, "stance-report/1");
    begin_list(page, "actors");
    for (size_t a = 0; a < n; a++)
        write_actor(page, a);
    out_end(&page->out);
    begin_list(page, "issues");
    for (size_t i = 0; i < n_issues; i++)
        write_issue(page, i);
    out_end(&page->out);
    begin_list(page, "pairs");
    for (size_t a = 0; a < n && output_is_open(page->out.output); a++) {
        for (size_t b = a + 1; b < n; b++)
            write_pair(page, a, b, with_issues);
    }
    out_end(&page->out);
    out_member_number(&page->out, "cohesion", findings->cohesion);
    out_member_number(&page->out, "cohesion_low", findings->cohesion_low);
    out_member_number(&page->out, "cohesion_high", findings->cohesion_high);
    write_groups(page);
    write_records(page, "positions", record_standing, actors, issues);
    write_records(page, "conditions", record_conditions, actors, issues);
    if (document->changes) {
        out_key(&page->out, "changes");
        out_begin(&page->out, '{', JSON_LINES);
        record_changes(&page->out, document->changes, with_issues);
        out_end(&page->out);
    }
    out_end(&page->out);
}

/* ---- a comparison */

static void side(struct page *page, const char *key, size_t actor, size_t issue)
{
    const struct standing *standing = findings_standing(page->findings, actor, issue);
    const struct scale *scale = &findings_issue(page->findings, issue)->scale;
    out_key(&page->out, key);
    out_begin(&page->out, '{', JSON_LINE);
    record_member_claims(&page->out, scale, standing->claims, standing->n_claims);
    out_end(&page->out);
}

static void write_compared_issue(struct page *page, size_t a, size_t b,
                                 const stance_pair_issue *row)
{
    struct json_out *out = &page->out;
    out_begin(out, '{', JSON_LINE);
    out_member_text(out, "id", findings_issue(page->findings, row->issue)->id);
    out_member_text(out, "name", findings_issue(page->findings, row->issue)->name);
    side(page, "a", a, row->issue);
    side(page, "b", b, row->issue);
    out_member_bool(out, "declared", row->declared);
    out_member_number(out, "distance", row->distance);
    out_member_number(out, "distance_min", row->distance_min);
    out_member_number(out, "distance_max", row->distance_max);
    out_member_number(out, "weight", row->weight);
    out_member_number(out, "share", row->share);
    out_end(out);
}

static void write_compared_pair(struct page *page, size_t a, size_t b)
{
    const stance_pair *pair = stance_findings_pair(page->findings, a, b);
    struct json_out *out = &page->out;
    size_t count;
    out_key(out, "pair");
    out_begin(out, '{', JSON_LINES);
    pair_members(page, a, b);
    out_member_number(out, "weight", pair->weight);
    count = stance_findings_pair_issues(page->findings, a, b, page->rows);
    begin_list(page, "issues");
    for (size_t r = 0; r < count; r++)
        write_compared_issue(page, a, b, &page->rows[r]);
    out_end(out);
    out_end(out);
}

static void write_both(struct page *page, const struct stance_document *document, const char *key,
                       record_function *record)
{
    const size_t both[2] = {document->a, document->b};
    begin_list(page, key);
    for (size_t n = 0; n < 2; n++) {
        for (size_t i = 0; i < page->findings->snapshot->n_issues; i++) {
            record(&page->out, page->findings, both[n], i);
        }
    }
    out_end(&page->out);
}

static void write_comparison(struct page *page, const struct stance_document *document,
                             const stance_layout *layout)
{
    (void)layout;
    write_head(page, "stance-comparison/1");
    begin_list(page, "actors");
    write_actor(page, document->a);
    write_actor(page, document->b);
    out_end(&page->out);
    write_compared_pair(page, document->a, document->b);
    write_both(page, document, "positions", record_standing);
    write_both(page, document, "conditions", record_conditions);
    out_end(&page->out);
}

/* ---- one actor, one issue: all that is on record */

static void write_record(struct page *page, const size_t actors[2], const size_t issues[2])
{
    write_records(page, "positions", record_standing, actors, issues);
    write_records(page, "conditions", record_conditions, actors, issues);
    write_records(page, "entries", record_entries, actors, issues);
}

static void write_one_actor(struct page *page, const struct stance_document *document,
                            const stance_layout *layout)
{
    const struct actor *who = findings_actor(page->findings, document->a);
    const size_t actors[2] = {document->a, document->a + 1};
    const size_t issues[2] = {0, page->findings->snapshot->n_issues};
    struct json_out *out = &page->out;
    (void)layout;
    write_head(page, "stance-actor/1");
    out_key(out, "actor");
    out_begin(out, '{', JSON_LINES);
    actor_members(page, document->a);
    out_member_text(out, "kind", who->kind);
    out_key(out, "groups");
    out_begin(out, '[', JSON_LINE);
    for (size_t g = 0; g < who->n_groups; g++)
        out_text(out, who->groups[g]);
    out_end(out);
    out_end(out);
    write_record(page, actors, issues);
    out_end(out);
}

static void write_one_issue(struct page *page, const struct stance_document *document,
                            const stance_layout *layout)
{
    const struct issue *what = findings_issue(page->findings, document->a);
    const size_t actors[2] = {0, page->findings->snapshot->n_actors};
    const size_t issues[2] = {document->a, document->a + 1};
    struct json_out *out = &page->out;
    (void)layout;
    write_head(page, "stance-issue/1");
    out_key(out, "issue");
    out_begin(out, '{', JSON_LINES);
    issue_members(page, document->a);
    out_member_text(out, "question", what->question);
    out_member_text(out, "topic", what->topic);
    out_key(out, "scale");
    record_scale(out, &what->scale);
    if (what->has_status_quo) {
        out_key(out, "status_quo");
        record_position(out, &what->scale, &what->status_quo);
    }
    out_end(out);
    write_record(page, actors, issues);
    out_end(out);
}

/* ---- what changed, and the log */

static void write_changes(struct page *page, const struct stance_document *document,
                          const stance_layout *layout)
{
    const struct stance_changes *changes = document->changes;
    write_head(page, "stance-changes/1");
    record_changes(&page->out, changes, changes->n_actors <= ACTORS_IN_FULL || layout->full);
    out_end(&page->out);
}

static void write_log(struct page *page, const struct stance_document *document,
                      const stance_layout *layout)
{
    const struct stance_snapshot *snapshot = page->findings->snapshot;
    size_t a = document->a, b = document->b; /* STANCE_NONE: all */
    const size_t actors[2] = {a == STANCE_NONE ? 0 : a,
                              a == STANCE_NONE ? snapshot->n_actors : a + 1};
    const size_t issues[2] = {b == STANCE_NONE ? 0 : b,
                              b == STANCE_NONE ? snapshot->n_issues : b + 1};
    (void)layout;
    begin_page(page, "stance-log/1");
    write_records(page, "entries", record_entries, actors, issues);
    out_end(&page->out);
}

static void write_cycle(struct page *page, const struct stance_document *document,
                        const stance_layout *layout)
{
    (void)layout;
    write_head(page, "stance-cycle/1");
    record_cycle(&page->out, document->cycle, document->changes);
    out_end(&page->out);
}

static void write_matrix(struct page *page, const struct stance_document *document,
                         const stance_layout *layout)
{
    (void)layout;
    begin_page(page, "stance-matrix/1");
    record_matrix(&page->out, document);
    out_end(&page->out);
}

static void write(const struct stance_document *document, const stance_layout *layout,
                  struct output *output)
{
    static void (*const of_subject[])(struct page *, const struct stance_document *,
                                      const stance_layout *) = {
        [SUBJECT_REPORT] = write_report,   [SUBJECT_COMPARISON] = write_comparison,
        [SUBJECT_ACTOR] = write_one_actor, [SUBJECT_ISSUE] = write_one_issue,
        [SUBJECT_CHANGES] = write_changes, [SUBJECT_LOG] = write_log,
        [SUBJECT_CYCLE] = write_cycle,     [SUBJECT_MATRIX] = write_matrix,
    };
    struct page page = {.out = {.output = output}, .findings = document->findings};
    page.rows = calloc(page.findings->snapshot->n_issues + 1, sizeof *page.rows);
    if (page.rows) {
        of_subject[document->subject](&page, document, layout);
    } else {
        output_fail(output);
    }
    free(page.rows);
}

const struct writer writer_json = {
    .format = {.name = "json",
               .ending = ".json",
               .summary = "all figures, for other programs",
               .holds = STANCE_PROSE | STANCE_MATRIX},
    .write = write,
};
