/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What the files of scenarios share. */
#ifndef TESTS_ALLOC_SCENARIOS_H
#define TESTS_ALLOC_SCENARIOS_H

#include "stance/diagnostics.h"
#include "sweep.h"

void note_diagnostics(struct sweep_output *output, const stance_diagnostics *list);
/** What a call handed out must fit its result. */
void expect_handed(stance_result result, const void *out);

/* entering.c */
void prepare_entering(const char *folder);
stance_result update_table(struct sweep_output *output);
stance_result update_list(struct sweep_output *output);
stance_result update_badly(struct sweep_output *output);
stance_result import_table(struct sweep_output *output);
stance_result import_badly(struct sweep_output *output);
stance_result set_claim(struct sweep_output *output);
stance_result grow(struct sweep_output *output);

#endif
