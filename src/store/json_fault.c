/* SPDX-License-Identifier: GPL-3.0-or-later */
/** People write these files by hand, so the message names what they most likely did: a comment, a
 *  comma too many, single quotes, a decimal comma. First comes what is foreign to JSON wherever it
 *  stands, then what the scanner was waiting for. */
#include "store/json_fault.h"

#include <stdint.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "store/json_scan.h"

struct blame {
    const struct json_fault *fault;
    const char *text;
    size_t length;
    size_t next; /* the first byte from the fault's offset on that is no blank */
    struct stance_diagnostics *list;
};

static char byte_at(const struct blame *blame, size_t offset)
{
    if (offset >= blame->length) return '\0';
    return blame->text[offset];
}

static bool begins_with(const struct blame *blame, size_t offset, const char *bytes)
{
    size_t length = strlen(bytes);
    return offset <= blame->length && blame->length - offset >= length &&
           memcmp(blame->text + offset, bytes, length) == 0;
}

static size_t line_of(const struct blame *blame, size_t offset)
{
    struct text_cursor cursor;
    text_cursor_init(&cursor, blame->text, blame->length);
    text_cursor_move(&cursor, offset);
    return cursor.line;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_' || c == '-';
}

/** A word of plain letters at an offset, cut to what fits; its length. */
static int word_length(const struct blame *blame, size_t offset)
{
    int length = 0;
    while (length < 40 && is_word_byte(byte_at(blame, offset + (size_t)length)))
        length++;
    return length;
}

/* Foreign to JSON */

struct spelling {
    const char *wrong, *message;
};

/** What other notations, word processors and keyboards put between values. */
static const struct spelling foreign[] = {
    {"//", "comments are not allowed in JSON: use a \"note\" member, or one named \"x-...\""},
    {"/*", "comments are not allowed in JSON: use a \"note\" member, or one named \"x-...\""},
    {"#", "comments are not allowed in JSON: use a \"note\" member, or one named \"x-...\""},
    {"'", "single quotes: JSON wants \""},
    {"`", "backquotes: JSON wants \""},
    {"\xe2\x80\x9c", "typographic quotes: JSON wants the plain \""},
    {"\xe2\x80\x9d", "typographic quotes: JSON wants the plain \""},
    {"\xe2\x80\x9e", "typographic quotes: JSON wants the plain \""},
    {"\xe2\x80\x98", "typographic quotes: JSON wants the plain \""},
    {"\xe2\x80\x99", "typographic quotes: JSON wants the plain \""},
    {"\xc2\xab", "typographic quotes: JSON wants the plain \""},
    {"\xc2\xbb", "typographic quotes: JSON wants the plain \""},
    {"\xe2\x88\x92", "a typographic minus sign: write -"},
    {"\xe2\x80\x93", "a dash: write - before a number"},
    {"\xc2\xa0", "a no-break space: write an ordinary blank"},
    {"\xef\xbb\xbf", "a byte order mark may stand at the very start of a file only"},
    {"<<<<<<<", "an unsettled merge conflict: keep one of the two sides and delete the marks"},
    {"=======", "an unsettled merge conflict: keep one of the two sides and delete the marks"},
    {">>>>>>>", "an unsettled merge conflict: keep one of the two sides and delete the marks"},
};

static void explain_utf8(const struct blame *blame, size_t offset)
{
    diagnostics_error_at(blame->list, offset,
                         "the byte 0x%02X is not valid UTF-8: save the file as UTF-8",
                         (unsigned)(unsigned char)byte_at(blame, offset));
}

static bool explain_utf16(const struct blame *blame)
{
    bool marked = begins_with(blame, 0, "\xff\xfe") || begins_with(blame, 0, "\xfe\xff");
    bool spaced = blame->length >= 2 && (!blame->text[0] != !blame->text[1]);
    if (!marked && !spaced) return false;
    diagnostics_error_at(blame->list, 0, "this looks like UTF-16: save the file as UTF-8");
    return true;
}

