# SPDX-License-Identifier: GPL-3.0-or-later
"""Every matrix in every format, as pandas and R read it, against the JSON of the same matrix."""
import csv
import json
import math
import subprocess
import warnings

import pandas

from harness import is_blank, iso

KINDS = ('positions', 'agreement', 'low', 'high', 'distance', 'coverage', 'salience', 'confidence', 'divergence', 'dates')
IDS = ('actor', 'issue', 'a', 'b')  # columns that a reader must be told are text: an actor may be called 00123
BLANKS = {'keep_default_na': False, 'na_values': ['']}  # an actor may be called na
EXCEL = ('--format', 'csv-excel', '--delimiter', ';', '--decimal', ',')
GERMAN = 'csv2'  # semicolons, decimal commas
# R reads decimals in extended precision and rounds twice: its last bit may differ.
R_TOLERANCE = 4e-16
# Cells of an xlsx are written with 16 digits.
CELL_TOLERANCE = 1e-15
# Characters of a cell, and of those how many are there of a text that was cut, whatever the mark.
LONGEST_CELL, LONGEST_SURE = 32767, 4000


class Table:
    """One file and what must be read from it."""

    def __init__(self, name, file, form, want):
        self.name, self.file, self.form, self.want = name, file, form, want
        self.dump = file.with_name(file.name + '.read')


def unguarded(text):
    """Text as it is in the model: `'` before what spreadsheets would run is the writer's."""
    rest = text.lstrip("'")
    return text[1:] if text.startswith("'") and rest and rest[0] in '=+-@\t\r' else text


def guarded_by(form):
    return unguarded if form in ('csv', GERMAN, 'tsv') else str


def as_written(form):
    """What becomes of text: tsv knows no tabs and line ends within a field; openpyxl drops this of _x005F_; what is
    longer than a cell may be is cut."""
    if form == 'tsv':
        return lambda text: text.translate({9: ' ', 10: ' ', 13: ' '})
    if form == 'xlsx':
        return lambda text: (text[:LONGEST_SURE] if len(text) > LONGEST_CELL else text).replace('x005F_', '')
    return lambda text: text.replace('\r\n', '\n')


def number_of(cell, form):
    """A cell as a number: in a column that holds a range, readers leave all cells text. NAN: none."""
    if isinstance(cell, bool):
        return math.nan
    try:
        text = str(cell).replace(',', '.') if form == GERMAN else str(cell)
        return float(text)
    except ValueError:
        return math.nan


def same_text(want, got, form):
    """Readers make numbers and truths of a column whose texts all look so: that loses no figure."""
    text = as_written(form)(want)
    if form == 'xlsx' and isinstance(got, str) and len(want) > LONGEST_CELL:
        return len(got) <= LONGEST_CELL and got.startswith(text)
    if isinstance(got, bool):
        return text.lower() in ('true', 'false', 't', 'f')
    if isinstance(got, str) and (guarded_by(form)(got) == text or got.lower() == text.lower() in ('true', 'false')):
        return True
    return number_of(got, form) == number_of(text, form) or text.startswith('0x') and number_of(got, form) == int(text, 16)


def cell_differs(want, got, form, tolerance):
    if is_blank(want) or is_blank(got):
        return is_blank(want) != is_blank(got)
    if isinstance(want, str):
        return not same_text(want, iso(got), form)
    number = number_of(got, form)
    return not abs(number - want) <= tolerance * abs(want)


def head_of(text, form):
    """R takes blanks off heads that stand in no quotation marks."""
    return as_written(form)(text).strip() if form == 'tsv' else as_written(form)(text)


def table_differs(table, heads, rows, tolerance=0):
    """Heads and cells as they were read against the JSON."""
    want = table.want
    heads = [head_of(guarded_by(table.form)(head), table.form) for head in heads]
    if heads != [head_of(head, table.form) for head in want['columns']]:
        yield f"{table.name}: heads: {want['columns'][:6]} expected, {heads[:6]} found"
    if len(rows) != len(want['rows']):
        yield f"{table.name}: {len(want['rows'])} rows expected, {len(rows)} found"
        return
    for at, (wanted, got) in enumerate(zip(want['rows'], rows), 1):
        for head, one, other in zip(want['columns'], wanted, got):
            if cell_differs(one, other, table.form, tolerance):
                yield f'{table.name}: row {at}, {head}: {one!r} expected, {other!r} found'


