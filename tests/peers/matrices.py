# SPDX-License-Identifier: GPL-3.0-or-later
"""Hold the tables of `stance matrix` against figures that are computed independently.

matrices.py PROGRAM ORACLE [MODELS]  For each of MODELS random models (default 20): every kind whose
figures the oracle knows, wide and long, as a csv reader sees them.
"""
import csv
import io
import pathlib
import subprocess
import sys
import tempfile

from changes import load_oracle

TOLERANCE = 1e-12
PAIRS = ('agreement', 'low', 'high', 'distance', 'coverage')
FIGURES = ('weight', 'declared', 'undeclared', 'divergence', 'divergence_low', 'divergence_high', 'divergence_max', 'share')
OPTIONS = ({}, {'--salience': 'none'}, {'--as-of': '2023-06-01'}, {'--min-confidence': '0.5'})


class Expected:
    """What the oracle makes of one model, as cells by their two heads."""

    def __init__(self, oracle, path, options):
        self.model, self.actors = oracle.load(path)
        least = float(options['--min-confidence']) if '--min-confidence' in options else None
        as_of, by_salience = options.get('--as-of'), '--salience' not in options
        self.report = oracle.report(self.model, self.actors, as_of, salience=by_salience, least=least)
        _, self.cells = oracle.snapshot(self.model, self.actors, as_of, None, least, None)
        self.by_salience = by_salience

    def own(self, actor, kind):
        """An actor with itself: by the issues on which it has declared itself."""
        weights = [(issue.get('weight', 1), self.cells[actor, issue['id']][1] if self.by_salience else 1)
                   for issue in self.model['issues'] if self.cells.get((actor, issue['id']), (None,))[0] is not None]
        if kind == 'coverage':
            total = sum(issue.get('weight', 1) for issue in self.model['issues'])
            return sum(weight for weight, _ in weights) / total if total > 0 else None
        if not any(weight * salience > 0 for weight, salience in weights):
            return None
        return 0 if kind == 'distance' else 1

    def pairs(self, kind):
        cells = {(actor['id'], actor['id']): self.own(actor['id'], kind) for actor in self.actors}
        for pair in self.report['pairs']:
            figure = pair['agreement' if kind == 'distance' else kind]
            if kind == 'distance' and figure is not None:
                figure = 1 - figure
            cells[pair['a'], pair['b']] = cells[pair['b'], pair['a']] = figure
        return cells

    def issues(self):
        return {(issue['id'], figure): issue[figure] for issue in self.report['issues'] for figure in FIGURES}

    def standings(self, kind):
        """Of what is on record: salience, the day, or the position from 0 to 1 where there is an order."""
        cells = {}
        for entry in self.report['positions']:
            if kind == 'positions':
                low, high = entry['low'], entry['high']
                if low is None:
                    continue
                cells[entry['actor'], entry['issue']] = low, high
            else:
                cells[entry['actor'], entry['issue']] = entry['date' if kind == 'dates' else 'salience']
        return cells


def read(program, folder, options, *words):
    words = [program, '-m', folder, 'matrix', *words, *(word for option in options.items() for word in option)]
    made = subprocess.run(words, capture_output=True, check=True, encoding='utf-8')
    return list(csv.reader(io.StringIO(made.stdout)))


def wide(table):
    head = table[0][1:]
    return {(row[0], name): cell for row in table[1:] for name, cell in zip(head, row[1:], strict=True)}


def long(table):
    return {(row[0], row[1]): row[2] for row in table[1:]}


def is_near(cell, figure):
    """An undefined figure is an empty cell, and nothing else is."""
    if figure is None or cell == '':
        return figure is None and cell == ''
    if isinstance(figure, str):
        return cell == figure
    if isinstance(figure, tuple):
        low, _, high = cell.partition('..')
        return is_near(low, figure[0]) and is_near(high or low, figure[1])
    return abs(float(cell) - figure) <= TOLERANCE


def differences(cells, expected, is_complete=True):
    if is_complete and cells.keys() != expected.keys():
        yield f'other cells: {sorted(cells.keys() ^ expected.keys())[:5]}'
    for key, figure in expected.items():
        if key in cells and not is_near(cells[key], figure):
            yield f'{key}: {figure!r} expected, {cells[key]!r} found'


def compare(program, folder, options, expected):
    """(what, differences) of each table."""
    for kind in PAIRS:
        figures = expected.pairs(kind)
        yield kind, differences(wide(read(program, folder, options, kind)), figures)
        once = {(a, b): figure for (a, b), figure in figures.items() if a < b}
        yield f'{kind}, long', differences(long(read(program, folder, options, kind, '--layout', 'long')), once)
    yield 'divergence', differences(wide(read(program, folder, options, 'divergence')), expected.issues())
    yield 'divergence, long', differences(long(read(program, folder, options, 'divergence', '--layout', 'long')), expected.issues())
    for kind in ('salience', 'dates'):
        cells, known = wide(read(program, folder, options, kind)), expected.standings(kind)
        yield kind, differences(cells, {key: known.get(key) for key in cells})
    cells = wide(read(program, folder, options, 'positions', '--labels', 'numbers'))
    yield 'positions', differences(cells, {key: figure for key, figure in expected.standings('positions').items() if figure[0] is not None}, False)


def main():
    program, oracle = sys.argv[1], load_oracle(sys.argv[2])
    models = int(sys.argv[3]) if len(sys.argv) > 3 else 20
    counts = {True: 0, False: 0}
    with tempfile.TemporaryDirectory() as work:
        for seed in range(1, models + 1):
            folder = pathlib.Path(work) / str(seed)
            oracle.generate(seed, seed % 17 + 2, seed % 11 + 1, seed * 7 % 400, str(folder))
            for options in OPTIONS:
                for what, found in compare(program, folder, options, Expected(oracle, folder, options)):
                    wrong = list(found)
                    counts[not wrong] += 1
                    for line in wrong[:5]:
                        print(f'FAILED: matrix {what} of random model {seed} with {options}: {line}')
    print(f'matrices: {counts[True]} passed, {counts[False]} failed')
    return counts[False] > 0


sys.exit(main())
