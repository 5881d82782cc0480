/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is doubtful in a model, check by check: the table, and the run over model, issues, actors
 * and entries. What the readers themselves notice (misspelt keys, a byte order mark) comes with the
 * load; here it is chosen by name like the rest, and all is put into the order of the files. */
#include "report/checks.h"

#include <stdlib.h>
#include <string.h>

#include "stance/report.h"

enum { STALE_DAYS = 365 }; /* unless the options say otherwise */

/* The one thing that readers notice more than once a file. */
#define UNKNOWN_MEMBER "unknown-member"

static const struct check checks[] = {
    {.name = UNKNOWN_MEMBER, .summary = "a member that nothing reads: misspelt, perhaps"},
    {.name = "byte-order-mark", .summary = "a file that begins with a byte order mark"},
    {.name = "not-read", .summary = "a file that is all but named as an actor's: ID.json"},
    {.name = "no-actors", .summary = "a model without a folder of actors"},
    {.name = "unfinished",
     .summary = "a batch that was cut off while it was written: it is shown whole"},
    {.name = "no-source",
     .summary = "an entry that names neither outlet nor address",
     .of_stance = check_source},
    {.name = "no-quote",
     .summary = "an entry that quotes nothing (inferred ones need not)",
     .of_stance = check_quote},
    {.name = "quote-twice",
     .summary = "the same quote behind two actors, two sources or two days",
     .of_stance = check_quote_twice},
    {.name = "same-day",
     .summary = "two entries of one day on one issue",
     .of_actor = check_same_day},
    {.name = "stale",
     .summary = "a position in force that is older than --stale DAYS",
     .of_actor = check_age},
    {.name = "future-date",
     .summary = "an entry dated after it was entered, or far beyond all others",
     .of_stance = check_entered,
     .of_model = check_newest},
    {.name = "salience-partial",
     .summary = "an actor with salience on some issues and none on others",
     .of_actor = check_salience},
    {.name = "outside-accepts",
     .summary = "a position outside what the actor accepts",
     .of_actor = check_accepts},
    {.name = "narrow-span",
     .summary = "positions within a quarter of their scale: is it too wide?",
     .of_issue = check_span},
    {.name = "neutral-at-end",
     .summary = "a neutral point at the end of its scale",
     .of_issue = check_neutral},
    {.name = "one-voice",
     .summary = "issues on which fewer than two have declared themselves",
     .of_model = check_voices},
    {.name = "incomparable",
     .summary = "a counted actor that shares no issue with any other",
     .of_actor = check_comparable},
    {.name = "condition-on-itself",
     .summary = "a test that asks about the very stance it would change",
     .of_stance = check_itself},
    {.name = "condition-fulfilled",
     .summary = "an alternative that is the entry's position already",
     .of_stance = check_fulfilled},
    {.name = "condition-never-holds",
     .summary = "a test that no position can pass",
     .of_stance = check_never},
    {.name = "risky-id",
     .summary = "an id that spreadsheets take for something else: no, na, 1e5",
     .of_actor = check_actor_id,
     .of_issue = check_issue_id},
};
enum { N_CHECKS = sizeof checks / sizeof *checks };

const char *stance_check_name(size_t index)
{
    return index < N_CHECKS ? checks[index].name : NULL;
}

const char *stance_check_summary(size_t index)
{
    return index < N_CHECKS ? checks[index].summary : NULL;
}

/* ---- which checks */

static bool has_word(const char *list, const char *word)
{
    size_t length = strlen(word);
    for (;; list++) {
        size_t here = strcspn(list, ",");
        if (here == length && strncmp(list, word, length) == 0) return true;
        list += here;
        if (*list == '\0') return false;
    }
}

static bool is_chosen(const stance_check_options *options, const char *name)
{
    return (!options->only || has_word(options->only, name)) &&
           !(options->skip && has_word(options->skip, name));
}

/* Is every word of the list the name of a check? */
static bool are_names(const char *list)
{
    for (; list; list++) {
        size_t length = strcspn(list, ","), c = 0;
        while (c < N_CHECKS &&
               (strlen(checks[c].name) != length || strncmp(list, checks[c].name, length) != 0))
            c++;
        if (c == N_CHECKS) return false;
        list += length;
        if (*list == '\0') break;
    }
    return true;
}

/* ---- the run */

static void check_stance(struct check_run *run, const struct actor *actor,
                         const struct stance *stance, const bool *chosen)
{
    for (size_t c = 0; c < N_CHECKS; c++) {
        if (!checks[c].of_stance || !chosen[c]) continue;
        run->name = checks[c].name;
        checks[c].of_stance(run, actor, stance);
    }
}

static void check_actor(struct check_run *run, size_t actor, const bool *chosen)
{
    const struct actor *who = findings_actor(run->findings, actor);
    for (size_t c = 0; c < N_CHECKS; c++) {
        if (!checks[c].of_actor || !chosen[c]) continue;
        run->name = checks[c].name;
        checks[c].of_actor(run, actor);
    }
    for (size_t s = 0; s < who->n_stances; s++) {
        const struct stance *stance = &who->stances[s];
        date_day known = run->snapshot->as_known;
        if (!run->has_issue[stance->issue]) continue;
        if (known != DATE_NONE && stance->entered > known) continue; /* not on file then */
        check_stance(run, who, stance, chosen);
    }
}

