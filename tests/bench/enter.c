/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long one new stance takes beside reading the model: enter FOLDER REPETITIONS. What is entered
 * stays: the folder is one that was generated. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "stance/edit.h"

#define REPETITIONS_MOST 101

static double now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *times, size_t count)
{
    qsort(times, count, sizeof *times, ascending);
    return times[count / 2];
}

static void demand(stance_result result, const stance_diagnostics *list)
{
    if (result == STANCE_OK) return;
    for (size_t d = 0; d < stance_diagnostics_kept(list); d++)
        fprintf(stderr, "%s\n", stance_diagnostics_get(list, d)->message);
    exit(1);
}

static double time_load(const char *folder, stance_diagnostics *list)
{
    stance_model *model;
    double start = now_ms();
    demand(stance_model_load(folder, list, &model), list);
    stance_model_free(model);
    return now_ms() - start;
}

static double time_set(const char *folder, size_t number, stance_diagnostics *list)
{
    char date[32];
    stance_edit *edit;
    stance_draft *draft;
    stance_cycle *cycle;
    double start = now_ms();
    snprintf(date, sizeof date, "%04zu-06-01", 3000 + number);
    demand(stance_edit_open(folder, 1, list, &edit), list);
    const stance_model *model = stance_edit_model(edit);
    const char *words[STANCE_FIELD_COUNT] = {
        [STANCE_FIELD_ACTOR] = stance_model_actor_id(model, 0),
        [STANCE_FIELD_ISSUE] = stance_model_issue_id(model, 0),
        [STANCE_FIELD_VALUE] = "undeclared",
        [STANCE_FIELD_OUTLET] = "A paper",
        [STANCE_FIELD_DATE] = date,
    };
    demand(stance_draft_of_words(words, false, &draft), list);
    demand(stance_cycle_new(model, draft, date, list, &cycle), list);
    demand(stance_edit_commit(edit, cycle, list), list);
    stance_cycle_free(cycle);
    stance_draft_free(draft);
    stance_edit_close(edit);
    return now_ms() - start;
}

int main(int argc, char **argv)
{
    static double loads[REPETITIONS_MOST], sets[REPETITIONS_MOST];
    size_t repetitions = argc == 3 ? strtoul(argv[2], NULL, 10) : 0;
    stance_diagnostics *list = stance_diagnostics_new();
    if (repetitions < 1 || repetitions > REPETITIONS_MOST || !list) {
        fputs("usage: enter FOLDER REPETITIONS\n", stderr);
        return 2;
    }
    for (size_t i = 0; i < repetitions; i++) {
        loads[i] = time_load(argv[1], list);
        sets[i] = time_set(argv[1], i, list);
    }
    double load = median(loads, repetitions), set = median(sets, repetitions);
    printf("  load %.1f ms, one stance entered %.1f ms: %.2f (medians of %zu)\n", load, set,
           set / load, repetitions);
    stance_diagnostics_free(list);
    return 0;
}
