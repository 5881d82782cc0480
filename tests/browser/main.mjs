// SPDX-License-Identifier: GPL-3.0-or-later
// All cases: main.mjs PROGRAM GENERATE WORK [WORD...]. WORD: only models, or groups of cases, whose
// name has it. WORK is an empty folder; GENERATE writes large models. STANCE_TEST_DATA may name the
// real models, STANCE_BROWSER_PACKAGES is where playwright-core and axe-core lie.
import { join } from 'node:path';
import { keyboard, layout, rules, skipLink } from './access.mjs';
import { View, launch } from './browser.mjs';
import { Program, Tally } from './harness.mjs';
import { large, models } from './models.mjs';
import { paper } from './paper.mjs';
import { harmless, literal, quiet, withoutScripts } from './safety.mjs';
import { browsing, size, timed } from './speed.mjs';
import { hasWhatIf, whatIf } from './what_if.mjs';

const GROUPS = ['safety', 'access', 'what-if', 'paper', 'speed'];
const [path, generate, work, ...words] = process.argv.slice(2);
const program = new Program(path), tally = new Tally();
const chosen = words.filter((word) => !GROUPS.includes(word));
const wants = (group) => words.every((word) => !GROUPS.includes(word)) || words.includes(group);
const isChosen = (name) => chosen.length === 0 || chosen.some((word) => name.includes(word));

async function safetyOf(name, view, plain, file) {
    await tally.check(`${name}: is quiet`, () => quiet(view));
    await tally.check(`${name}: nothing of a model runs`, () => harmless(view.page));
    await tally.check(`${name}: is read without scripts`, async () => {
        await plain.go(file);
        return withoutScripts(view.page, plain.page);
    });
    if (name.startsWith('hostile')) {
        await tally.check(`${name}: hostile texts are seen as they are`, () => literal(view.page, name === 'hostile report'));
    }
}

async function accessTo(name, view) {
    await view.again();
    await tally.check(`${name}: skip link`, () => skipLink(view.page));
    for (const width of name.endsWith('report') ? [360, 1280] : [1280]) {
        await view.again();
        await tally.check(`${name}: by keyboard, ${width} px`, () => keyboard(view.page, width));
    }
    await tally.check(`${name}: fits its window`, () => layout(view.page));
    await tally.check(`${name}: axe-core`, () => rules(view.page));
}

/** Has the report two actors that count and can be compared? */
function canCompare({ pairs, actors }) {
    const counts = new Set(actors.filter(({ weight }) => weight > 0).map(({ id }) => id));
    return pairs.some(({ a, b, agreement }) => agreement !== null && counts.has(a) && counts.has(b));
}

async function whatIfOn(name, view, folder, seed) {
    await view.again();
    const isWanted = canCompare(program.json(folder, 'report')), isThere = await hasWhatIf(view.page);
    await tally.check(`${name}: has a what-if where actors can be compared`, async () =>
        (isThere === isWanted ? [] : [`what-if there: ${isThere}; expected ${isWanted}`]));
    if (!isThere) return;
    await tally.check(`${name}: what-if as the program computes`, () => whatIf(view.page, program, folder, work, seed));
    await tally.check(`${name}: what-if is quiet`, () => quiet(view));
}

async function casesOf(browser, plain, file, { name, folder, seed }) {
    const view = await View.open(browser);
    await view.go(file);
    if (wants('safety')) await safetyOf(name, view, plain, file);
    if (wants('access')) await accessTo(name, view);
    if (wants('what-if') && name.endsWith('report')) await whatIfOn(name, view, folder, seed);
    if (wants('paper')) {
        await view.again();
        await tally.check(`${name}: on paper`, () => paper(view.page, work));
    }
    await view.close();
}

async function pagesOf(browser, plain, model, seed) {
    for (const arguments_ of model.pages) {
        const name = `${model.name} ${arguments_}`, file = join(work, `${name.replaceAll(' ', '-')}.html`);
        const isThere = await tally.check(`${name}: is written`, async () => {
            program.run(model.folder, ...arguments_.split(' '), '-o', file);
            return [];
        });
        if (isThere) await casesOf(browser, plain, file, { name, folder: model.folder, seed });
    }
}

async function ordinaryPages(browser) {
    const plain = await View.open(browser, { scripts: false });
    for (const [number, model] of models(work).entries()) {
        if (!isChosen(model.name)) continue;
        if (model.folder) await pagesOf(browser, plain, model, number + 1);
        else tally.skip(model.name, 'STANCE_TEST_DATA has it not');
    }
    await plain.close();
}

async function speedOf(browser, name, folder, limit) {
    const file = join(work, `${name}.html`);
    console.log(`${name}:`);
    await tally.check(`${name}: size`, async () => {
        timed(program, folder, 'report', '-o', file);
        return size(file, limit);
    });
    await tally.check(`${name}: in the browser`, () => browsing(browser, file));
}

const browser = await launch();
try {
    await ordinaryPages(browser);
    if (wants('speed')) {
        if (isChosen('ukraine-force')) await speedOf(browser, 'ukraine-force', 'models/ukraine-force', 60000);
        const folder = join(work, 'large');
        if (isChosen('large')) await speedOf(browser, 'large, 100 actors x 60 issues', large(generate, folder, 100, 60), 2000000);
    }
} finally {
    await browser.close();
}
tally.close();
