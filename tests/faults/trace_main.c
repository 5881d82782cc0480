/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tracer as a command of its own: the calls as lines of text, the bytes written into a file,
 * and any one fault. */
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#include "tests.h"
#include "trace.h"

static const char usage[] =
    "usage: faults trace [OPTIONS] FOLDER COMMAND ..\n"
    "Runs COMMAND and lists its system calls on what lies in FOLDER. Its status is COMMAND's;\n"
    "125 if ptrace is not allowed.\n"
    "  --list FILE          the calls, one a line (default: not)\n"
    "  --bytes FILE         what they write\n"
    "  --at N ACTION        at the N-th call: before, after, amid (kill it); short; fail ERROR;\n"
    "                       signal NUMBER; run COMMAND (sh, before the call)\n"
    "  --reach WHAT         a failure meets: once, path, name, disk\n"
    "  --never CALL ERROR   this call fails all along\n";

static const struct {
    const char *word;
    enum trace_action action;
} actions[] = {
    {"before", TRACE_KILL_BEFORE}, {"after", TRACE_KILL_AFTER}, {"amid", TRACE_KILL_AMID},
    {"short", TRACE_SHORT},        {"fail", TRACE_FAIL},        {"signal", TRACE_SIGNAL},
    {"run", TRACE_INTRUDE},
};

static const struct {
    const char *word;
    enum trace_reach reach;
} reaches[] = {
    {"once", REACH_ONCE}, {"path", REACH_PATH}, {"name", REACH_NAME}, {"disk", REACH_DISK}};

static void intrude(const void *command)
{
    /* NOLINTNEXTLINE(cert-env33-c): whoever calls this has a shell already */
    if (system(command) != 0) fprintf(stderr, "faults: failed: %s\n", (const char *)command);
}

/* Read "--at N ACTION [WORD]"; the number of words taken, 0 if they are wrong. */
static int read_at(char **argv, struct trace_plan *plan)
{
    if (!argv[0] || !argv[1]) return 0;
    plan->at = strtoul(argv[0], NULL, 10);
    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++)
        if (strcmp(actions[i].word, argv[1]) == 0) plan->action = actions[i].action;
    if (plan->at == 0 || plan->action == TRACE_LIST) return 0;
    if (plan->action != TRACE_FAIL && plan->action != TRACE_SIGNAL && plan->action != TRACE_INTRUDE)
        return 2;
    if (!argv[2]) return 0;
    plan->error = call_error_find(argv[2]);
    plan->signal = plan->action == TRACE_SIGNAL ? (int)strtol(argv[2], NULL, 10) : 0;
    plan->intrude = intrude;
    plan->context = argv[2];
    return plan->action == TRACE_FAIL && plan->error == 0 ? 0 : 3;
}

static int read_option(char **argv, struct trace_plan *plan, FILE **list)
{
    if (strcmp(argv[0], "--at") == 0) {
        int taken = read_at(argv + 1, plan);
        return taken ? taken + 1 : 0;
    }
    if (!argv[1]) return 0;
    if (strcmp(argv[0], "--list") == 0) return (*list = fopen(argv[1], "we")) ? 2 : 0;
    if (strcmp(argv[0], "--bytes") == 0) return (plan->bytes = fopen(argv[1], "we")) ? 2 : 0;
    if (strcmp(argv[0], "--reach") == 0) {
        for (size_t i = 0; i < sizeof reaches / sizeof *reaches; i++) {
            if (strcmp(reaches[i].word, argv[1]) != 0) continue;
            plan->reach = reaches[i].reach;
            return 2;
        }
        return 0;
    }
    if (strcmp(argv[0], "--never") != 0 || !argv[2]) return 0;
    plan->never = argv[1];
    plan->never_error = call_error_find(argv[2]);
    return plan->never_error ? 3 : 0;
}

static int show(const struct trace *trace, FILE *list)
{
    for (size_t i = 0; list && i < trace->count; i++)
        call_print(&trace->calls[i], list);
    fwrite(trace->run.out, 1, trace->run.out_length, stdout);
    fputs(trace->run.err, stderr);
    int status = run_exit(&trace->run);
    return status >= 0 ? status : 128;
}

int trace_main(int argc, char **argv)
{
    struct trace_plan plan = {.action = TRACE_LIST};
    FILE *list = NULL;
    int i = 1, taken = 1;
    while (i < argc && argv[i][0] == '-' && taken > 0)
        i += taken = read_option(argv + i, &plan, &list);
    char *folder = i < argc ? realpath(argv[i], NULL) : NULL;
    if (taken == 0 || i + 1 >= argc || !folder) {
        fputs(usage, stderr);
        free(folder);
        return 2;
    }
    plan.folder = folder;
    struct trace trace;
    const char *problem = trace_run((const char *const *)argv + i + 1, &plan, &trace);
    int status = 125;
    if (problem)
        fprintf(stderr, "faults: %s\n", problem);
    else
        status = show(&trace, list);
    trace_clear(&trace);
    if (list) fclose(list);
    if (plan.bytes) fclose(plan.bytes);
    free(folder);
    return status;
}