static void check_model(struct check_run *run, const bool *chosen)
{
    for (size_t c = 0; c < N_CHECKS; c++) {
        run->name = checks[c].name;
        if (checks[c].of_model && chosen[c]) checks[c].of_model(run);
        for (size_t i = 0; checks[c].of_issue && chosen[c] && i < run->snapshot->n_issues; i++)
            checks[c].of_issue(run, i);
    }
}

/* By index in the model; heap. */
static bool *mark_selected(const struct stance_snapshot *snapshot)
{
    bool *marks = calloc(snapshot->model->n_issues + 1, sizeof *marks);
    for (size_t i = 0; marks && i < snapshot->n_issues; i++)
        marks[snapshot->issues[i]] = true;
    return marks;
}

static void run_checks(struct check_run *run, const stance_check_options *options,
                       struct stance_diagnostics *diagnostics)
{
    bool chosen[N_CHECKS], *is_selected = mark_selected(run->snapshot);
    for (size_t c = 0; c < N_CHECKS; c++)
        chosen[c] = is_chosen(options, checks[c].name);
    run->has_issue = is_selected;
    diagnostics_init(&run->list);
    if (is_selected)
        check_model(run, chosen);
    else
        run->list.failed = true;
    diagnostics_absorb(diagnostics, &run->list);
    for (size_t a = 0; is_selected && a < run->snapshot->n_actors; a++) {
        check_actor(run, a, chosen);
        diagnostics_absorb(diagnostics, &run->list);
    }
    quotes_clear(&run->quotes);
    free(is_selected);
}

/* ---- the list */

/* Of what the limit per file left out only the number is known: it goes with the check that alone
 * can come so often. */
static void keep_chosen(struct stance_diagnostics *list, const stance_check_options *options)
{
    size_t kept = 0, warnings = 0, warnings_before = 0;
    for (size_t d = 0; d < list->count; d++) {
        bool is_warning = list->items[d].severity == STANCE_WARNING;
        warnings_before += is_warning;
        if (is_warning && !is_chosen(options, list->items[d].check)) continue;
        warnings += is_warning;
        list->offsets[kept] = list->offsets[d];
        list->items[kept++] = list->items[d];
    }
    if (is_chosen(options, UNKNOWN_MEMBER))
        warnings += list->found[STANCE_WARNING] - warnings_before;
    list->count = kept;
    list->found[STANCE_WARNING] = warnings;
    list->counting = list->hintable = false;
}

static size_t count_slashes(const char *path)
{
    size_t count = 0;
    for (; *path; path++)
        count += *path == '/';
    return count;
}

/* No file, model.json, then the actors' files, which lie deeper. */
static int compare_files(const char *a, const char *b)
{
    if (a == b) return 0;
    if (!a || !b) return a ? 1 : -1;
    size_t depth_a = count_slashes(a), depth_b = count_slashes(b);
    return depth_a != depth_b ? (depth_a < depth_b ? -1 : 1) : strcmp(a, b);
}

static int compare_items(const void *left, const void *right)
{
    const stance_diagnostic *a = left, *b = right;
    int order = compare_files(a->file, b->file);
    if (order != 0) return order;
    if (a->line != b->line) return a->line < b->line ? -1 : 1;
    if (a->column != b->column) return a->column < b->column ? -1 : 1;
    order = strcmp(a->check, b->check);
    return order != 0 ? order : strcmp(a->message, b->message);
}

/* Each file from top to bottom, nothing twice. By now every item has its place. */
static void put_in_order(struct stance_diagnostics *list)
{
    size_t kept = 0;
    if (list->count == 0) return;
    qsort(list->items, list->count, sizeof *list->items, compare_items);
    for (size_t d = 0; d < list->count; d++) {
        if (kept > 0 && compare_items(&list->items[kept - 1], &list->items[d]) == 0)
            list->found[list->items[d].severity]--;
        else
            list->items[kept++] = list->items[d];
    }
    list->count = kept;
    list->counting = list->hintable = false;
}

static void make_errors(struct stance_diagnostics *list)
{
    for (size_t d = 0; d < list->count; d++)
        list->items[d].severity = STANCE_ERROR;
    list->found[STANCE_ERROR] += list->found[STANCE_WARNING];
    list->found[STANCE_WARNING] = 0;
    list->counting = list->hintable = false;
}

stance_result stance_check(const stance_findings *findings, const stance_check_options *options,
                           stance_diagnostics *diagnostics)
{
    static const stance_check_options plain = {0};
    if (!options) options = &plain;
    if (!are_names(options->only) || !are_names(options->skip)) return STANCE_REFUSED;
    keep_chosen(diagnostics, options);
    if (findings) {
        struct check_run run = {
            .findings = findings,
            .snapshot = findings->snapshot,
            .model = findings->snapshot->model,
            .stale_days = options->stale_days ? options->stale_days : STALE_DAYS,
        };
        run_checks(&run, options, diagnostics);
    }
    put_in_order(diagnostics);
    if (options->strict) make_errors(diagnostics);
    return diagnostics->failed ? STANCE_NO_MEMORY : STANCE_OK;
}
