/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents on their way out. The layout follows the terminal where there is one; in a pipe or a
 * file the same input gives the same bytes everywhere. */
#include "cli/output.h"

#include <errno.h>
#include <langinfo.h>
#include <libgen.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/file_path.h"
#include "cli/complain.h"
#include "cli/output_format.h"

enum { WIDTH_DEFAULT = 80, WIDTH_LEAST = 40, WIDTH_MOST = 120 };

static bool is_utf8(void)
{
    return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

static size_t terminal_width(void)
{
    struct winsize size;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0)
        return WIDTH_DEFAULT;
    if (size.ws_col == 0) return WIDTH_DEFAULT;
    if (size.ws_col < WIDTH_LEAST) return WIDTH_LEAST;
    return size.ws_col > WIDTH_MOST ? WIDTH_MOST : size.ws_col;
}

static bool wants_color(const struct settings *settings)
{
    const char *when = settings->color ? settings->color : "auto";
    const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if (strcmp(when, "auto") != 0) return strcmp(when, "always") == 0;
    if (output_is_file(settings) || !isatty(STDOUT_FILENO)) return false;
    return !(no_color && *no_color) && terminal && strcmp(terminal, "dumb") != 0;
}

/* ---- writing */

static bool write_stdout(void *context, const char *bytes, size_t length)
{
    (void)context;
    return fwrite(bytes, 1, length, stdout) == length;
}

/* A signal while a file is written: what was staged is dropped, then the signal takes its course.
 */
static volatile sig_atomic_t stopped_by;

static void note_signal(int signal_number)
{
    stopped_by = signal_number;
}

enum { N_SIGNALS = 3 };
static const int stopping_signals[N_SIGNALS] = {SIGINT, SIGTERM, SIGHUP};

static void hold_signals(struct sigaction old[N_SIGNALS])
{
    struct sigaction noting = {.sa_handler = note_signal};
    sigemptyset(&noting.sa_mask);
    for (size_t s = 0; s < N_SIGNALS; s++)
        sigaction(stopping_signals[s], &noting, &old[s]);
}

static void release_signals(const struct sigaction old[N_SIGNALS])
{
    for (size_t s = 0; s < N_SIGNALS; s++)
        sigaction(stopping_signals[s], &old[s], NULL);
    if (stopped_by) raise(stopped_by);
}

static bool write_file(void *context, const char *bytes, size_t length)
{
    struct file_output *file = context;
    if (stopped_by) return false;
    file_output_write(file, bytes, length);
    return !file->failed;
}

static enum exit_status complain_of_file(const char *path, const struct str *message)
{
    bool written = strncmp(str_get(message), "written", strlen("written")) == 0;
    say_error("%s: %s%s", path, str_get(message), written ? "" : "; nothing was written");
    return EXIT_REFUSED;
}

/* ---- files that no output may take the place of */

