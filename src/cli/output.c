/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents on their way out. The layout follows the terminal where there is one; in a pipe or a
 * file the same input gives the same bytes everywhere. */
#include "cli/output.h"

#include <errno.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/nearest.h"
#include "cli/context.h"

enum { WIDTH_DEFAULT = 80, WIDTH_LEAST = 40, WIDTH_MOST = 120 };

bool output_is_utf8(void)
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
    if (settings->output || !isatty(STDOUT_FILENO)) return false;
    return !(no_color && *no_color) && terminal && strcmp(terminal, "dumb") != 0;
}

/* ---- formats */

static const stance_format *find_format(const char *name)
{
    for (size_t f = 0; stance_format_get(f); f++)
        if (strcmp(stance_format_get(f)->name, name) == 0) return stance_format_get(f);
    return NULL;
}

static const stance_format *find_ending(const char *file)
{
    size_t length = strlen(file);
    for (size_t f = 0; stance_format_get(f); f++) {
        size_t ending = strlen(stance_format_get(f)->ending);
        if (length > ending && strcmp(file + length - ending, stance_format_get(f)->ending) == 0)
            return stance_format_get(f);
    }
    return NULL;
}

static enum exit_status refuse_format(const struct command *command, const char *name)
{
    struct str complaint = {0};
    struct nearest nearest;
    nearest_init(&nearest, name);
    str_printf(&complaint, "unknown format \"%s\" (", name);
    for (size_t f = 0; stance_format_get(f); f++) {
        nearest_try(&nearest, stance_format_get(f)->name);
        str_printf(&complaint, "%s%s", f ? ", " : "", stance_format_get(f)->name);
    }
    str_append(&complaint, ")");
    if (nearest.best) str_printf(&complaint, "; did you mean %s?", nearest.best);
    enum exit_status status = complain_of_usage(command, str_get(&complaint));
    str_clear(&complaint);
    return status;
}

static enum exit_status refuse_ending(const struct command *command, const char *file)
{
    struct str complaint = {0};
    str_printf(&complaint, "the ending of \"%s\" tells no format (", file);
    for (size_t f = 0; stance_format_get(f); f++)
        str_printf(&complaint, "%s%s", f ? ", " : "", stance_format_get(f)->ending);
    str_append(&complaint, "): rename it, or say --format");
    enum exit_status status = complain_of_usage(command, str_get(&complaint));
    str_clear(&complaint);
    return status;
}

enum exit_status output_format(const struct command *command, const struct settings *settings,
                               const char **format)
{
    const stance_format *found = NULL;
    *format = "text";
    if (settings->format) {
        found = find_format(settings->format);
        if (!found) return refuse_format(command, settings->format);
    } else if (settings->output) {
        found = find_ending(settings->output);
        if (!found && strncmp(settings->output, "/dev/", 5) != 0)
            return refuse_ending(command, settings->output);
    }
    if (found) *format = found->name;
    return EXIT_DONE;
}

/* ---- writing */

static bool write_stdout(void *context, const char *bytes, size_t length)
{
    (void)context;
    return fwrite(bytes, 1, length, stdout) == length;
}

static bool write_file(void *context, const char *bytes, size_t length)
{
    struct file_output *file = context;
    file_output_write(file, bytes, length);
    return !file->failed;
}

static enum exit_status complain_of_file(const char *path, const struct str *message)
{
    fprintf(stderr, "stance: %s: %s; nothing was written\n", path, str_get(message));
    return EXIT_REFUSED;
}

static enum exit_status write_to_file(const struct settings *settings, const char *format,
                                      const stance_layout *layout, const stance_document *document)
{
    struct file_output file;
    struct str message = {0};
    enum exit_status status = EXIT_DONE;
    stance_result result = file_output_open(&file, settings->output, &message);
    if (result == STANCE_OK) {
        result = stance_document_write(document, format, layout, (stance_sink){write_file, &file});
        if (result == STANCE_NO_MEMORY)
            file_output_abandon(&file);
        else
            result = file_output_close(&file, &message);
    }
    if (result == STANCE_NO_MEMORY)
        status = complain_of_memory();
    else if (result != STANCE_OK)
        status = complain_of_file(settings->output, &message);
    str_clear(&message);
    return status;
}

enum exit_status output_document(const struct settings *settings, const char *format,
                                 const stance_document *document)
{
    const stance_layout layout = {
        .width_columns = settings->width > 0 ? (size_t)settings->width
                         : settings->output  ? WIDTH_DEFAULT
                                             : terminal_width(),
        /* A file has no locale: the same input gives the same bytes. */
        .ascii = settings->ascii || (!settings->output && !output_is_utf8()),
        .color = wants_color(settings),
        .full = settings->full,
    };
    if (settings->output) return write_to_file(settings, format, &layout, document);
    stance_result result =
        stance_document_write(document, format, &layout, (stance_sink){write_stdout, NULL});
    return result == STANCE_NO_MEMORY ? complain_of_memory() : EXIT_DONE;
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
    fprintf(stderr, "stance: stdout: %s\n",
            reason == ENOSPC ? "no space left on the disk" : "could not be written");
    return status == EXIT_DONE ? EXIT_REFUSED : status;
}
