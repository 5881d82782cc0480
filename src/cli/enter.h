/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What the commands that write have in common: today, and what an interrupted run left; for
 *  `set` and `update`, a draft that becomes a cycle, is shown, is written. */
#ifndef CLI_ENTER_H
#define CLI_ENTER_H

#include "cli/command.h"
#include "stance/cycle.h"
#include "stance/edit.h"

/** Hold the draft against the model, write the cycle unless --dry-run is given, and show the
 *  review. Errors go to stderr; then nothing is written.
 *  @param draft  freed in any case. */
enum exit_status enter_draft(const struct command *command, const struct settings *settings,
                             stance_draft *draft);

#define DATE_BYTES 16

/** Today as "2025-05-01"; a complaint if SOURCE_DATE_EPOCH is no number. */
enum exit_status print_today(char buffer[DATE_BYTES]);

/** Say so if opening the model finished or cleared away an interrupted batch. */
void mention_recovery(const stance_edit *edit);

#endif
