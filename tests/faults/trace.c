/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command runs with one thread: the call that would make a second one is refused, on which the
 * program is prepared. So its calls have an order, the same in each run, and a number says which
 * one is meant. PTRACE_GET_SYSCALL_INFO tells calls alike on all machines; only to change them a
 * processor's registers must be known. */
#include "trace.h"

#include <elf.h>
#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

enum { LIMIT_SECONDS = 30 };

/* A traced process and what is known of the call that it is in. */
struct tracee {
    pid_t pid;
    const struct trace_plan *plan;
    struct trace *trace;
    struct call *call; /* on the folder; NULL: another */
    bool replace;      /* report `value` instead of its result */
    int64_t value;
    bool failing; /* an error that reaches on has begun */
    const char *path;
    const char *problem;
};

/* Registers -------------------------------------------------------------------------------------
 */

#if defined __x86_64__
static const char *const unknown_machine = NULL;

static bool poke(pid_t pid, size_t at, int64_t value)
{
    return ptrace(PTRACE_POKEUSER, pid, at, value) == 0;
}

static bool skip_call(pid_t pid)
{
    return poke(pid, offsetof(struct user_regs_struct, orig_rax), -1);
}

static bool set_length(pid_t pid, uint64_t value)
{
    return poke(pid, offsetof(struct user_regs_struct, rdx), (int64_t)value);
}

static bool set_result(pid_t pid, int64_t value)
{
    return poke(pid, offsetof(struct user_regs_struct, rax), value);
}
#elif defined __aarch64__
static const char *const unknown_machine = NULL;

static bool skip_call(pid_t pid)
{
    int number = -1;
    struct iovec part = {&number, sizeof number};
    return ptrace(PTRACE_SETREGSET, pid, NT_ARM_SYSTEM_CALL, &part) == 0;
}

static bool set_register(pid_t pid, int which, uint64_t value)
{
    struct user_regs_struct registers;
    struct iovec part = {&registers, sizeof registers};
    if (ptrace(PTRACE_GETREGSET, pid, NT_PRSTATUS, &part) != 0) return false;
    registers.regs[which] = value;
    return ptrace(PTRACE_SETREGSET, pid, NT_PRSTATUS, &part) == 0;
}

static bool set_length(pid_t pid, uint64_t value)
{
    return set_register(pid, 2, value);
}

static bool set_result(pid_t pid, int64_t value)
{
    return set_register(pid, 0, (uint64_t)value);
}
#else
static const char *const unknown_machine = "the tracer knows x86-64 and aarch64 only";

static bool skip_call(pid_t pid)
{
    (void)pid;
    return false;
}

static bool set_length(pid_t pid, uint64_t value)
{
    (void)value;
    return skip_call(pid);
}

static bool set_result(pid_t pid, int64_t value)
{
    (void)value;
    return skip_call(pid);
}
#endif

/* The plan --------------------------------------------------------------------------------------
 */

static void refuse(struct tracee *tracee, int error)
{
    tracee->replace = true;
    tracee->value = -error;
    bool still_done = tracee->call && (tracee->call->type->flags & CALL_STILL_DONE);
    if (!still_done && !skip_call(tracee->pid)) tracee->problem = "registers cannot be set";
}

static struct call *append_call(struct trace *trace, const struct call *call)
{
    if ((trace->count & (trace->count + 1)) == 0) { /* room doubles at 1, 3, 7, 15 .. */
        size_t room = 2 * (trace->count + 1);
        struct call *more = realloc(trace->calls, room * sizeof *more);
        if (!more) abort();
        trace->calls = more;
    }
    struct call *added = &trace->calls[trace->count++];
    *added = *call;
    added->number = trace->count;
    added->result = -1;
    return added;
}

static bool is_reached(const struct tracee *tracee)
{
    const struct call *call = tracee->call, *first = &tracee->trace->calls[tracee->plan->at - 1];
    if (call->number == tracee->plan->at) return true;
    switch (tracee->plan->reach) {
    case REACH_ONCE:
        return false;
    case REACH_PATH:
        return call->type == first->type && strcmp(call->path, first->path) == 0;
    case REACH_NAME:
        return call->type == first->type;
    case REACH_DISK:
        return call->changes;
    }
    return false;
}

static void cut_length(struct tracee *tracee)
{
    uint64_t half = tracee->call->arguments[2] / 2;
    if (half > 0 && !set_length(tracee->pid, half)) tracee->problem = "registers cannot be set";
}

/* The process stands before a call on the folder. */
static void act_before(struct tracee *tracee)
{
    const struct trace_plan *plan = tracee->plan;
    const struct call *call = tracee->call;
    bool unknown = plan->never && strcmp(call->type->name, plan->never) == 0;
    if (unknown) refuse(tracee, plan->never_error);
    if (plan->at == 0 || call->number < plan->at) return;
    tracee->trace->reached = true;
    if (plan->action == TRACE_FAIL && !unknown && is_reached(tracee)) refuse(tracee, plan->error);
    if (call->number != plan->at) return;
    switch (plan->action) {
    case TRACE_KILL_BEFORE:
        skip_call(tracee->pid);
        kill(tracee->pid, SIGKILL);
        break;
    case TRACE_KILL_AMID:
    case TRACE_SHORT:
        cut_length(tracee);
        break;
    case TRACE_SIGNAL:
        kill(tracee->pid, plan->signal);
        break;
    case TRACE_INTRUDE:
        plan->intrude(plan->context);
        break;
    default:
        break;
    }
}

