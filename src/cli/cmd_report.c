/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stance report: the divergence report. */
#include <stdbool.h>
#include <string.h>

#include "cli/command.h"
#include "cli/output.h"

static stance_result say(const struct context *context, const struct settings *settings,
                         stance_document_kind kind, stance_document **out)
{
    if (settings->since) return stance_say_report_since(context->changes, kind, out);
    return stance_say_report(context->findings, kind, out);
}

static bool is_before(const char *day, const char *since)
{
    return day && strcmp(day, since) < 0;
}

static enum exit_status run(const struct settings *settings)
{
    if (settings->since && (is_before(settings->as_of, settings->since) ||
                            is_before(settings->as_known, settings->since)))
        return complain_of_usage(&command_report,
                                 "--as-of or --as-known is before --since: nothing lies between");
    return output_document(&command_report, settings, say);
}

static const struct option_table *const options[] = {&options_common, &options_since,
                                                     &options_query, &options_output, NULL};

const struct command command_report = {
    .name = "report",
    .arguments = "",
    .summary = "the divergence report: who stands where, who is far from whom, and why",
    .details =
        "The finding comes first, then the evidence: issues by divergence, who agrees with\n"
        "whom, what cannot be compared and why, disputed claims, conditions, sources. As .html\n"
        "it is one file with pictures, for any browser, without a network.",
    .examples = "  stance -m models/ukraine-force report\n"
                "  stance report --actors group:europe --issues topic:mission\n"
                "  stance report --as-of 2025-04-17 -o memo.md\n"
                "  stance report -o report.html\n"
                "  stance report --since 2025-04-17\n",
    .options = options,
    .run = run,
    .makes = STANCE_PROSE | STANCE_PAGE,
};