static bool explain_foreign(const struct blame *blame)
{
    size_t next = blame->next;
    int32_t code;
    if (next == blame->length) return false;
    if (next < 4 && explain_utf16(blame)) return true;
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++) {
        if (!begins_with(blame, next, foreign[i].wrong)) continue;
        diagnostics_error_at(blame->list, next, "%s", foreign[i].message);
        return true;
    }
    if (!utf8_decode(blame->text + next, blame->length - next, &code)) {
        explain_utf8(blame, next);
        return true;
    }
    if (code >= 0x20 && code != 0x7f) return false;
    diagnostics_error_at(blame->list, next,
                         "a control character (U+%04X) between the values: delete it",
                         (unsigned)code);
    return true;
}

/* The end of the file, brackets that do not match */

/** "list" or "object", and how it closes, of the innermost one that is open. */
static const char *opened_name(const struct blame *blame)
{
    return blame->text[blame->fault->opened] == '[' ? "list" : "object";
}

static char opened_closing(const struct blame *blame)
{
    return blame->text[blame->fault->opened] == '[' ? ']' : '}';
}

static void complain_end(const struct blame *blame)
{
    diagnostics_error_at(
        blame->list, blame->length,
        "the file ends too early: the %s that opens on line %zu has no closing \"%c\"",
        opened_name(blame), line_of(blame, blame->fault->opened), opened_closing(blame));
}

static bool explain_end(const struct blame *blame)
{
    if (blame->next < blame->length) return false;
    if (blame->fault->opened != FAULT_NOTHING_OPEN)
        complain_end(blame);
    else
        diagnostics_error_at(blame->list, 0, "the file is empty: a JSON object { ... } is missing");
    return true;
}

static bool explain_bracket(const struct blame *blame)
{
    char c = byte_at(blame, blame->next);
    if ((c != ']' && c != '}') || blame->fault->opened == FAULT_NOTHING_OPEN) return false;
    if (c == opened_closing(blame)) return false;
    diagnostics_error_at(blame->list, blame->next,
                         "\"%c\" cannot close the %s that opens on line %zu: \"%c\" is missing", c,
                         opened_name(blame), line_of(blame, blame->fault->opened),
                         opened_closing(blame));
    return true;
}

/** What may be wrong wherever the scanner stood between two values. */
static bool explain_between(const struct blame *blame)
{
    return explain_end(blame) || explain_foreign(blame) || explain_bracket(blame);
}

/* Instead of a value */

static const struct spelling words[] = {
    {"True", "write true in small letters"},
    {"TRUE", "write true in small letters"},
    {"False", "write false in small letters"},
    {"FALSE", "write false in small letters"},
    {"yes", "write true instead of yes"},
    {"no", "write false instead of no"},
    {"None", "write null instead of None"},
    {"NULL", "write null in small letters"},
    {"Null", "write null in small letters"},
    {"nil", "write null instead of nil"},
    {"undefined", "write null instead of undefined"},
    {"NaN", "NaN is no number in JSON: leave the member out"},
    {"nan", "NaN is no number in JSON: leave the member out"},
    {"Infinity", "Infinity is no number in JSON: write a finite one"},
    {"inf", "Infinity is no number in JSON: write a finite one"},
};

static void explain_word(const struct blame *blame)
{
    int length = word_length(blame, blame->next);
    const char *word = blame->text + blame->next;
    if (blame->next + (size_t)length == blame->length &&
        blame->fault->opened != FAULT_NOTHING_OPEN) {
        complain_end(blame);
        return;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strlen(words[i].wrong) != (size_t)length) continue;
        if (memcmp(words[i].wrong, word, (size_t)length) != 0) continue;
        diagnostics_error_at(blame->list, blame->next, "%s", words[i].message);
        return;
    }
    diagnostics_error_at(blame->list, blame->next, "text must stand in double quotes: \"%.*s\"",
                         length, word);
}

static void explain_value(const struct blame *blame)
{
    char c = byte_at(blame, blame->next);
    if (explain_between(blame)) return;
    if (c == ',')
        diagnostics_error_at(blame->list, blame->next, "a value is missing before this comma");
    else if (c == ']' || c == '}')
        diagnostics_error_at(blame->list, blame->next, "a value is missing before this \"%c\"", c);
    else if (c == '+')
        diagnostics_error_at(blame->list, blame->next, "numbers take no plus sign: delete it");
    else if (c == '.')
        diagnostics_error_at(blame->list, blame->next,
                             "a digit is missing before the dot: write 0.5, not .5");
    else if (is_word_byte(c))
        explain_word(blame);
    else if ((unsigned char)c >= 0x80)
        diagnostics_error_at(blame->list, blame->next, "text must stand in double quotes");
    else
        diagnostics_error_at(blame->list, blame->next,
                             "a value is missing here: no value can begin with \"%c\"", c);
}

