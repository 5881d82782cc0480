// SPDX-License-Identifier: GPL-3.0-or-later
// Debian's Chromium, and pages in it whose every sound is heard.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

// The packages lie below build/, so they are asked for from there.
const ask = createRequire(join(process.env.STANCE_BROWSER_PACKAGES, 'package.json'));
const { chromium } = ask('playwright-core');
export const axeSource = ask('axe-core').source;

const FLAGS = ['--disable-gpu', '--no-first-run', '--disable-background-networking'];
const TIME_LIMIT_MS = 30000;

/** Chromium with a folder of its own, which is removed when it closes. */
export function launch() {
    const executablePath = spawnSync('sh', ['-c', 'command -v chromium'], { encoding: 'utf8' }).stdout.trim();
    return chromium.launch({ executablePath, headless: true, chromiumSandbox: false, args: FLAGS });
}

// Runs in the page before anything of its own: what the policy forbids is tried all the same.
function hearViolations() {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) => {
        window.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
    });
}

function hear(page, heard) {
    page.on('console', (message) => heard.push(`console ${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => heard.push(`error: ${error}`));
    page.on('dialog', (dialog) => {
        heard.push(`dialog: ${dialog.message()}`);
        dialog.dismiss();
    });
    page.on('popup', () => heard.push('a window was opened'));
    page.on('request', (request) => {
        if (request.url() !== heard.url) heard.push(`request: ${request.url().slice(0, 200)}`);
    });
}

/** A window of the browser. `heard` is a list of all that was heard, and goes on growing.
 *  @param scripts  may pages run theirs? */
export class View {
    static async open(browser, { scripts = true } = {}) {
        const view = new View();
        view.context = await browser.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: scripts });
        view.page = await view.context.newPage();
        view.page.setDefaultTimeout(TIME_LIMIT_MS);
        view.heard = Object.assign([], { url: '' });
        if (scripts) await view.page.addInitScript(hearViolations);
        hear(view.page, view.heard);
        return view;
    }

    /** Open a file by way of an empty page: else focus and place would stay. */
    async go(file) {
        this.heard.url = 'about:blank';
        await this.page.goto('about:blank');
        this.heard.url = pathToFileURL(file).href;
        await this.page.goto(this.heard.url);
    }

    again() {
        return this.go(fileURLToPath(this.heard.url));
    }

    close() {
        return this.context.close();
    }
}

/** Show the page as somebody has it before them. */
export async function show(page, scheme, width) {
    await page.emulateMedia({ media: 'screen', colorScheme: scheme });
    await page.setViewportSize({ width, height: 900 });
}

/** Everything that is folded, unfolded. */
export function unfold(page, isOpen = true) {
    return page.evaluate((value) => {
        for (const details of document.querySelectorAll('details')) details.open = value;
    }, isOpen);
}