# ---- pandas

def quietly(read, *arguments, **options):
    """Columns of mixed kinds are ours on purpose: texts that look like numbers, dates before 1900."""
    with warnings.catch_warnings():
        warnings.simplefilter('ignore')
        return read(*arguments, **options)


def read_by_pandas(table):
    ids = {head: str for head in table.want['columns'] if head in IDS}
    if table.form == 'xlsx':
        return quietly(pandas.read_excel, table.file, dtype=ids, **BLANKS)
    options = {'csv': {}, GERMAN: {'sep': ';', 'decimal': ','}, 'tsv': {'sep': '\t', 'quoting': csv.QUOTE_NONE}}[table.form]
    return quietly(pandas.read_csv, table.file, float_precision='round_trip', dtype=ids, **BLANKS, **options)


def pandas_differs(tables):
    for table in tables:
        frame = read_by_pandas(table)
        yield from table_differs(table, unmangled(frame.columns, table), frame.astype(object).values.tolist(),
                                 CELL_TOLERANCE if table.form == 'xlsx' else 0)


def unmangled(heads, table):
    """pandas writes `Same` and `Same.1` of two equal heads."""
    for head, want in zip(map(str, heads), table.want['columns']):
        stem, _, number = head.rpartition('.')
        same = head_of(guarded_by(table.form)(stem), table.form) == head_of(want, table.form)
        yield stem if number.isdigit() and same else head


# ---- R

def read_by_r(script, tables, work):
    """One run of R for all files; it writes what it has read beside each."""
    orders = work / 'orders.tsv'
    orders.write_text(''.join(f'{t.form}\t{t.file}\t{t.dump}\n' for t in tables), encoding='utf-8')
    done = subprocess.run(['Rscript', '--vanilla', str(script), str(orders)], capture_output=True, check=False, timeout=240,
                          env={'PATH': '/usr/local/bin:/usr/bin:/bin', 'LC_ALL': 'C.UTF-8', 'TMPDIR': str(work)})
    if done.returncode:
        yield f'R: exit {done.returncode}: {done.stderr.decode()[-800:]}'


def r_differs(tables):
    for table in tables:
        columns = [column.split('\x1f') for column in table.dump.read_text(encoding='utf-8').split('\x1e')]
        rows = [list(row) for row in zip(*[column[1:] for column in columns])]
        yield from table_differs(table, [column[0] for column in columns], rows, R_TOLERANCE)


# ---- all files of a model

def wanted(program, model, kind, layout, labels):
    return json.loads(program.run(model, 'matrix', kind, '--layout', layout, '--labels', labels, '--format', 'json'))


def write_all(program, model, name, work, has_xlsx=True):
    """All kinds in both layouts; positions also by labels and numbers."""
    tables = []
    for kind in KINDS:
        for layout in ('wide', 'long'):
            for labels in ('ids', 'labels', 'numbers') if kind == 'positions' else ('ids',):
                want = wanted(program, model, kind, layout, labels)
                for form, ending, options in (('csv', 'csv', ()), ('tsv', 'tsv', ()), (GERMAN, 'excel.csv', EXCEL), ('xlsx', 'xlsx', ())):
                    if form == 'xlsx' and not has_xlsx:
                        continue
                    file = work / f'{name}-{kind}-{layout}-{labels}.{ending}'
                    program.run(model, 'matrix', kind, '--layout', layout, '--labels', labels, *options, '-o', file)
                    tables.append(Table(f'{kind} {layout} {labels} {form}', file, form, want))
    return tables


def run(tally, program, name, model, work, script):
    tables = []
    tally.check(f'{name}: all matrices', lambda: tables.extend(write_all(program, model, name, work)) or [])
    if not tables:
        return
    for form in ('csv', 'tsv', GERMAN, 'xlsx'):
        some = [table for table in tables if table.form == form]
        tally.check(f'{name}: pandas reads {form}', pandas_differs, some)
    texts = [table for table in tables if table.form != 'xlsx']
    tally.check(f'{name}: R runs', read_by_r, script, texts, work)
    for form in ('csv', 'tsv', GERMAN):
        tally.check(f'{name}: R reads {form}', r_differs, [table for table in texts if table.form == form])
