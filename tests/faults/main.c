/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens to the files of a model when a command is killed, when the system refuses a call,
 * when writers race, when an editor comes in between, when the disk is full. faults PROGRAM
 * short|full TEST [WORDS ..]     from the top of the repository faults trace .. see trace_main.c
 * WORDS, as a finding names them, run one case alone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests.h"

static const struct {
    const char *name;
    size_t (*run)(const struct task *task);
} tests[] = {
    {"kill", fault_kill},       {"errors", fault_errors}, {"readers", fault_readers},
    {"editors", fault_editors}, {"race", fault_race},     {"disk", fault_disk},
};

bool task_wants(const struct task *task, const char *again)
{
    /* Word by word, as far as both go. */
    for (size_t i = 0; i < task->n_words && *again; i++) {
        size_t length = strcspn(again, " ");
        if (strlen(task->words[i]) != length || strncmp(task->words[i], again, length) != 0)
            return false;
        again += length;
        again += strspn(again, " ");
    }
    return true;
}

static int use(void)
{
    fputs("usage: faults PROGRAM short|full kill|errors|readers|editors|race|disk [WORDS]\n"
          "       faults trace --help\n",
          stderr);
    return 2;
}

int main(int argc, char **argv)
{
    setenv("SOURCE_DATE_EPOCH", "1748736000", 1); /* 1 June 2025: the entries' date */
    setenv("TZ", "UTC", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
    if (argc > 1 && strcmp(argv[1], "trace") == 0) return trace_main(argc - 1, argv + 1);
    if (argc < 4) return use();
    const struct task task = {.name = argv[3],
                              .program = argv[1],
                              .full = strcmp(argv[2], "full") == 0,
                              .words = (const char *const *)argv + 4,
                              .n_words = (size_t)argc - 4};
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        if (strcmp(tests[i].name, task.name) != 0) continue;
        size_t findings = tests[i].run(&task);
        fflush(stdout);
        return findings ? EXIT_FAILURE : EXIT_SUCCESS;
    }
    return use();
}
