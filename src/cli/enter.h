/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What `set` and `update` have in common: a draft becomes a cycle, is shown, is written. */
#ifndef CLI_ENTER_H
#define CLI_ENTER_H

#include "cli/command.h"
#include "stance/cycle.h"

/** Hold the draft against the model, write the cycle unless --dry-run is given, and print the
 *  review. Errors go to stderr; then nothing is written.
 *  @param draft  freed in any case. */
enum exit_status enter_draft(const struct command *command, const struct settings *settings,
                             stance_draft *draft);

/** Today as "2025-05-01".
 *  @param[out] buffer  room for it. */
const char *print_today(char buffer[16]);

#endif
