// SPDX-License-Identifier: GPL-3.0-or-later
// The what-if of a page computes what the program computes from a model with the same weights.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chance, fixed } from './harness.mjs';

const TOLERANCE = 1e-12;
const ROUNDS = 10;
const WEIGHTS = [0, 0, 0.1, 0.25, 0.37, 0.5, 1, 1, 2, 2.5, 3, 7.25];

// Runs in the page: what is shown now. Undefined is null.
function readFigures() {
    const box = document.querySelector('#what-if');
    const figure = (e) => ({ value: e.hasAttribute('value') ? Number(e.getAttribute('value')) : null, text: e.textContent.trim() });
    const all = (selector) => [...box.querySelectorAll(selector)];
    const byIssue = (name, of) => Object.fromEntries(all(`${name}[data-issue]`).map((e) => [e.dataset.issue, of(e)]));
    const ownText = (e) => [...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE).map((n) => n.data).join('').trim();
    return {
        cohesion: figure(box.querySelector('data.cohesion')),
        divergence: byIssue('data.divergence', figure),
        share: byIssue('data.share', figure),
        pairs: all('table.heat td[data-pair]').map((e) => ({
            pair: e.dataset.pair, value: e.dataset.value === undefined ? null : Number(e.dataset.value), text: ownText(e),
        })),
        weights: byIssue('input[type=text]', (e) => e.value),
        sliders: byIssue('input[type=range]', (e) => e.value),
        bySalience: box.querySelector('#by-salience').checked,
    };
}

