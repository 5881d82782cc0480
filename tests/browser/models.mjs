// SPDX-License-Identifier: GPL-3.0-or-later
// The models whose pages are looked at: the shipped and the real ones, and some made here.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Texts that would run, open or swallow something if they were not escaped; each must be seen as it is. */
export const HOSTILE = [
    '<script>window.hacked=1</script>',
    '"><img src=x onerror=window.hacked=2>',
    "' onfocus='window.hacked=3' autofocus='",
    '</script><script>window.hacked=4</script>',
    '</style></title></textarea><svg/onload=window.hacked=5>',
    '<!-- <script>',
    '-->]]>',
    '&amp; &lt;b&gt; &#60;i&#62;',
    '{{constructor.constructor("window.hacked=6")()}} ${window.hacked=7}',
    'long' + 'wörd'.repeat(125),
    '\u{1F600} 日本語 e\u0301',
    'שלום עולם مرحبا بالعالم',
];
/** Characters that must not reach the page as they are: controls, and what turns the direction of text. */
const UNSEEN = 'a\u0001b\u0008c\u001bd\u007fe\u0085f\u202eg\u2066h\u2069i\u200fj';
/** Addresses that must not become links. */
const ADDRESSES = [
    'javascript:window.hacked=8', 'JaVaScRiPt:window.hacked=9', ' javascript:window.hacked=10',
    'java\tscript:window.hacked=11', '\u0001javascript:window.hacked=12', 'vbscript:msgbox(1)',
    'data:text/html,<script>window.hacked=13</script>', 'file:///etc/passwd', '//example.org/x',
    'https://example.org/"onmouseover="window.hacked=14', 'http://example.org/<script>', 'blob:x',
];

function write(folder, model, actors) {
    mkdirSync(join(folder, 'actors'), { recursive: true });
    writeFileSync(join(folder, 'model.json'), JSON.stringify({ format: 'stance/1', ...model }));
    for (const [id, actor] of Object.entries(actors)) {
        writeFileSync(join(folder, 'actors', `${id}.json`), JSON.stringify(actor));
    }
    return folder;
}

const text = (number) => HOSTILE[number % HOSTILE.length];
const answers = (from) => ['l0', 'l1', 'l2', 'l3'].map((id, i) => ({ id, label: text(from + i) }));

function hostileIssue(number) {
    const scale = [
        { type: 'ordinal', levels: answers(number) },
        { type: 'interval', min: 0, max: 100, unit: text(number + 1) },
        { type: 'nominal', choices: answers(number) },
        { type: 'nominal', several: true, choices: answers(number) },
    ][number % 4];
    const statusQuo = ['l1', 40, 'l2', 'l3'][number % 4];
    return {
        id: `issue-${number}`, name: text(number), topic: 'topic', question: `${text(number)} ${UNSEEN}`, scale,
        'status-quo': statusQuo,
    };
}

function hostileValue(actor, issue) {
    const values = [['l0', { from: 'l1', to: 'l3' }, 'l3', null], [0, { from: 10, to: 60 }, 100, null],
        ['l0', ['l1', 'l2'], 'l3', null], ['l0', ['l0', 'l2'], ['l3'], null]][issue % 4];
    return values[(actor + (issue >> 2)) % 4];
}

function hostileStance(actor, issue) {
    const number = actor * 7 + issue;
    const source = {
        outlet: text(number), url: ADDRESSES[number % ADDRESSES.length],
        quote: number % 11 === 0 ? `${text(number + 1)} `.repeat(5000).slice(0, 5000).trim() : `${text(number + 1)} ${UNSEEN}`,
    };
    const stance = {
        issue: `issue-${issue}`, date: `2025-0${1 + number % 4}-11`, value: hostileValue(actor, issue), source,
        status: 'reported', speaker: text(number + 2), note: text(number + 3), salience: [1, 0.5, 0.25][number % 3],
    };
    if (number % 9 === 4) {
        const [claim, other] = [hostileValue(0, issue), hostileValue(2, issue)];
        Object.assign(stance, { claims: [{ value: claim, source }, { value: other, source }] });
        for (const member of ['value', 'source', 'speaker']) delete stance[member];
    }
    return stance;
}