static bool is_same_file(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* Does the folder of a path hold a model, or lie in one as its actors? */
static bool lies_in_model(const char *target)
{
    struct str file = {0};
    size_t folder = (size_t)(strrchr(target, '/') - target);
    str_append_bytes(&file, target, folder);
    str_append(&file, "/model.json");
    bool in_model = access(str_get(&file), F_OK) == 0;
    str_truncate(&file, folder);
    bool is_actors = folder > 7 && strcmp(str_get(&file) + folder - 7, "/actors") == 0;
    str_append(&file, "/../model.json");
    in_model = in_model || (is_actors && access(str_get(&file), F_OK) == 0) || file.failed;
    str_clear(&file);
    return in_model;
}

/* A model's own file, links followed: an output over it would destroy what it was made from. Names
 * that begin with .stance- are those of a batch. */
static bool is_of_model(const char *file)
{
    char *target = NULL;
    if (file_resolve(file, &target) != 0) return false; /* opening it will say why */
    const char *name = strrchr(target, '/') + 1;
    size_t length = strlen(name);
    bool is_json = length > 5 && strcmp(name + length - 5, ".json") == 0;
    bool is_actors = strstr(target, "/actors/") && is_json;
    bool own =
        (strcmp(name, "model.json") == 0 || is_actors || strncmp(name, ".stance-", 8) == 0) &&
        lies_in_model(target);
    free(target);
    return own;
}

/* What kept a writer from going on, where it was not the disk that the output is for. */
static const char *why_not(stance_result result)
{
    return result == STANCE_REFUSED
               ? "more than a workbook can hold (choose actors or issues, or another format)"
               : "the files that it is made from could not be written (TMPDIR names their folder)";
}

static stance_result stage(struct file_output *file, const char *format,
                           const stance_layout *layout, const stance_document *document,
                           struct str *message)
{
    stance_result result =
        stance_document_write(document, format, layout, (stance_sink){write_file, file});
    if ((result == STANCE_OK || file->failed) && !stopped_by)
        return file_output_close(file, message);
    str_append(message, why_not(result));
    file_output_abandon(file);
    return result;
}

static enum exit_status write_to_file(const struct settings *settings, const char *format,
                                      const stance_layout *layout, const stance_document *document)
{
    struct file_output file;
    struct sigaction old[N_SIGNALS];
    struct str message = {0};
    enum exit_status status = EXIT_DONE;
    hold_signals(old);
    stance_result result = file_output_open(&file, settings->output, &message);
    if (result == STANCE_OK) result = stage(&file, format, layout, document, &message);
    release_signals(old);
    if (result == STANCE_NO_MEMORY)
        status = complain_of_memory();
    else if (result != STANCE_OK)
        status = complain_of_file(settings->output, &message);
    str_clear(&message);
    return status;
}

static char delimiter_of(const struct settings *settings)
{
    if (!settings->delimiter) return '\0';
    if (strcmp(settings->delimiter, "tab") == 0) return '\t';
    return settings->delimiter[0];
}

static stance_layout layout_for(const struct settings *settings)
{
    return (stance_layout){
        .width_columns = settings->width > 0        ? (size_t)settings->width
                         : output_is_file(settings) ? WIDTH_DEFAULT
                                                    : terminal_width(),
        /* A file has no locale: the same input gives the same bytes. */
        .ascii = settings->ascii || (!output_is_file(settings) && !is_utf8()),
        .color = wants_color(settings),
        .full = settings->full,
        .raw = settings->raw,
        .delimiter = delimiter_of(settings),
        .decimal = (settings->decimal ? settings->decimal : "")[0],
    };
}

static enum exit_status write_document(const struct settings *settings, const char *format,
                                       const stance_document *document)
{
    const stance_layout layout = layout_for(settings);
    if (output_is_file(settings)) return write_to_file(settings, format, &layout, document);
    stance_result result =
        stance_document_write(document, format, &layout, (stance_sink){write_stdout, NULL});
    if (result == STANCE_NO_MEMORY) return complain_of_memory();
    if (result == STANCE_OK || ferror(stdout)) return EXIT_DONE; /* output_finish tells why */
    say_error("%s", why_not(result));
    return EXIT_REFUSED;
}

/* ---- printed before something is done, shown after it */

static bool write_text(void *context, const char *bytes, size_t length)
{
    struct str *text = context;
    str_append_bytes(text, bytes, length);
    return !text->failed;
}

enum exit_status output_prepare(const struct command *command, const struct settings *settings,
                                const stance_document *document, struct prepared *prepared)
{
    const stance_format *format;
    const stance_layout layout = layout_for(settings);
    struct str message = {0};
    *prepared = (struct prepared){.file = {.descriptor = -1}};
    enum exit_status status = output_find_format(command, settings, &format);
    if (status != EXIT_DONE) return status;
    stance_result result = stance_document_write(document, format->name, &layout,
                                                 (stance_sink){write_text, &prepared->text});
    if (result != STANCE_OK) return complain_of_memory(); /* a text takes all there is room for */
    if (!output_is_file(settings)) return EXIT_DONE;
    result = file_output_open(&prepared->file, settings->output, &message);
    prepared->is_file = result == STANCE_OK;
    if (result == STANCE_OK)
        file_output_write(&prepared->file, str_get(&prepared->text), prepared->text.length);
    else
        status = result == STANCE_NO_MEMORY ? complain_of_memory()
                                            : complain_of_file(settings->output, &message);
    str_clear(&message);
    return status;
}

enum exit_status output_show(struct prepared *prepared, const struct settings *settings,
                             const char *done)
{
    struct str message = {0};
    if (!prepared->is_file) {
        size_t length = prepared->text.length;
        bool ok = fwrite(str_get(&prepared->text), 1, length, stdout) == length;
        if (fflush(stdout) == 0 && ok) return EXIT_DONE;
        say_error("%s; only the review could not be printed", done);
        return EXIT_REFUSED;
    }
    stance_result result = file_output_close(&prepared->file, &message);
    prepared->is_file = false;
    if (result != STANCE_OK)
        say_error("%s: %s; %s, only the review could not be", settings->output, str_get(&message),
                  done);
    str_clear(&message);
    return result == STANCE_OK ? EXIT_DONE : EXIT_REFUSED;
}

void prepared_clear(struct prepared *prepared)
{
    if (prepared->is_file) file_output_abandon(&prepared->file);
    str_clear(&prepared->text);
}

static enum exit_status check_target(const struct command *command, const struct settings *settings,
                                     const char *input)
{
    if (!output_is_file(settings)) return EXIT_DONE;
    if (input && is_same_file(settings->output, input))
        return complain_of_usage(command, "-o names the file that is read");
    if (!is_of_model(settings->output)) return EXIT_DONE;
    say_error("%s is a file of a model: write the %s somewhere else", settings->output,
              command->name);
    return EXIT_REFUSED;
}

enum exit_status output_check(const struct command *command, const struct settings *settings,
                              const char *input)
{
    const stance_format *format;
    enum exit_status status = output_find_format(command, settings, &format);
    return status == EXIT_DONE ? check_target(command, settings, input) : status;
}

enum exit_status output_document(const struct command *command, const struct settings *settings,
                                 say_function *say)
{
    struct context context;
    const stance_format *format;
    stance_document *document = NULL;
    enum exit_status status = output_find_format(command, settings, &format);
    if (status == EXIT_DONE) status = check_target(command, settings, NULL);
    if (status != EXIT_DONE) return status;
    status = context_open(&context, settings);
    if (status == EXIT_DONE && (settings->since || settings->from))
        status = context_look_back(&context, settings);
    if (status == EXIT_DONE) {
        stance_result result = say(&context, settings, output_kind(command, format), &document);
        if (result == STANCE_OK)
            status = write_document(settings, format->name, document);
        else
            status = result == STANCE_NO_MEMORY ? complain_of_memory() : EXIT_REFUSED;
    }
    if (status == EXIT_DONE) mention_warnings(context.diagnostics);
    stance_document_free(document);
    context_clear(&context);
    return status;
}

enum exit_status output_finish(enum exit_status status)
{
    bool failed = ferror(stdout) != 0;
    int reason = errno;
    if (fclose(stdout) != 0) {
        failed = true;
        reason = errno;
    }
    if (!failed || reason == EPIPE) return failed && status == EXIT_DONE ? EXIT_REFUSED : status;
    say_error("stdout: %s",
              reason == ENOSPC ? "no space left on the disk" : "could not be written");
    return status == EXIT_DONE ? EXIT_REFUSED : status;
}