// Runs in the page: as a reader would, with the fields of `type`.
async function setWeights({ weights, bySalience, type }) {
    const box = document.querySelector('#what-if'), salience = box.querySelector('#by-salience');
    for (const [issue, weight] of Object.entries(weights)) {
        const field = box.querySelector(`input[type=${type}][data-issue="${issue}"]`);
        field.value = String(weight);
        field.dispatchEvent(new Event('input', { bubbles: true }));
    }
    if (salience.checked !== bySalience) salience.click();
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

// ---- one figure

function differs(name, want, got) {
    if (got === undefined) return [`${name}: not on the page; expected ${want}`];
    if (want === null || got === null) return want === got ? [] : [`${name}: ${got}; expected ${want}`];
    return Math.abs(want - got) <= TOLERANCE ? [] : [`${name}: ${got}; expected ${want}, ${Math.abs(want - got)} apart`];
}

/** What is shown of a figure is what the program prints for it; nothing that could be read as one if it is undefined. */
function wrongText(name, { value, text }, print) {
    if (value === null) return /[0-9]/.test(text) ? [`${name}: undefined, and shown as "${text}"`] : [];
    return text === print(value) ? [] : [`${name}: ${value} is shown as "${text}"; expected "${print(value)}"`];
}

const two = (value) => fixed(value, 2);
const percent = (value) => `${fixed(100 * value, 0)} %`;

// ---- all figures

function wrongPairs(report, pairs) {
    const both = ({ a, b, agreement }) => [[`${a} ${b}`, agreement], [`${b} ${a}`, agreement]];
    const want = new Map(report.pairs.flatMap(both));
    return pairs.flatMap(({ pair, value, text }) => [
        ...(want.has(pair) ? differs(pair, want.get(pair), value) : [`${pair}: no pair of the report`]),
        ...wrongText(pair, { value, text }, two),
    ]);
}

function wrongFigures(report, shown) {
    const found = [...differs('cohesion', report.cohesion, shown.cohesion.value), ...wrongText('cohesion', shown.cohesion, two)];
    for (const { id, divergence, share } of report.issues) {
        const figure = shown.divergence[id];
        if (figure) {
            found.push(...differs(`divergence of ${id}`, divergence, figure.value), ...wrongText(`divergence of ${id}`, figure, two));
            found.push(...differs(`share of ${id}`, share, shown.share[id]?.value), ...wrongText(`share of ${id}`, shown.share[id], percent));
        } else if (divergence !== null || share > 0) {
            found.push(`${id}: has no place in the what-if; its divergence is ${divergence}`);
        }
    }
    return [...found, ...wrongPairs(report, shown.pairs)];
}

/** Every pair that can be compared as filed is in the table, twice, by both actors that count. */
function missingPairs(report, shown) {
    const counts = new Set(report.actors.filter(({ weight }) => weight > 0).map(({ id }) => id));
    const there = new Set(shown.pairs.map(({ pair }) => pair));
    return report.pairs.filter(({ a, b, agreement }) => agreement !== null && counts.has(a) && counts.has(b))
        .flatMap(({ a, b }) => [`${a} ${b}`, `${b} ${a}`]).filter((pair) => !there.has(pair))
        .map((pair) => `no cell for ${pair}`);
}

// ---- the program's side

/** A copy of a model that may be given other weights. */
class Weighted {
    constructor(program, model, work) {
        this.program = program;
        this.folder = mkdtempSync(join(work, 'weighted-'));
        cpSync(model, this.folder, { recursive: true });
        this.file = join(this.folder, 'model.json');
        this.text = readFileSync(this.file, 'utf8').replace(/^\uFEFF/, '');
    }

    report(weights, bySalience) {
        const model = JSON.parse(this.text);
        for (const issue of model.issues) if (issue.id in weights) issue.weight = weights[issue.id];
        writeFileSync(this.file, JSON.stringify(model));
        return this.program.json(this.folder, 'report', ...(bySalience ? [] : ['--salience', 'none']));
    }

    remove() {
        rmSync(this.folder, { recursive: true });
    }
}

// ---- the cases

async function randomRounds(page, weighted, seed) {
    const random = chance(seed), found = [];
    const { weights: fields } = await page.evaluate(readFigures);
    for (let round = 0; round < ROUNDS; round++) {
        const weights = Object.fromEntries(Object.keys(fields).map((id) => [id, WEIGHTS[Math.floor(random() * WEIGHTS.length)]]));
        for (const bySalience of [true, false]) {
            await page.evaluate(setWeights, { weights, bySalience, type: 'text' });
            const shown = await page.evaluate(readFigures);
            const wrong = wrongFigures(weighted.report(weights, bySalience), shown);
            found.push(...wrong.map((finding) => `round ${round + 1}, salience ${bySalience ? 'on' : 'off'}: ${finding}`));
        }
    }
    return found;
}

async function noWeight(page, weighted) {
    const { weights: fields } = await page.evaluate(readFigures);
    const weights = Object.fromEntries(Object.keys(fields).map((id) => [id, 0]));
    await page.evaluate(setWeights, { weights, bySalience: true, type: 'text' });
    const shown = await page.evaluate(readFigures);
    const found = wrongFigures(weighted.report(weights, true), shown);
    if (shown.pairs.some(({ value }) => value !== null)) found.push('pairs agree though no issue has a weight');
    return found.map((finding) => `all weights 0: ${finding}`);
}

/** Each slider is where its number is, but for its steps, or at the end of what it reaches. */
async function slidersFollow(page) {
    const { weights: fields } = await page.evaluate(readFigures);
    const weights = Object.fromEntries(Object.keys(fields).map((id, i) => [id, [0.37, 2, 1000][i % 3]]));
    await page.evaluate(setWeights, { weights, bySalience: true, type: 'text' });
    const places = await page.evaluate(() => [...document.querySelectorAll('#what-if input[type=range]')]
        .map((e) => [e.dataset.issue, e.value, e.max, e.step]));
    return places.filter(([issue, value, max, step]) => Math.abs(value - Math.min(weights[issue], max)) > 0.501 * step)
        .map(([issue, value]) => `${issue}: the slider is at ${value}; expected ${weights[issue]}`);
}

/** A slider moves its number and the figures to what the number alone would give. */
async function sliders(page, weighted) {
    const { weights: fields } = await page.evaluate(readFigures);
    const weights = Object.fromEntries(Object.keys(fields).map((id, i) => [id, [0, 0.5, 1][i % 3]]));
    await page.evaluate(setWeights, { weights, bySalience: true, type: 'range' });
    const shown = await page.evaluate(readFigures);
    const given = Object.fromEntries(Object.entries(shown.weights).map(([id, value]) => [id, Number(value)]));
    const apart = Object.keys(given).filter((id) => Math.abs(given[id] - Number(shown.sliders[id])) > 0.005);
    return [...apart.map((id) => `${id}: the slider is at ${shown.sliders[id]}, the number at ${given[id]}`),
        ...wrongFigures(weighted.report(given, true), shown).map((finding) => `by sliders: ${finding}`)];
}

/** What cannot be a weight changes nothing. */
async function nonsense(page) {
    const { weights: fields } = await page.evaluate(readFigures);
    const weights = Object.fromEntries(Object.keys(fields).map((id) => [id, 1]));
    await page.evaluate(setWeights, { weights, bySalience: true, type: 'text' });
    const before = await page.evaluate(readFigures), found = [];
    for (const word of ['-1', '', '1,000', '1e400', 'one']) {
        const nonsensical = { [Object.keys(fields)[0]]: word };
        await page.evaluate(setWeights, { weights: nonsensical, bySalience: true, type: 'text' });
        const after = await page.evaluate(readFigures);
        if (JSON.stringify(before.pairs) !== JSON.stringify(after.pairs)) found.push(`"${word}" as a weight changes the figures`);
        found.push(...(await page.evaluate(leaveBox)).map((finding) => `"${word}" as a weight ${finding}`));
    }
    return found;
}

// Runs in the page: the first box says that what is in it is no weight, and shows the one in force once it is left.
function leaveBox() {
    const box = document.querySelector('#what-if input[type=text]'), found = [];
    if (box.getAttribute('aria-invalid') !== 'true') found.push('is not marked');
    box.dispatchEvent(new Event('change', { bubbles: true }));
    if (box.value !== '1' || box.hasAttribute('aria-invalid')) found.push(`stays in the box: "${box.value}"`);
    return found;
}

/** Half of Europe writes a half as "0,5". The ends of the ranking are told, and the contents lead here. */
async function decimalComma(page, weighted) {
    const { weights: fields } = await page.evaluate(readFigures), found = [];
    const weights = Object.fromEntries(Object.keys(fields).map((id) => [id, 0.5]));
    const commas = Object.fromEntries(Object.keys(fields).map((id) => [id, '0,5']));
    await page.evaluate(setWeights, { weights: commas, bySalience: true, type: 'text' });
    found.push(...wrongFigures(weighted.report(weights, true), await page.evaluate(readFigures)));
    const { ends, next } = await page.evaluate(() => ({
        ends: document.querySelector('#ends').textContent,
        next: document.querySelector('nav a[href="#what-if"]').parentElement.nextElementSibling?.textContent,
    }));
    if (!/^Least agreement [01]\.\d\d \(.+\); most [01]\.\d\d \(.+\)\./.test(ends)) found.push(`the ends: "${ends}"`);
    if (!next) found.push('the contents name it behind all sections');
    return found.map((finding) => `by decimal commas: ${finding}`);
}

/** All is as it was, from other weights and the other salience. */
async function reset(page, before) {
    const weights = { [Object.keys(before.weights)[0]]: 0.37 };
    await page.evaluate(setWeights, { weights, bySalience: !before.bySalience, type: 'text' });
    await page.click('#what-if #reset');
    const after = await page.evaluate(readFigures);
    const words = (figures, part) => JSON.stringify(figures[part]);
    return Object.keys(before).filter((part) => words(before, part) !== words(after, part))
        .map((part) => `${part} after the reset: ${words(after, part).slice(0, 200)}; before: ${words(before, part).slice(0, 200)}`);
}

/** Has a page one? A report on at least two who can be compared must. */
export function hasWhatIf(page) {
    return page.evaluate(() => Boolean(document.querySelector('#what-if')));
}

export async function whatIf(page, program, model, work, seed) {
    const weighted = new Weighted(program, model, work);
    try {
        const before = await page.evaluate(readFigures);
        const report = weighted.report({}, true);
        const asFiled = [...wrongFigures(report, before), ...missingPairs(report, before)];
        return [
            ...asFiled.map((finding) => `as filed: ${finding}`), ...await randomRounds(page, weighted, seed),
            ...await noWeight(page, weighted), ...await slidersFollow(page), ...await sliders(page, weighted),
            ...await nonsense(page), ...await decimalComma(page, weighted), ...await reset(page, before),
        ];
    } finally {
        weighted.remove();
    }
}