/* Keep what a write has written. */
static void keep_bytes(const struct tracee *tracee, struct call *call)
{
    char buffer[4096] = {0};
    bool writes = (call->type->flags & CALL_CHANGES) && (call->type->flags & CALL_HAS_LENGTH);
    if (!tracee->plan->bytes || !writes || call->result < 0) return;
    call->bytes_at = ftell(tracee->plan->bytes);
    for (int64_t done = 0; done < call->result;) {
        size_t chunk = sizeof buffer;
        if ((int64_t)chunk > call->result - done) chunk = (size_t)(call->result - done);
        struct iovec here = {buffer, chunk};
        struct iovec there = {(void *)(uintptr_t)(call->arguments[1] + (uint64_t)done), chunk};
        if (process_vm_readv(tracee->pid, &here, 1, &there, 1, 0) != (ssize_t)chunk) abort();
        fwrite(buffer, 1, chunk, tracee->plan->bytes);
        done += (int64_t)chunk;
    }
}

static void act_after(struct tracee *tracee, int64_t result)
{
    const struct trace_plan *plan = tracee->plan;
    if (tracee->replace) {
        result = tracee->value;
        if (!set_result(tracee->pid, result)) tracee->problem = "registers cannot be set";
    }
    tracee->replace = false;
    if (!tracee->call) return;
    call_finish(tracee->pid, tracee->call, result);
    keep_bytes(tracee, tracee->call);
    bool kills = plan->action == TRACE_KILL_AFTER || plan->action == TRACE_KILL_AMID;
    if (kills && tracee->call->number == plan->at) kill(tracee->pid, SIGKILL);
    tracee->call = NULL;
}

static bool makes_thread(uint64_t number)
{
    return number == SYS_clone || number == SYS_clone3;
}

static void stop_at_call(struct tracee *tracee)
{
    struct __ptrace_syscall_info info;
    if (ptrace(PTRACE_GET_SYSCALL_INFO, tracee->pid, sizeof info, &info) <= 0) {
        if (errno != ESRCH) tracee->problem = "PTRACE_GET_SYSCALL_INFO is not there";
        return;
    }
    if (info.op == PTRACE_SYSCALL_INFO_EXIT) {
        act_after(tracee, info.exit.rval);
        return;
    }
    if (info.op != PTRACE_SYSCALL_INFO_ENTRY) return;
    struct call call;
    const struct call_type *type = call_type_find((long)info.entry.nr);
    tracee->call = NULL;
    if (makes_thread(info.entry.nr)) {
        refuse(tracee, EAGAIN);
    } else if (type && call_decode(tracee->pid, type, (const uint64_t *)info.entry.args,
                                   tracee->plan->folder, &call)) {
        tracee->call = append_call(tracee->trace, &call);
        act_before(tracee);
    }
}

/* The loop --------------------------------------------------------------------------------------
 */

static bool prepare(const void *context)
{
    (void)context;
    return ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0 && raise(SIGSTOP) == 0;
}

static void on_alarm(int signal)
{
    (void)signal;
}

/* An alarm interrupts the wait for a process that hangs. */
static void set_alarm(unsigned seconds)
{
    struct sigaction action = {.sa_handler = on_alarm};
    sigaction(SIGALRM, &action, NULL);
    alarm(seconds);
}

/* What to hand on to the stopped process: a signal, or 0 for a stop that is only ours. */
static int handle_stop(struct tracee *tracee, int status, bool started)
{
    int stop = WSTOPSIG(status);
    if (stop == (SIGTRAP | 0x80)) {
        stop_at_call(tracee);
        return 0;
    }
    if (stop == SIGTRAP || (stop == SIGSTOP && !started)) return 0;
    return stop;
}

static int follow(struct tracee *tracee)
{
    const long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_EXITKILL | PTRACE_O_TRACEEXEC;
    bool started = false;
    for (;;) {
        int status = 0;
        if (waitpid(tracee->pid, &status, __WALL) < 0) {
            if (errno != EINTR) abort();
            tracee->trace->run.hung = true;
            kill(tracee->pid, SIGKILL);
            continue;
        }
        if (!WIFSTOPPED(status)) return status;
        int pass = handle_stop(tracee, status, started);
        if (!started) ptrace(PTRACE_SETOPTIONS, tracee->pid, NULL, options);
        started = true;
        if (tracee->problem) kill(tracee->pid, SIGKILL);
        /* Fails only for a process that is dying. */
        ptrace(PTRACE_SYSCALL, tracee->pid, NULL, (long)pass);
    }
}

const char *trace_run(const char *const argv[], const struct trace_plan *plan, struct trace *out)
{
    *out = (struct trace){0};
    if (unknown_machine) return unknown_machine;
    struct running running = run_begin(argv, prepare, NULL);
    struct tracee tracee = {.pid = running.pid, .plan = plan, .trace = out};
    set_alarm(LIMIT_SECONDS);
    int status = follow(&tracee);
    set_alarm(0);
    run_end(&running, status, &out->run);
    if (run_exit(&out->run) == 125 && out->count == 0) return "ptrace is not allowed here";
    return tracee.problem;
}

void trace_clear(struct trace *trace)
{
    run_clear(&trace->run);
    free(trace->calls);
    *trace = (struct trace){0};
}
