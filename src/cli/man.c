/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stance(1) in roff, from the tables of commands, options and topics: what help says and what the
 * manual says cannot part. `make install` writes it to a file. */
#include "cli/man.h"

#include <ctype.h>
#include <stdio.h>

#include "cli/command.h"
#include "cli/topics.h"
#include "stance/version.h"

/* Text as it stands: no character of it is roff. */
static void print_text(const char *text)
{
    bool at_start = true;
    for (; *text; text++) {
        if (at_start && (*text == '.' || *text == '\'')) fputs("\\&", stdout);
        if (*text == '\\')
            fputs("\\e", stdout);
        else if (*text == '-')
            fputs("\\-", stdout);
        else
            putchar(*text);
        at_start = *text == '\n';
    }
}

static void print_heading(const char *words)
{
    fputs(".SH ", stdout);
    for (; *words; words++)
        putchar(toupper((unsigned char)*words));
    putchar('\n');
}

static void print_as_is(const char *text)
{
    fputs(".PP\n.nf\n", stdout);
    print_text(text);
    fputs(".fi\n", stdout);
}

static void print_command(const struct command *command)
{
    printf(".SS %s %s\n", command->name, command->arguments);
    print_text(command->summary);
    fputs(".\n", stdout);
    if (command->details) {
        fputs(".PP\n", stdout);
        print_text(command->details);
        putchar('\n');
    }
    print_as_is(command->examples);
}

static void print_option(const struct option *option)
{
    fputs(".TP\n.B ", stdout);
    if (option->letter) printf("\\-%c, ", option->letter);
    fputs("\\-\\-", stdout);
    print_text(option->name);
    if (option->argument) printf(" \\fI%s\\fR", option->argument);
    putchar('\n');
    print_text(option->help);
    putchar('\n');
}

static void print_options(const struct option_table *table)
{
    printf(".SS %s\n", table->title);
    for (size_t o = 0; o < table->count; o++)
        print_option(&table->options[o]);
}

static void print_topic(const struct topic *topic)
{
    struct str text = {0};
    topic_print(topic, &text);
    print_as_is(str_get(&text));
    str_clear(&text);
}

void print_manual(void)
{
    printf(".TH STANCE 1 \"\" \"stance %s\" \"User Commands\"\n", STANCE_VERSION);
    fputs(".SH NAME\nstance \\- compare the positions that actors take\n"
          ".SH SYNOPSIS\n.B stance\n[\\-m \\fIMODEL\\fR] \\fICOMMAND\\fR [\\fIOPTIONS\\fR] "
          "[\\fIARGUMENTS\\fR]\n",
          stdout);
    print_heading("commands");
    for (size_t c = 0; command_get(c); c++)
        print_command(command_get(c));
    print_heading("options");
    print_options(&options_common);
    print_options(&options_query);
    print_options(&options_output);
    print_options(&options_entry);
    print_options(&options_write);
    print_options(&options_since);
    print_options(&options_between);
    print_options(&options_check);
    print_options(&options_init);
    print_options(&options_add);
    for (size_t t = 0; topic_get(t); t++) {
        print_heading(topic_get(t)->name);
        print_text(topic_get(t)->summary);
        fputs(".\n", stdout);
        print_topic(topic_get(t));
    }
    fputs(".SH ENVIRONMENT\n.TP\n.B STANCE_MODEL\nthe model's folder, where \\-m names none\n"
          ".TP\n.B NO_COLOR\nif set and not empty, no colour unless \\-\\-color asks for it\n",
          stdout);
}
