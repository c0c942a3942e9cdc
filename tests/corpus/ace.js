#!/usr/bin/env node
// ace.js [OPTION ...] EPUB: Ace, unchanged in what it checks and reports, without what takes minutes in
// a chapter of some thousand elements.
'use strict';
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

// Of all that is right Ace has axe describe every node, which it does not read: ace_page.js.
const runner = load('@daisy/ace-axe-runner-puppeteer');
const run = runner.run;
runner.run = (url, scripts, ...rest) => {
    const axe = scripts.findIndex(script => path.basename(script) === 'axe.js');
    if (axe < 0) throw new Error('Ace brings no axe.js');
    const ours = path.join(__dirname, 'ace_page.js');
    return run(url, [...scripts.slice(0, axe + 1), ours, ...scripts.slice(axe + 1)], ...rest);
};

load('@daisy/ace-cli-shared').run(runner, process.exit, path.join(validators, 'ace.log'));
