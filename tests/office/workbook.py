# SPDX-License-Identifier: GPL-3.0-or-later
"""The workbook out, through real programs, and back: no difference; recalculated figures are the program's own."""
import csv
import datetime
import io
import json
import pathlib
import subprocess

import openpyxl

from harness import Refused, copy_of, differs, files_of
from office import text_options

PER_ISSUE = {'known': 'declared', 'undeclared': 'undeclared', 'divergence': 'divergence', 'at most': 'divergence_max', 'share': 'share'}


def day_after(day):
    return (datetime.date.fromisoformat(day) + datetime.timedelta(days=1)).isoformat()


def exported(tally, program, model, file):
    """The workbook; None if there is none, which counts as a failure."""
    tally.check(f'{file.stem}: export', lambda: program.export(model, file) and [])
    return file if file.exists() else None


# ---- what comes back

def nothing_to_enter(program, model, file, work):
    """Importing the file finds no difference, and writing it touches no file."""
    copy = copy_of(model, work)
    before = files_of(copy)
    shown = program.json(copy, 'import', file)
    if shown['rows_compared'] == 0:
        yield 'no row was compared'
    for difference in shown['differences']:
        yield 'a difference: ' + json.dumps(difference, ensure_ascii=False)[:300]
    program.run(copy, 'import', file, '--write', '--date', '2030-01-01')
    if files_of(copy) != before:
        yield 'import --write has changed files'


def resaved(office, source, target):
    """LibreOffice loads, recalculates and saves the file under another name."""
    with office.open(source) as book:
        book.recalculate()
        return book.save(target)


def resaved_by_openpyxl(source, target):
    openpyxl.load_workbook(source).save(target)
    return target


def resaved_by_gnumeric(source, target):
    subprocess.run(['ssconvert', str(source), str(target)], check=True, capture_output=True, timeout=120)
    return target


# ---- figures

def square(rows, n, what):
    """The n x n figures below the head and behind the first column."""
    if len(rows) < n + 1 or any(len(row) < n + 1 for row in rows[:n + 1]):
        raise AssertionError(f'{what}: {n} actors expected, {len(rows)} rows of {len(rows[0])} found')
    return [row[1:n + 1] for row in rows[1:n + 1]]


def agreement_differs(report, rows, tolerance):
    """Rows of the sheet against the report's pairs, both triangles."""
    ids = [actor['id'] for actor in report['actors']]
    index = {name: i for i, name in enumerate(ids)}
    got = square(rows, len(ids), 'Agreement')
    for pair in report['pairs']:
        a, b = index[pair['a']], index[pair['b']]
        for one, other in ((a, b), (b, a)):
            if differs(pair['agreement'], got[one][other], tolerance):
                yield f"Agreement of {ids[one]} and {ids[other]}: {pair['agreement']} expected, {got[one][other]!r} found"


def divergence_differs(report, rows, tolerance):
    heads = {str(head): column for column, head in enumerate(rows[0])}
    for head in ('issue', *PER_ISSUE):
        if head not in heads:
            yield f'Divergence: no column {head}'
            return
    found = {row[heads['issue']]: row for row in rows[1:]}
    for issue in report['issues']:
        row = found.get(issue['id'])
        if not row:
            yield f"Divergence: no row of {issue['id']}"
        for head, key in PER_ISSUE.items() if row else ():
            if differs(issue[key], row[heads[head]], tolerance):
                yield f"Divergence of {issue['id']}: {head}: {issue[key]} expected, {row[heads[head]]!r} found"


def figures_differ(report, book, tolerance=1e-12):
    for place in book.errors():
        yield f'formulas that give an error: {place}'
    yield from agreement_differs(report, book.rows('Agreement'), tolerance)
    yield from divergence_differs(report, book.rows('Divergence'), tolerance)


def recalculated(program, office, model, file):
    """Every figure after all formulas were worked out anew."""
    report = program.json(model, 'report', '--full')
    with office.open(file) as book:
        if len(report['actors']) > 1 and not book.count_formulas('Agreement'):
            yield 'no figure of Agreement is live'
        book.recalculate()
        yield from figures_differ(report, book)


# ---- sorting

