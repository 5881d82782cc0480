/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/xml.h"

#include <expat.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MOST = 64 };
#define BETWEEN                                                                                    \
    '\n' /* between namespace and name, as expat hands them over; in neither of them               \
          */

struct xml_parse {
    XML_Parser parser;
    const struct xml_reader *reader;
    void *context;
    const struct xml_stop *stop;
    size_t depth;
    const char *fault; /* of ours; NULL: none */
};

static const char *local(const char *name)
{
    const char *at = strrchr(name, BETWEEN);
    return at ? at + 1 : name;
}

static void stop_for(struct xml_parse *parse, const char *fault)
{
    if (fault) parse->fault = fault;
    XML_StopParser(parse->parser, XML_FALSE);
}

static void XMLCALL begin(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct xml_parse *parse = context;
    if (++parse->depth > DEPTH_MOST) {
        stop_for(parse, "elements are nested too deep");
        return;
    }
    parse->reader->begin(parse->context, local(name), (const char *const *)attributes);
    if (parse->stop->stopped) stop_for(parse, NULL);
}

static void XMLCALL end(void *context, const XML_Char *name)
{
    struct xml_parse *parse = context;
    parse->depth--;
    parse->reader->end(parse->context, local(name));
    if (parse->stop->stopped) stop_for(parse, NULL);
}

static void XMLCALL text(void *context, const XML_Char *bytes, int length)
{
    struct xml_parse *parse = context;
    parse->reader->text(parse->context, bytes, (size_t)length);
    if (parse->stop->stopped) stop_for(parse, NULL);
}

static void XMLCALL refuse_doctype(void *context, const XML_Char *name, const XML_Char *system,
                                   const XML_Char *public, int has_subset)
{
    (void)name, (void)system, (void)public, (void)has_subset;
    stop_for(context, "it has a document type, as no workbook does");
}

static void complain(const struct xml_parse *parse, struct str *message)
{
    enum XML_Error error = XML_GetErrorCode(parse->parser);
    str_printf(message, "broken at line %lu, column %lu: %s",
               (unsigned long)XML_GetCurrentLineNumber(parse->parser),
               (unsigned long)XML_GetCurrentColumnNumber(parse->parser) + 1,
               parse->fault ? parse->fault : XML_ErrorString(error));
    if (error == XML_ERROR_NO_ELEMENTS || error == XML_ERROR_UNCLOSED_TOKEN)
        str_append(message, " (was the file cut off?)");
}

struct xml_parse *xml_open(const struct xml_reader *reader, void *context,
                           const struct xml_stop *stop)
{
    struct xml_parse *parse = calloc(1, sizeof *parse);
    if (!parse) return NULL;
    *parse = (struct xml_parse){.parser = XML_ParserCreateNS(NULL, BETWEEN),
                                .reader = reader,
                                .context = context,
                                .stop = stop};
    if (!parse->parser) {
        free(parse);
        return NULL;
    }
    XML_SetUserData(parse->parser, parse);
    XML_SetElementHandler(parse->parser, begin, end);
    if (reader->text) XML_SetCharacterDataHandler(parse->parser, text);
    XML_SetStartDoctypeDeclHandler(parse->parser, refuse_doctype);
    return parse;
}

stance_result xml_take(struct xml_parse *parse, const char *bytes, size_t length, bool is_last,
                       struct str *message)
{
    if (parse->stop->stopped) return STANCE_OK;
    if (XML_Parse(parse->parser, bytes, (int)length, is_last) == XML_STATUS_OK) return STANCE_OK;
    if (XML_GetErrorCode(parse->parser) == XML_ERROR_NO_MEMORY) return STANCE_NO_MEMORY;
    if (!parse->fault && parse->stop->stopped) return STANCE_OK;
    complain(parse, message);
    return message->failed ? STANCE_NO_MEMORY : STANCE_REFUSED;
}

void xml_close(struct xml_parse *parse)
{
    if (!parse) return;
    XML_ParserFree(parse->parser);
    free(parse);
}

const char *xml_attribute(const char *const *attributes, const char *name)
{
    for (; attributes[0]; attributes += 2)
        if (strcmp(local(attributes[0]), name) == 0) return attributes[1];
    return NULL;
}
