/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stance set: one new stance. */
#include <string.h>

#include "cli/command.h"
#include "cli/complain.h"
#include "cli/enter.h"

static enum exit_status run(const struct settings *settings)
{
    const char *words[STANCE_FIELD_COUNT];
    stance_draft *draft;
    memcpy(words, settings->fields, sizeof words);
    words[STANCE_FIELD_ACTOR] = settings->arguments[0];
    words[STANCE_FIELD_ISSUE] = settings->arguments[1];
    words[STANCE_FIELD_VALUE] = settings->arguments[2];
    if (stance_draft_of_words(words, settings->claim, &draft) != STANCE_OK)
        return complain_of_memory();
    return enter_draft(&command_set, settings, draft);
}

static const struct option_table *const options[] = {&options_common, &options_entry,
                                                     &options_write, &options_output, NULL};

const struct command command_set = {
    .name = "set",
    .arguments = "ACTOR ISSUE VALUE",
    .summary = "enter one stance; what was on file before stays",
    .details =
        "The entry goes into the actor's file behind the last one on that issue. What it leaves\n"
        "out of salience, accepted values and conditions holds on from the entry before.\n"
        "A value is a level or choice (limited), a number (25000), a range (25000..30000,\n"
        "25000.., limited..substantial), choices (eu,un), or undeclared.",
    .examples = "  stance set france ground-presence limited --date 2025-05-02 \\\n"
                "      --outlet \"Le Monde\" --quote \"a limited presence\" --status stated\n"
                "  stance set europe force-size 25000..30000 --confidence 0.6\n"
                "  stance set --claim us us-backstop air-and-intelligence --outlet Semafor\n",
    .least_arguments = 3,
    .most_arguments = 3,
    .options = options,
    .run = run,
};
