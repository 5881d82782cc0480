/* SPDX-License-Identifier: GPL-3.0-or-later */
/* stance report: the divergence report. */
#include "cli/command.h"
#include "cli/context.h"
#include "cli/output.h"
#include "stance/report.h"

static enum exit_status say(const struct context *context, const struct settings *settings,
                            const char *format)
{
    stance_document *document;
    if (stance_say_report(context->findings, &document) != STANCE_OK) return complain_of_memory();
    enum exit_status status = output_document(settings, format, document);
    stance_document_free(document);
    return status;
}

static enum exit_status run(const struct settings *settings)
{
    struct context context;
    const char *format;
    enum exit_status status = output_format(&command_report, settings, &format);
    if (status != EXIT_DONE) return status;
    status = context_open(&context, settings);
    if (status == EXIT_DONE) status = say(&context, settings, format);
    if (status == EXIT_DONE) mention_warnings(context.diagnostics);
    context_clear(&context);
    return status;
}

static const struct option_table *const options[] = {&options_common, &options_query,
                                                     &options_output, NULL};

const struct command command_report = {
    .name = "report",
    .arguments = "",
    .summary = "the divergence report: who stands where, who is far from whom, and why",
    .details = "The finding comes first, then the evidence: issues by divergence, who agrees with\n"
               "whom, what cannot be compared and why, disputed claims, conditions, sources.",
    .examples = "  stance -m models/ukraine-force report\n"
                "  stance report --actors group:europe --issues topic:mission\n"
                "  stance report --as-of 2025-04-17 -o memo.md\n",
    .options = options,
    .run = run,
};