def sorted_elsewhere(program, office, model, file, work):
    """Positions in another order: the same figures, no difference."""
    report = program.json(model, 'report', '--full')
    with office.open(file) as book:
        heads = book.rows('Positions')[0]
        for head, ascending in (('issue name', True), ('value', False)):
            book.sort('Positions', heads.index(head), ascending)
            book.recalculate()
            yield from figures_differ(report, book)
        saved = book.save(pathlib.Path(work) / f'{pathlib.Path(file).stem}-sorted.xlsx')
    yield from nothing_to_enter(program, model, saved, work)


# ---- editing

CUT = '[cut:'  # such a row is refused when it is edited: the model's text would go


class Edits:
    """What to type into Positions, one edit a row, of every kind that the model has room for."""

    def __init__(self, model, book, date):
        rows = book.rows('Positions')
        self.book, self.date = book, date
        self.heads = {head: column for column, head in enumerate(rows[0])}
        self.scales = {i['id']: i['scale'] for i in json.loads((pathlib.Path(model) / 'model.json').read_text(encoding='utf-8'))['issues']}
        self.rows = rows[1:]
        self.made = []  # (row of the sheet, head, value)
        self.taken = set()

    def words(self, scale, kind):
        """A value of a kind; None where the scale has none."""
        if kind == 'undeclared':
            return kind
        ids = [x['id'] if isinstance(x, dict) else x for x in scale.get('levels') or scale.get('choices') or []]
        if scale['type'] == 'interval':
            least, reach = scale['min'], scale['max'] - scale['min']
            quarter, half = least + reach / 4, least + reach / 2
            return {'point': quarter, 'range': f'{quarter!r}..{half!r}', 'open': f'..{half!r}'}.get(kind)
        if scale['type'] == 'ordinal':
            return {'point': ids[-1], 'range': f'{ids[0]}..{ids[1]}', 'open': f'{ids[1]}..'}.get(kind)
        return {'point': ids[0], 'set': f'{ids[1]},{ids[0]}'}.get(kind)

    def free_rows(self, scale_type, status):
        for at, row in enumerate(self.rows, 1):
            scale = self.scales[row[self.heads['issue']]]
            word = row[self.heads['status']]
            if at in self.taken or scale['type'] != scale_type or any(CUT in str(cell) for cell in row):
                continue
            if (word == 'disputed') == (status == 'disputed') and (word == '') == (status == ''):
                if word != 'disputed' or not scale.get('several'):
                    yield at, scale

    def add(self, scale_type, kind, status='known'):
        for at, scale in self.free_rows(scale_type, status):
            value = self.words(scale, kind)
            if kind == 'pick':
                value = self.book.choices('Positions', self.heads['value'], at)[1]
            self.taken.add(at)
            if kind == 'salience':
                self.made += [(at, 'salience', 0.3), (at, 'date', self.date)]
            elif value is not None:
                self.made += [(at, 'value', value), (at, 'date', self.date)]
            return

    def plan(self):
        for scale_type, kinds in (('ordinal', ('point', 'pick', 'range', 'open', 'undeclared', 'salience')),
                                  ('interval', ('point', 'range', 'open', 'undeclared', 'salience')),
                                  ('nominal', ('point', 'pick', 'set', 'undeclared', 'salience'))):
            for kind in kinds:
                self.add(scale_type, kind)
            self.add(scale_type, 'point', '')
            # The same value would leave the dispute, of which nothing else is edited.
            self.add(scale_type, 'point' if scale_type == 'interval' else 'undeclared', 'disputed')
        return self.made


def is_live(formula):
    return str(formula).startswith('=')


def edited_files(office, model, file, work, date):
    """Edit through LibreOffice; save both ways; the recalculated rows of Agreement and which are live."""
    stem = pathlib.Path(work) / pathlib.Path(file).stem
    with office.open(file) as book:
        edits = Edits(model, book, date)
        for row, head, value in edits.plan():
            book.enter('Positions', edits.heads[head], row, value)
        book.recalculate()
        saved = [book.save(f'{stem}-edited{ending}') for ending in ('.xlsx', '.ods')]
        return saved, len(edits.taken), book.rows('Agreement'), book.formulas('Agreement')


def agreement_of(program, model):
    """`matrix agreement` as numbers, None for blank."""
    table = list(csv.reader(io.StringIO(program.run(model, 'matrix', 'agreement', '--format', 'csv').decode())))
    return [[float(cell) if cell else None for cell in row[1:]] for row in table[1:]]


