/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pipes are made wide enough for all that a command of these tests prints, so that nobody has
 * to read while it runs. */
#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PIPE_BYTES = 1 << 20, LIMIT_SECONDS = 60 };

static void die(const char *what)
{
    fprintf(stderr, "faults: %s: %s\n", what, strerror(errno));
    exit(3);
}

static void become(const char *const argv[], const int out[2], const int err[2],
                   run_prepare *prepare, const void *context)
{
    int null = open("/dev/null", O_RDONLY);
    if (null < 0 || dup2(null, 0) < 0 || dup2(out[1], 1) < 0 || dup2(err[1], 2) < 0) _exit(126);
    const int spare[] = {null, out[0], out[1], err[0], err[1]};
    for (size_t i = 0; i < sizeof spare / sizeof *spare; i++)
        if (spare[i] > 2) close(spare[i]);
    if (prepare && !prepare(context)) _exit(125);
    execv(argv[0], (char *const *)argv);
    _exit(127);
}

struct running run_begin(const char *const argv[], run_prepare *prepare, const void *context)
{
    int out[2], err[2];
    if (pipe2(out, O_CLOEXEC) != 0 || pipe2(err, O_CLOEXEC) != 0) die("pipe");
    (void)fcntl(out[1], F_SETPIPE_SZ, PIPE_BYTES);
    fflush(NULL);
    pid_t pid = fork();
    if (pid < 0) die("fork");
    if (pid == 0) become(argv, out, err, prepare, context);
    close(out[1]);
    close(err[1]);
    return (struct running){pid, out[0], err[0]};
}

static char *read_all(int fd, size_t *length)
{
    size_t size = 4096;
    char *text = malloc(size);
    *length = 0;
    if (!text) die("memory");
    for (;;) {
        ssize_t got = read(fd, text + *length, size - *length - 1);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        *length += (size_t)got;
        if (size - *length >= 2) continue;
        char *more = realloc(text, size *= 2);
        if (!more) die("memory");
        text = more;
    }
    text[*length] = '\0';
    close(fd);
    return text;
}

void run_end(struct running *running, int status, struct run *out)
{
    size_t ignored = 0;
    out->status = status;
    out->out = read_all(running->out, &out->out_length);
    out->err = read_all(running->err, &ignored);
}

/* Wait at most so long: a command that hangs is a finding, not the end of the tests. */
static int wait_limited(pid_t pid, bool *hung)
{
    const struct timespec pause = {.tv_nsec = 300000};
    time_t start = time(NULL);
    int status = 0;
    for (;;) {
        pid_t got = waitpid(pid, &status, WNOHANG);
        if (got == pid) return status;
        if (got < 0 && errno != EINTR) die("waitpid");
        if (time(NULL) - start > LIMIT_SECONDS && !*hung) {
            *hung = true;
            kill(pid, SIGKILL);
        }
        nanosleep(&pause, NULL);
    }
}

void run_command(const char *const argv[], run_prepare *prepare, const void *context,
                 struct run *out)
{
    *out = (struct run){0};
    struct running running = run_begin(argv, prepare, context);
    int status = wait_limited(running.pid, &out->hung);
    run_end(&running, status, out);
}

int run_exit(const struct run *run)
{
    return WIFEXITED(run->status) ? WEXITSTATUS(run->status) : -1;
}

void run_clear(struct run *run)
{
    free(run->out);
    free(run->err);
    *run = (struct run){0};
}

const char *run_say(const struct run *run, char *buffer, size_t size)
{
    if (run->hung)
        snprintf(buffer, size, "did not end");
    else if (WIFSIGNALED(run->status))
        snprintf(buffer, size, "signal %d", WTERMSIG(run->status));
    else
        snprintf(buffer, size, "exit %d", WEXITSTATUS(run->status));
    return buffer;
}