/* Instead of a name, a colon, a comma */

static void explain_name(const struct blame *blame)
{
    char c = byte_at(blame, blame->next);
    if (explain_between(blame)) return;
    if (c == ',') {
        diagnostics_error_at(blame->list, blame->next, "a member is missing before this comma");
        return;
    }
    if (is_word_byte(c) && !is_digit(c)) {
        diagnostics_error_at(blame->list, blame->next,
                             "the name of a member must stand in double quotes: \"%.*s\"",
                             word_length(blame, blame->next), blame->text + blame->next);
        return;
    }
    diagnostics_error_at(blame->list, blame->next,
                         "the name of a member in double quotes is missing here");
    if (is_digit(c) && blame->next >= 2 && blame->text[blame->next - 1] == ',' &&
        is_digit(blame->text[blame->next - 2]))
        diagnostics_hint(blame->list, "Decimals take a dot: write 0.5, not 0,5");
}

static void explain_colon(const struct blame *blame)
{
    if (explain_between(blame)) return;
    if (byte_at(blame, blame->next) == '=')
        diagnostics_error_at(blame->list, blame->next,
                             "a colon is missing here: write : instead of =");
    else
        diagnostics_error_at(blame->list, blame->fault->offset,
                             "a colon is missing here: a member is \"name\": value");
}

/** Behind a value: where it ends is where the comma should be. */
static void explain_comma(const struct blame *blame)
{
    size_t end = blame->fault->offset;
    char last = blame->text[end - 1], c = byte_at(blame, blame->next);
    if (explain_between(blame)) return;
    if (c == ':' && blame->fault->kind == FAULT_LIST) {
        diagnostics_error_at(blame->list, blame->next,
                             "a list [ ] has no names: members stand in an object { }");
        return;
    }
    if (c == ';') {
        diagnostics_error_at(blame->list, blame->next,
                             "a comma is missing here: write , instead of ;");
        return;
    }
    diagnostics_error_at(blame->list, end, "a comma or \"%c\" is missing here",
                         opened_closing(blame));
    if (blame->next != end) return;
    if (last == '"' && c != '"')
        diagnostics_hint(blame->list, "A quotation mark inside a text is written \\\"");
    else if (is_digit(last))
        diagnostics_hint(blame->list,
                         "A number holds digits only, with a dot for decimals: 25000, 0.5");
}

static void explain_trailing_comma(const struct blame *blame)
{
    diagnostics_error_at(blame->list, blame->fault->offset,
                         "a trailing comma: no comma may stand before \"%c\"",
                         opened_closing(blame));
}

static void explain_rest(const struct blame *blame)
{
    if (explain_foreign(blame)) return;
    diagnostics_error_at(blame->list, blame->next, "nothing may follow the end of the JSON text");
}

/* Numbers */

static void explain_number(const struct blame *blame)
{
    size_t begin = blame->fault->offset, at = begin + (byte_at(blame, begin) == '-'), digits = at;
    const char *sign = at > begin ? "-" : "";
    if (!is_digit(byte_at(blame, at))) {
        if (begins_with(blame, at, "Infinity") || begins_with(blame, at, "inf"))
            diagnostics_error_at(blame->list, begin,
                                 "Infinity is no number in JSON: write a finite one");
        else
            diagnostics_error_at(blame->list, begin, "a digit is missing after the minus sign");
        return;
    }
    if (byte_at(blame, at) == '0' && is_digit(byte_at(blame, at + 1))) {
        while (byte_at(blame, digits) == '0')
            digits++;
        if (!is_digit(byte_at(blame, digits))) digits--;
        diagnostics_error_at(blame->list, begin, "leading zeros are not allowed: write %s%.*s",
                             sign, word_length(blame, digits), blame->text + digits);
        return;
    }
    while (is_digit(byte_at(blame, at)))
        at++;
    if (byte_at(blame, at) == '.' && !is_digit(byte_at(blame, at + 1)))
        diagnostics_error_at(blame->list, begin,
                             "a digit is missing after the dot: write 1.0, not 1.");
    else
        diagnostics_error_at(blame->list, begin,
                             "digits are missing in the exponent: write 1e3, not 1e");
}

