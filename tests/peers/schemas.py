# SPDX-License-Identifier: GPL-3.0-or-later
"""Hold files against the shipped schemas with an independent validator (python3-jsonschema).

schemas.py PROGRAM MODEL...  For each model: model.json and the actors' files against their schemas,
and the program's report against the report's. Then mutations that editors should underline.
"""
import copy
import json
import pathlib
import subprocess
import sys

import jsonschema

SCHEMAS = pathlib.Path('models/schema')
counts = {True: 0, False: 0}
MATRICES = ('positions', 'agreement', 'low', 'high', 'distance', 'coverage', 'salience', 'confidence', 'divergence', 'dates')
NEWS = [(['changes', '--since', '2000-01-01'], 'changes.schema.json'), (['changes', '--since', '2090-01-01'], 'changes.schema.json'),
        (['changes', '--from', 'examples/harbour-fees'], 'changes.schema.json'), (['report', '--since', '2000-01-01'], 'report.schema.json'),
        (['log'], 'log.schema.json'), (['check'], 'check.schema.json')]


def validator(name):
    schema = json.loads((SCHEMAS / name).read_text(encoding='utf-8'))
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def expect(what, valid, is_valid):
    counts[valid == is_valid] += 1
    if valid != is_valid:
        print(f'FAILED: {what}: {"valid" if is_valid else "refused"} expected')


def mutations(actor):
    """Copies of an actor's file with one thing wrong in its first stance."""
    for member, value in [('salience', 1.5), ('salience', -0.1), ('confidence', 'high'), ('date', '17.4.2025'),
                          ('status', 'sure'), ('vlaue', 1), ('source', 'Le Monde'), ('until', 2025),
                          ('claims', [{'value': None}, {'value': None}]), ('if', [{'value': None}])]:
        wrong = copy.deepcopy(actor)
        wrong['stances'][0][member] = value
        yield member, wrong
    wrong = copy.deepcopy(actor)
    del wrong['stances'][0]['issue']
    yield 'no issue', wrong
    wrong = copy.deepcopy(actor)
    wrong['wieght'] = 1
    yield 'wieght', wrong


def main():
    program, models = sys.argv[1], sys.argv[2:]
    model_schema, actor_schema, report_schema = map(validator, ('model.schema.json', 'actor.schema.json', 'report.schema.json'))
    for folder in map(pathlib.Path, models):
        expect(folder / 'model.json', model_schema.is_valid(json.loads((folder / 'model.json').read_text(encoding='utf-8'))), True)
        for path in sorted((folder / 'actors').glob('*.json')):
            actor = json.loads(path.read_text(encoding='utf-8'))
            expect(path, actor_schema.is_valid(actor), True)
            if folder == pathlib.Path(models[0]) and 'value' in actor['stances'][0]:
                for name, wrong in mutations(actor):
                    expect(f'{path} with a wrong {name}', actor_schema.is_valid(wrong), False)
        for options in ([], ['--salience', 'none'], ['--as-of', '1900-01-01'], ['--measure', 'gap']):
            report = subprocess.run([program, '-m', folder, 'report', '--format', 'json', *options], capture_output=True, check=True)
            expect(f'report of {folder} {options}', report_schema.is_valid(json.loads(report.stdout)), True)
        for words, name in NEWS:
            news = subprocess.run([program, '-m', folder, *words, '--format', 'json'], capture_output=True, check=True)
            expect(f'{words} of {folder}', validator(name).is_valid(json.loads(news.stdout)), True)
        for kind in MATRICES:
            for layout in ('wide', 'long'):
                matrix = subprocess.run([program, '-m', folder, 'matrix', kind, '--layout', layout, '--format', 'json'],
                                        capture_output=True, check=True)
                made = json.loads(matrix.stdout)
                expect(f'matrix {kind} {layout} of {folder}', validator('matrix.schema.json').is_valid(made), True)
                expect(f'rows of matrix {kind} {layout} of {folder}', {len(made['columns'])} >= {len(row) for row in made['rows']}, True)
        table = subprocess.run([program, '-m', folder, 'matrix', 'positions', '--layout', 'long'], capture_output=True, check=True)
        back = subprocess.run([program, '-m', folder, 'import', '-', '--format', 'json'], input=table.stdout, capture_output=True, check=True)
        expect(f'import of {folder}', validator('cycle.schema.json').is_valid(json.loads(back.stdout)), True)
        expect(f'differences of {folder}', json.loads(back.stdout)['differences'], [])
        row = folder / 'actors' / sorted(path.name for path in (folder / 'actors').glob('*.json'))[0]
        stance = json.loads(row.read_text(encoding='utf-8'))['stances'][0]
        if 'value' not in stance:
            continue
        update = [{'actor': row.stem, 'issue': stance['issue'], 'value': stance['value'], 'date': day}
                  for day in (stance['date'], '1999-01-01', '2090-01-01', '2090-01-01')]
        entered = subprocess.run([program, '-m', folder, 'update', '-', '--dry-run', '--format', 'json'],
                                 input=json.dumps(update).encode(), capture_output=True, check=True)
        expect(f'update of {folder}', validator('cycle.schema.json').is_valid(json.loads(entered.stdout)), True)
    print(f'schemas: {counts[True]} passed, {counts[False]} failed')
    return counts[False] > 0


sys.exit(main())