/** Every text is hostile; every kind of scale, position and picture. */
export function hostile(folder) {
    const issues = HOSTILE.map((_, number) => hostileIssue(number));
    const actors = {};
    for (let a = 0; a < HOSTILE.length; a++) {
        const stances = issues.map((_, i) => hostileStance(a, i)).filter((_, i) => (a * 5 + i) % 6 !== 0);
        actors[`actor-${a}`] = { name: text(a), kind: text(a + 1), groups: ['group'], stances };
    }
    const waiting = actors['actor-1'].stances.find(({ issue }) => issue === 'issue-4');
    waiting.if = [{ value: 'l2', strength: 'would', when: [{ actor: 'actor-2', issue: 'issue-0', is: 'l3' }],
        source: { outlet: text(0), quote: text(1) } }];
    return write(folder, { title: text(0), description: text(1), issues }, actors);
}

/** Nothing can be compared: each actor speaks about an issue of its own. */
export function lonely(folder) {
    const numbers = [0, 1, 2];
    const issues = numbers.map((i) => ({ id: `issue-${i}`, scale: { type: 'interval', min: 0, max: 10 } }));
    const actors = numbers.map((i) => [`actor-${i}`, { stances: [{ issue: `issue-${i}`, date: '2025-01-01', value: i }] }]);
    return write(folder, { title: 'Nothing to compare', issues }, Object.fromEntries(actors));
}

/** As `make test-office` makes them: every kind of position and scale, texts and ids that break things. */
function random(folder, seed, actors, issues) {
    const script = 'import sys, models; models.make(sys.argv[1], *map(int, sys.argv[2:]))';
    const done = spawnSync('/usr/bin/python3', ['-B', '-c', script, folder, seed, actors, issues].map(String), {
        encoding: 'utf8', env: { ...process.env, PYTHONPATH: resolve('tests/office') },
    });
    if (done.status !== 0) throw new Error(`no random model: ${done.stderr}`);
    return folder;
}

/** By the generator of `make bench`. */
export function large(generate, folder, actors, issues) {
    const done = spawnSync(generate, [actors, issues, actors * issues, folder].map(String), { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`no large model: ${done.stderr}`);
    return folder;
}

/** @returns rows of {name, folder, words of the pages to make}; `folder` is null where it is not at hand. */
export function models(work) {
    const data = process.env.STANCE_TEST_DATA ?? '/nowhere';
    const real = (name) => (existsSync(join(data, name)) ? resolve(data, name) : null);
    return [
        { name: 'ukraine-force', folder: resolve('models/ukraine-force'),
            pages: ['report', 'compare us europe', 'show us', 'show us-backstop', 'changes --since 2025-04-16',
                'matrix agreement', 'matrix positions'] },
        { name: 'harbour-fees', folder: resolve('examples/harbour-fees'),
            pages: ['report', 'report --since 2025-04-01', 'changes --since 2025-04-01',
                'compare fishers harbour-board', 'show town-council', 'show crane', 'log'] },
        { name: 'wahlomat-2021', folder: real('wahlomat-2021'), pages: ['report'] },
        { name: 'smp-two-issues', folder: real('smp-two-issues'), pages: ['report'] },
        { name: 'hostile', folder: hostile(join(work, 'hostile')),
            pages: ['report', 'changes --since 2025-02-01', 'compare actor-0 actor-1',
                'show actor-1', 'show issue-3', 'log actor-2', 'matrix positions --labels labels'] },
        { name: 'lonely', folder: lonely(join(work, 'lonely')), pages: ['report', 'compare actor-0 actor-1'] },
        { name: 'random-1', folder: random(join(work, 'random-1'), 1, 7, 5), pages: ['report'] },
        { name: 'random-2', folder: random(join(work, 'random-2'), 2, 17, 11), pages: ['report'] },
    ];
}