static void explain_long_number(const struct blame *blame)
{
    diagnostics_error_at(blame->list, blame->fault->offset,
                         "a number of more than %d characters: the limit is %d", JSON_MAX_NUMBER,
                         JSON_MAX_NUMBER);
}

/* Texts */

static void explain_open_text(const struct blame *blame)
{
    diagnostics_error_at(blame->list, blame->fault->offset,
                         "the file ends inside this text: its closing \" is missing");
}

static void explain_control(const struct blame *blame)
{
    unsigned c = (unsigned char)blame->text[blame->fault->offset];
    if (c == '\n' || c == '\r') {
        diagnostics_error_at(blame->list, blame->fault->offset,
                             "the text is not closed on its line: a closing \" is missing");
        diagnostics_hint(blame->list, "Only the straight \" closes a text; a line break inside one "
                                      "is written \\n.");
    } else if (c == '\t')
        diagnostics_error_at(blame->list, blame->fault->offset,
                             "strings take no raw tabs: write \\t");
    else
        diagnostics_error_at(blame->list, blame->fault->offset,
                             "strings take no raw control characters: delete it, or write \\u%04x",
                             c);
}

static void explain_escape(const struct blame *blame)
{
    size_t offset = blame->fault->offset;
    char c = byte_at(blame, offset + 1);
    if (c == 'u')
        diagnostics_error_at(blame->list, offset,
                             "\\u must be followed by four hexadecimal digits");
    else if (c > 0x20 && c < 0x7f)
        diagnostics_error_at(blame->list, offset,
                             "\\%c means nothing in JSON: a backslash is written \\\\", c);
    else
        diagnostics_error_at(blame->list, offset, "a lone backslash: a backslash is written \\\\");
}

static void explain_nul(const struct blame *blame)
{
    diagnostics_error_at(blame->list, blame->fault->offset,
                         "\\u0000 is not allowed in a text: delete it");
}

static void explain_surrogate(const struct blame *blame)
{
    diagnostics_error_at(
        blame->list, blame->fault->offset,
        "%.6s is half a character: its other half is missing, write the character itself",
        blame->text + blame->fault->offset);
}

static void explain_text_utf8(const struct blame *blame)
{
    explain_utf8(blame, blame->fault->offset);
}

static void explain_long_text(const struct blame *blame)
{
    diagnostics_error_at(blame->list, blame->fault->offset,
                         "a text of more than 1 MiB: the limit is %zu bytes", JSON_MAX_TEXT);
}

/* Sizes */

static void explain_depth(const struct blame *blame)
{
    diagnostics_error_at(blame->list, blame->fault->offset,
                         "lists and objects are nested more than %d deep: that is the limit",
                         JSON_MAX_DEPTH);
}

static void explain_values(const struct blame *blame)
{
    diagnostics_error_at(blame->list, blame->fault->offset,
                         "a file of more than %zu values: that is the limit", JSON_MAX_VALUES);
}

void json_fault_explain(const struct json_fault *fault, const char *text, size_t length,
                        struct stance_diagnostics *diagnostics)
{
    static void (*const explain[FAULT_KIND_COUNT])(const struct blame *) = {
        [FAULT_VALUE] = explain_value,         [FAULT_NAME] = explain_name,
        [FAULT_COLON] = explain_colon,         [FAULT_LIST] = explain_comma,
        [FAULT_OBJECT] = explain_comma,        [FAULT_TRAILING_COMMA] = explain_trailing_comma,
        [FAULT_REST] = explain_rest,           [FAULT_NUMBER] = explain_number,
        [FAULT_OPEN_TEXT] = explain_open_text, [FAULT_CONTROL] = explain_control,
        [FAULT_ESCAPE] = explain_escape,       [FAULT_NUL] = explain_nul,
        [FAULT_SURROGATE] = explain_surrogate, [FAULT_UTF8] = explain_text_utf8,
        [FAULT_LONG_TEXT] = explain_long_text, [FAULT_LONG_NUMBER] = explain_long_number,
        [FAULT_DEPTH] = explain_depth,         [FAULT_VALUES] = explain_values,
    };
    struct blame blame = {fault, text, length, fault->offset, diagnostics};
    while (blame.next < length && strchr(" \t\r\n", text[blame.next]) && text[blame.next])
        blame.next++;
    explain[fault->kind](&blame);
}
