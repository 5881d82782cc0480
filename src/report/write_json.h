/* SPDX-License-Identifier: GPL-3.0-or-later */
/** @file  What is on record as JSON, as it was filed: shared by the documents that list it. */
#ifndef REPORT_WRITE_JSON_H
#define REPORT_WRITE_JSON_H

#include <stddef.h>

#include "engine/change.h"
#include "engine/findings.h"
#include "model/cycle.h"
#include "report/json_out.h"

/* Each writes a value, without a key. */
void record_date(struct json_out *out, date_day day);
/** A level or choice, a number, a range, a set; null for undeclared. */
void record_position(struct json_out *out, const struct scale *scale,
                     const struct position *position);
void record_scale(struct json_out *out, const struct scale *scale);

/** "value" and its member, or "claims" and theirs. */
void record_member_claims(struct json_out *out, const struct scale *scale,
                          const struct claim *claims, size_t n_claims);

/** Objects, one each: what is in force for a selected actor on a selected issue (nothing if that is
 *  unknown), its conditions, and all entries on it that are known and not dated after
 *  the date of the findings. */
void record_standing(struct json_out *out, const struct stance_findings *findings, size_t actor,
                     size_t issue);
void record_conditions(struct json_out *out, const struct stance_findings *findings, size_t actor,
                       size_t issue);
void record_entries(struct json_out *out, const struct stance_findings *findings, size_t actor,
                    size_t issue);

/** One entry, as record_entries writes it. */
void record_entry(struct json_out *out, const struct stance_model *model, const struct actor *actor,
                  const struct stance *stance, bool is_in_force);
/** The members of a condition behind its actor and issue (a selected one). */
void record_alternative_members(struct json_out *out, const struct stance_findings *findings,
                                size_t issue, const struct alternative *alternative);

/* ---- write_json_changes.c */
/** The members of an object of changes, from "since" on. Without `all_pairs` those that are as they
 *  were are left out. */
void record_changes(struct json_out *out, const struct stance_changes *changes, bool all_pairs);

/* ---- write_json_cycle.c */
/** The members of a cycle's object, from "entries" on. */
void record_cycle(struct json_out *out, const struct stance_cycle *cycle,
                  const struct stance_changes *changes);

/* ---- write_json_matrix.c */
/** The members of a matrix's object, from "kind" on. */
void record_matrix(struct json_out *out, const struct stance_document *document);

#endif