def edited(program, office, model, file, work):
    """What the sheet shows after an edit is what the program computes after the import."""
    date = day_after(program.json(model, 'report')['as_of'])
    saved, count, rows, formulas = edited_files(office, model, file, work, date)
    if not count:
        yield 'there was nothing to edit'
    for name in saved:
        copy = copy_of(model, work)
        program.run(copy, 'import', name, '--write')
        want = agreement_of(program, copy)
        got, live = (square(sheet, len(want), 'Agreement') for sheet in (rows, formulas))
        for a, b in ((a, b) for a in range(len(want)) for b in range(len(want)) if a != b and is_live(live[a][b])):
            if differs(want[a][b], got[a][b]):
                yield f'{name.suffix}: agreement in row {a + 2}, column {b + 2}: {want[a][b]} expected, {got[a][b]!r} found'
        again = program.json(copy, 'import', name)
        if any(d['state'] != 'on-file' for d in again['differences']):
            yield f'{name.suffix}: imported once more, it is not on file'


# ---- what must be refused

def refused(program, office, model, file, work):
    """A formula in place of a position, by its cell; a workbook of before 2007, by what to do instead."""
    stem = pathlib.Path(work) / pathlib.Path(file).stem
    with office.open(file) as book:
        old = book.save(f'{stem}-old.xls')
        column = book.rows('Positions')[0].index('value')
        book.sheet('Positions').getCellByPosition(column, 1).setFormula('=1+1')
        wanted = [(book.save(f'{stem}-formula{ending}'), 'Positions!E2: error:') for ending in ('.xlsx', '.ods')]
    for name, words in [*wanted, (old, 'xlsx')]:
        try:
            program.run(model, 'import', name)
            yield f'{name.name}: is taken'
        except Refused as refusal:
            if words not in str(refusal).replace(str(name), ''):
                yield f'{name.name}: refused without "{words}": {refusal}'


# ---- long tables

LONG = ('matrix', 'positions', '--layout', 'long')


def long_tables_back(program, model, name, work, is_plain):
    """As csv, and as tsv where no text has tabs or line ends, which tsv cannot hold."""
    for form in ('csv', 'csv-excel', *(['tsv'] if is_plain else [])):
        file = work / f'{name}-long-{form}.{form[:3]}'
        program.run(model, *LONG, '--format', form, '-o', file)
        for finding in nothing_to_enter(program, model, file, work):
            yield f'{file.name}: {finding}'


def long_table_through_office(program, office, model, name, work):
    """A csv that LibreOffice has opened and saved, as csv and as workbooks: where no id looks like a number."""
    source = work / f'{name}-long.csv'
    program.run(model, *LONG, '-o', source)
    with office.open(source, text_options(',')) as book:
        saved = [book.save(work / f'{name}-long-office{ending}') for ending in ('.csv', '.xlsx', '.ods')]
    for file in saved:
        for finding in nothing_to_enter(program, model, file, work):
            yield f'{file.name}: {finding}'


# ---- all of them on one model

def run(tally, program, office, name, model, work, has_gnumeric, is_plain):
    tally.check(f'{name}: long tables back', long_tables_back, program, model, name, work, is_plain)
    if is_plain:
        tally.check(f'{name}: long table through LibreOffice', long_table_through_office, program, office, model, name, work)
    file = exported(tally, program, model, work / f'{name}.xlsx')
    if not file:
        return
    tally.check(f'{name}: back as exported', nothing_to_enter, program, model, file, work)
    for ending in ('.xlsx', '.ods'):
        tally.check(f'{name}: back through LibreOffice as {ending}',
                    lambda ending=ending: nothing_to_enter(program, model, resaved(office, file, work / f'{name}-office{ending}'), work))
    tally.check(f'{name}: back through openpyxl',
                lambda: nothing_to_enter(program, model, resaved_by_openpyxl(file, work / f'{name}-openpyxl.xlsx'), work))
    for ending in ('.xlsx', '.ods') if has_gnumeric else ():
        tally.check(f'{name}: back through Gnumeric as {ending}', lambda ending=ending: nothing_to_enter(
            program, model, resaved_by_gnumeric(file, work / f'{name}-gnumeric{ending}'), work))
    tally.check(f'{name}: recalculated', recalculated, program, office, model, file)
    tally.check(f'{name}: sorted', sorted_elsewhere, program, office, model, file, work)
    tally.check(f'{name}: refused', refused, program, office, model, file, work)
    tally.check(f'{name}: edited', edited, program, office, model, file, work)
