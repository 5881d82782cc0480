/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/xml.h"

#include <expat.h>
#include <limits.h>
#include <string.h>

enum { DEPTH_MOST = 64 };
#define BETWEEN '\n' /* between namespace and name, as expat hands them over; in neither of them   \
                      */

struct parse {
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

static void stop_for(struct parse *parse, const char *fault)
{
    if (fault) parse->fault = fault;
    XML_StopParser(parse->parser, XML_FALSE);
}

static void XMLCALL begin(void *context, const XML_Char *name, const XML_Char **attributes)
{
    struct parse *parse = context;
    if (++parse->depth > DEPTH_MOST) {
        stop_for(parse, "elements are nested too deep");
        return;
    }
    parse->reader->begin(parse->context, local(name), (const char *const *)attributes);
    if (parse->stop->stopped) stop_for(parse, NULL);
}

static void XMLCALL end(void *context, const XML_Char *name)
{
    struct parse *parse = context;
    parse->depth--;
    parse->reader->end(parse->context, local(name));
    if (parse->stop->stopped) stop_for(parse, NULL);
}

static void XMLCALL text(void *context, const XML_Char *bytes, int length)
{
    struct parse *parse = context;
    parse->reader->text(parse->context, bytes, (size_t)length);
    if (parse->stop->stopped) stop_for(parse, NULL);
}

static void XMLCALL refuse_doctype(void *context, const XML_Char *name, const XML_Char *system,
                                   const XML_Char *public, int has_subset)
{
    (void)name, (void)system, (void)public, (void)has_subset;
    stop_for(context, "it has a document type, as no workbook does");
}

static void complain(const struct parse *parse, struct str *message)
{
    enum XML_Error error = XML_GetErrorCode(parse->parser);
    str_printf(message, "broken at line %lu, column %lu: %s",
               (unsigned long)XML_GetCurrentLineNumber(parse->parser),
               (unsigned long)XML_GetCurrentColumnNumber(parse->parser) + 1,
               parse->fault ? parse->fault : XML_ErrorString(error));
    if (error == XML_ERROR_NO_ELEMENTS || error == XML_ERROR_UNCLOSED_TOKEN)
        str_append(message, " (was the file cut off?)");
}

stance_result xml_parse(const char *bytes, size_t length, const struct xml_reader *reader,
                        void *context, const struct xml_stop *stop, struct str *message)
{
    struct parse parse = {.parser = XML_ParserCreateNS(NULL, BETWEEN),
                          .reader = reader,
                          .context = context,
                          .stop = stop};
    stance_result result = STANCE_OK;
    if (!parse.parser) return STANCE_NO_MEMORY;
    XML_SetUserData(parse.parser, &parse);
    XML_SetElementHandler(parse.parser, begin, end);
    if (reader->text) XML_SetCharacterDataHandler(parse.parser, text);
    XML_SetStartDoctypeDeclHandler(parse.parser, refuse_doctype);
    if (length > INT_MAX) length = INT_MAX; /* parts are far smaller */
    bool ok = XML_Parse(parse.parser, bytes, (int)length, XML_TRUE) == XML_STATUS_OK;
    if (!ok && XML_GetErrorCode(parse.parser) == XML_ERROR_NO_MEMORY) {
        result = STANCE_NO_MEMORY;
    } else if (!ok && (parse.fault || !stop->stopped)) {
        complain(&parse, message);
        result = message->failed ? STANCE_NO_MEMORY : STANCE_REFUSED;
    }
    XML_ParserFree(parse.parser);
    return result;
}

const char *xml_attribute(const char *const *attributes, const char *name)
{
    for (; attributes[0]; attributes += 2)
        if (strcmp(local(attributes[0]), name) == 0) return attributes[1];
    return NULL;
}
