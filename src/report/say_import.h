/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What was edited in a table that came back: private to the review of a cycle. */
#ifndef REPORT_SAY_IMPORT_H
#define REPORT_SAY_IMPORT_H

#include "model/merge.h"
#include "report/say.h"

/** Cell by cell what was edited, then what is in conflict with what is on file by now, and where a
 *  new value stands beside the old one's source. */
void say_differences(struct speaker *speaker, const struct merge *merge);

#endif
