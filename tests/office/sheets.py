# SPDX-License-Identifier: GPL-3.0-or-later
"""Every data sheet of the workbook, as pandas reads it without being told anything: results as the file has them."""
import json
import pathlib

import pandas

from harness import differs, is_blank, iso
from tables import BLANKS, CELL_TOLERANCE, cell_differs, quietly
from workbook import agreement_differs, divergence_differs, exported

DATA_SHEETS = ('Matrix', 'Agreement', 'Divergence', 'Positions', 'Changes', 'Sources', 'Issues', 'Scales')
TEXTS = ('actor', 'issue', 'status', 'speaker', 'outlet', 'url', 'quote', 'note', 'claims')
DATES = ('date', 'until', 'entered')
NUMBERS = ('salience', 'confidence')


def read(file, sheet):
    return quietly(pandas.read_excel, file, sheet_name=sheet, **BLANKS)


def rows_of(frame):
    """Head and rows, None for nothing."""
    return [list(map(str, frame.columns)), *([None if is_blank(cell) else cell for cell in row] for row in frame.astype(object).values.tolist())]


def heads_stand_first(file):
    """Row 1 names the columns, each once."""
    for sheet in DATA_SHEETS:
        heads = [str(head) for head in read(file, sheet).columns]
        if any(head.startswith('Unnamed') for head in heads):
            yield f'{sheet}: columns without a head: {heads[:8]}'


def results_stand(program, model, file):
    """What the file says that the formulas gave, before any program worked them out."""
    report = program.json(model, 'report', '--full')
    yield from agreement_differs(report, rows_of(read(file, 'Agreement')), CELL_TOLERANCE)
    yield from divergence_differs(report, rows_of(read(file, 'Divergence')), CELL_TOLERANCE)


def position_differs(want, got):
    """One row of Positions against the long table."""
    for head in NUMBERS:
        if differs(want[head], got[head], CELL_TOLERANCE):
            yield f'{head}: {want[head]} expected, {got[head]!r} found'
    for head in DATES:
        if want[head] != iso(got[head]):
            yield f'{head}: {want[head]} expected, {got[head]!r} found'
    for head in TEXTS:
        if cell_differs(want[head], iso(got[head]), 'xlsx', 0):
            yield f'{head}: {want[head]!r:.200} expected, {got[head]!r:.200} found'
    if isinstance(want['value'], (int, float)) and differs(want['value'], got['value'], CELL_TOLERANCE * abs(want['value'])):
        yield f"value: {want['value']} expected, {got['value']!r} found"
    if is_blank(want['value']) != is_blank(got['value']):
        yield f"value: {want['value']!r} expected, {got['value']!r} found"


def positions_stand(program, model, file):
    want = program.json(model, 'matrix', 'positions', '--layout', 'long')
    labelled = program.json(model, 'matrix', 'positions', '--layout', 'long', '--labels', 'labels')
    claims = want['columns'].index('claims')
    for row, other in zip(want['rows'], labelled['rows'], strict=True):
        row[claims] = other[claims]  # of the workbook too by labels
    got = rows_of(read(file, 'Positions'))
    if len(got) - 1 != len(want['rows']):
        yield f"Positions: {len(want['rows'])} rows expected, {len(got) - 1} found"
    for at, (wanted, row) in enumerate(zip(want['rows'], got[1:]), 2):
        for finding in position_differs(dict(zip(want['columns'], wanted)), dict(zip(got[0], row))):
            yield f'Positions, row {at}: {finding}'


def middle(word):
    """Of a number, or a range 0.25..0.5 of normalised ends; None of anything else."""
    if isinstance(word, (int, float)):
        return word
    ends = (word or '').split('..')
    try:
        return sum(map(float, ends)) / 2 if len(ends) == 2 else None
    except ValueError:
        return None


def matrix_stands(program, model, file):
    """Numbers of Matrix are the normalised positions, middles of ranges; nothing is nothing."""
    want = program.json(model, 'matrix', 'positions', '--labels', 'numbers')
    got = rows_of(read(file, 'Matrix'))
    for wanted, row in zip(want['rows'], got[1:], strict=True):
        for head, one, other in zip(want['columns'][1:], wanted[1:], row[1:]):
            number = middle(one)
            if is_blank(one) != is_blank(other) or (number is not None and (isinstance(other, str) or differs(number, other))):
                yield f'Matrix, {wanted[0]} on {head}: {one!r} expected, {other!r} found'


def weights_stand(model, file):
    want = {i['id']: i.get('weight', 1) for i in json.loads((pathlib.Path(model) / 'model.json').read_text(encoding='utf-8'))['issues']}
    rows = rows_of(read(file, 'Issues'))
    weight = rows[0].index('weight')
    for row in rows[1:]:
        if want.pop(row[0], None) != row[weight]:
            yield f'Issues: weight of {row[0]}: {row[weight]!r} found'
    if want:
        yield f'Issues: missing: {sorted(want)}'


def run(tally, program, name, model, work):
    file = exported(tally, program, model, work / f'{name}-sheets.xlsx')
    if not file:
        return
    tally.check(f'{name}: heads of all sheets', heads_stand_first, file)
    tally.check(f'{name}: results in the file', results_stand, program, model, file)
    tally.check(f'{name}: Positions', positions_stand, program, model, file)
    tally.check(f'{name}: Matrix', matrix_stands, program, model, file)
    tally.check(f'{name}: Issues', weights_stand, model, file)
