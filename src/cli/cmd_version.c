/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stance version. */
#include "stance/version.h"

#include <stdio.h>

#include "cli/command.h"

static enum exit_status run(const struct settings *settings)
{
    (void)settings;
    printf("stance %s\n", STANCE_VERSION);
    return EXIT_DONE;
}

static const struct option_table *const options[] = {&options_help, NULL};

const struct command command_version = {
    .name = "version",
    .arguments = "",
    .summary = "the version of this program",
    .examples = "  stance version\n",
    .options = options,
    .run = run,
};
