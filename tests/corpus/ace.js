#!/usr/bin/env node
// ace.js [OPTION ...] EPUB: Ace, unchanged in what it checks and reports, but quick in long chapters.
'use strict';
const fs = require('fs');
const path = require('path');
const validators = path.join(__dirname, '../../build/validators/');
const load = require('module').createRequire(validators);

// Ace finds ids by XPath, which sorts all elements; for every two of them this DOM goes through their siblings.
// Instead, the nodes of a document are numbered, again when it has changed.
const { Node } = load('@xmldom/xmldom');
const compare = Node.prototype.compareDocumentPosition;
const orders = new WeakMap();
function order(doc) {
    let known = orders.get(doc);
    if (!known || known.changes !== doc._inc) {
        known = { changes: doc._inc, numbers: new Map() };
        const number = node => {
            known.numbers.set(node, known.numbers.size);
            for (let child = node.firstChild; child; child = child.nextSibling) number(child);
        };
        number(doc);
        orders.set(doc, known);
    }
    return known.numbers;
}
Node.prototype.compareDocumentPosition = function (other) {
    const doc = this.ownerDocument;
    const [a, b] = doc ? [order(doc).get(this), order(doc).get(other)] : [];
    if (a === undefined || b === undefined || a === b) return compare.call(this, other); // attributes, among others
    return a < b ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
};

// Ace's own runner opens a page for each document and sends it axe, which takes longer than most checks do. Here a
// page that is done takes the next document, and keeps the scripts. What is right axe would describe node by node,
// which Ace does not read: see ace_page.js.
const puppeteer = load('puppeteer');
const minute = 60000;
let browser, idle;
async function newPage(scripts) {
    const page = await browser.newPage();
    const axe = scripts.findIndex(script => path.basename(script) === 'axe.js');
    if (axe < 0) throw new Error('Ace brings no axe.js');
    const all = [...scripts.slice(0, axe + 1), path.join(__dirname, 'ace_page.js'), ...scripts.slice(axe + 1)];
    for (const script of all) await page.evaluateOnNewDocument(fs.readFileSync(script, 'utf8'));
    return page;
}
const runner = {
    concurrency: 2,
    async launch() {
        browser = await puppeteer.launch({
            executablePath: '/usr/bin/chromium', headless: true, timeout: 2 * minute, protocolTimeout: 10 * minute,
            args: ['--no-sandbox', '--disable-setuid-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND'],
        });
        idle = [];
    },
    close: () => browser.close(),
    async run(url, scripts, contents) {
        if (contents.length) throw new Error('Ace brings scripts of another kind');
        const page = idle.pop() || await newPage(scripts);
        await page.goto(url, { timeout: 2 * minute });
        const results = await page.evaluate(() => new Promise((resolve, reject) =>
            window.daisy.ace.run((error, result) => error ? reject(error) : resolve(result))));
        idle.push(page);
        return results;
    },
};

load('@daisy/ace-cli-shared').run(runner, process.exit, path.join(validators, 'ace.log'));
