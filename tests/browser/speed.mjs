// SPDX-License-Identifier: GPL-3.0-or-later
// How large pages are, and how long a browser works on them. Only sizes are judged.
import { statSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { View } from './browser.mjs';

/** Bytes of a page that is too large. */
export function size(file, limit) {
    const { size: bytes } = statSync(file);
    console.log(`  ${bytes} bytes (goal: under ${limit})`);
    return bytes < limit ? [] : [`${bytes} bytes; expected under ${limit}`];
}

/** Writes a page and says how long the program took, its start included. */
export function timed(program, model, ...words) {
    const times = [1, 2, 3].map(() => {
        const begun = performance.now();
        program.run(model, ...words);
        return performance.now() - begun;
    });
    console.log(`  written in ${Math.min(...times).toFixed(0)} ms`);
}

// Runs in the page: from top to bottom, a screen at a time; which tasks keep it from moving?
async function scrollThrough() {
    const long = [];
    const observer = new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration)));
    observer.observe({ type: 'longtask' });
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const frames = [];
    for (let y = 0; y < document.documentElement.scrollHeight; y += window.innerHeight) {
        const begun = performance.now();
        window.scrollTo(0, y);
        await frame();
        frames.push(performance.now() - begun);
    }
    await new Promise((done) => setTimeout(done, 100));
    observer.disconnect();
    return { long: long.map(Math.round), screens: frames.length, worst: Math.round(Math.max(...frames)) };
}

// Runs in the page: one weight is changed, as by a slider.
async function changeWeight() {
    const field = document.querySelector('#what-if input[type=text]');
    if (!field) return null;
    const begun = performance.now();
    field.value = '0.5';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    const script = performance.now() - begun;
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    return { script: Math.round(script), shown: Math.round(performance.now() - begun) };
}

/** Says how long the browser loads, lays out and scrolls a page. */
export async function browsing(browser, file) {
    const view = await View.open(browser), { page } = view;
    const session = await view.context.newCDPSession(page);
    await session.send('Performance.enable');
    await view.go(file);
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name) => Math.round(1000 * metrics.find((metric) => metric.name === name).value);
    const count = metrics.find(({ name }) => name === 'Nodes').value;
    const load = await page.evaluate(() => {
        const { domInteractive, loadEventEnd } = performance.getEntriesByType('navigation')[0];
        return { parsed: Math.round(domInteractive), loaded: Math.round(loadEventEnd) };
    });
    console.log(`  ${count} nodes; parsed after ${load.parsed} ms, loaded after ${load.loaded} ms; ` +
        `layout ${of('LayoutDuration')} ms, styles ${of('RecalcStyleDuration')} ms, script ${of('ScriptDuration')} ms`);
    const { long, screens, worst } = await page.evaluate(scrollThrough);
    const tasks = long.length ? `${long.length}, the longest ${Math.max(...long)} ms` : 'none';
    console.log(`  scrolled through ${screens} screens: the slowest took ${worst} ms; tasks over 50 ms: ${tasks}`);
    const change = await page.evaluate(changeWeight);
    if (change) console.log(`  a weight changed: ${change.script} ms of script, shown after ${change.shown} ms`);
    else console.log('  no what-if: too large for one');
    await view.close();
    return [];
}
