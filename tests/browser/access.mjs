// SPDX-License-Identifier: GPL-3.0-or-later
// Who can read a page: the rules of WCAG by axe-core, narrow screens, the keyboard alone.
import { axeSource, show, unfold } from './browser.mjs';
import { said } from './harness.mjs';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const SCHEMES = ['light', 'dark'];
const WIDTHS = [360, 1280];
const TABS_MOST = 300;
const FONT_LEAST = 9; // pixels

/** Violations of axe-core's rules, with everything unfolded. */
export async function rules(page) {
    const found = [];
    await unfold(page);
    await page.evaluate(axeSource);
    for (const scheme of SCHEMES) {
        for (const width of WIDTHS) {
            await show(page, scheme, width);
            const { violations } = await page.evaluate((tags) => window.axe.run(document, {
                runOnly: tags, preload: false, resultTypes: ['violations'],
            }), RULES);
            found.push(...violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 3).map(({ target, failureSummary }) =>
                `${said(scheme, width)}: ${id} (${help}; ${nodes.length} times): ${target}: ` +
                failureSummary.split('\n').slice(1).join('; '))));
        }
    }
    return found;
}

// ---- narrow screens: this runs in the page
function layoutFindings(fontLeast) {
    const root = document.documentElement, found = [];
    const name = (element) => element.outerHTML.slice(0, 120);
    if (root.scrollWidth > window.innerWidth) {
        const right = (e) => e.getBoundingClientRect().right;
        const isInArea = (e) => e && (/auto|scroll/.test(getComputedStyle(e).overflowX) || isInArea(e.parentElement));
        const wide = [...document.body.querySelectorAll('*')].filter((e) => e.checkVisibility() && !isInArea(e) &&
            right(e) > window.innerWidth + 1);
        const widest = wide.sort((a, b) => right(b) - right(a)).filter((e) => !wide.some((other) => other !== e && e.contains(other)));
        found.push(`the page is ${root.scrollWidth} px wide; expected at most ${window.innerWidth}: ` +
            widest.slice(0, 3).map((e) => `${name(e)} in ${e.parentNode.localName}.${e.parentNode.className}`).join(' | '));
    }
    for (const element of [root, ...document.body.querySelectorAll('*')]) {
        if (!element.checkVisibility()) continue;
        const style = getComputedStyle(element);
        const hasText = [...element.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
        if (hasText && parseFloat(style.fontSize) < fontLeast) found.push(`text of ${style.fontSize}: ${name(element)}`);
        const isPage = element === root || element === document.body;
        if (isPage && /hidden|clip/.test(style.overflowX)) found.push('the page cuts what is too wide');
        if (!/auto|scroll/.test(style.overflowX) || element.scrollWidth <= element.clientWidth) continue;
        const isArea = element.tabIndex === 0 && element.getAttribute('role') === 'region' && element.hasAttribute('aria-label');
        if (!isArea) found.push(`scrolls sideways, but is no region with a label that takes the focus: ${name(element)}`);
    }
    return found;
}

/** The page itself never scrolls sideways; what does can be focused. */
export async function layout(page) {
    const found = [];
    for (const width of WIDTHS) {
        await show(page, 'light', width);
        for (const isOpen of [false, true]) {
            await unfold(page, isOpen);
            const here = await page.evaluate(layoutFindings, FONT_LEAST);
            found.push(...here.map((finding) => `${said('light', width)}, ${isOpen ? 'unfolded' : 'folded'}: ${finding}`));
        }
    }
    return found;
}

// ---- the keyboard: these run in the page

// Numbers what should take the focus, and writes down what does.
function watchFocus() {
    const wanted = 'a[href], summary, input, button, select, textarea, [tabindex="0"]';
    const all = [...document.querySelectorAll(wanted)].filter((e) => e.checkVisibility({ visibilityProperty: true }) && !e.disabled);
    window.visited = [];
    document.addEventListener('focusin', ({ target }) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(target);
        const box = target.getBoundingClientRect();
        window.visited.push({
            number: all.indexOf(target), name: target.outerHTML.slice(0, 100),
            outlined: outlineStyle !== 'none' && parseFloat(outlineWidth) > 0,
            shown: box.width > 0 && box.right > 0 && box.bottom > 0 && box.left < window.innerWidth && box.top < window.innerHeight,
        });
    });
    return all.map((element) => element.outerHTML.slice(0, 100));
}

function judge(wanted, visited) {
    const found = [];
    const numbers = new Set(visited.map(({ number }) => number));
    wanted.forEach((name, number) => {
        if (!numbers.has(number)) found.push(`Tab does not reach: ${name}`);
    });
    visited.forEach(({ number, name, outlined, shown }, step) => {
        if (number < 0) found.push(`Tab number ${step + 1} reaches what is no link, summary, field, button or scroll area: ${name}`);
        else if (number !== step) found.push(`Tab number ${step + 1} reaches ${name}; expected ${wanted[step]}`);
        if (!outlined) found.push(`the focus is not to be seen on: ${name}`);
        if (!shown) found.push(`has the focus outside of the window: ${name}`);
    });
    return found;
}

/** Tab reaches everything in the order of the page, and one sees where one is. */
export async function keyboard(page, width) {
    await show(page, 'light', width);
    await unfold(page);
    await page.evaluate(() => window.scrollTo(0, 0));
    const all = await page.evaluate(watchFocus);
    const wanted = all.slice(0, TABS_MOST);
    for (let step = 0; step < wanted.length; step++) await page.keyboard.press('Tab');
    const visited = await page.evaluate(() => window.visited);
    return judge(wanted, visited).map((finding) => `${said('light', width)}: ${finding}`);
}

/** The first Tab is the link over the head, which takes the focus along. To be asked of a fresh page. */
export async function skipLink(page) {
    await page.keyboard.press('Tab');
    const first = await page.evaluate(() => document.activeElement.getAttribute('href'));
    if (first !== '#main') return [`the first Tab reaches ${first}; expected the link to #main`];
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const { isInside, inside } = await page.evaluate(() => {
        const main = document.querySelector('#main');
        const fields = [...main.querySelectorAll('a[href], summary, input, button, [tabindex="0"]')].filter((e) => e.checkVisibility());
        return { isInside: main.contains(document.activeElement), inside: fields.length };
    });
    return isInside || inside === 0 ? [] : ['behind the link to #main, Tab does not go on inside of it'];
}
