// node typst.mjs FOLDER OUT.pdf: sets FOLDER/main.typ with Typst, timed by the caller.
import fs from 'fs';
import path from 'path';
import { createRequire } from 'module';
const require = createRequire(path.join(process.env.BENCH_MODULES, 'package.json'));
const { NodeCompiler } = require('@myriaddreamin/typst-ts-node-compiler');
const [folder, out] = process.argv.slice(2);
const compiler = NodeCompiler.create({
  workspace: folder,
  fontArgs: [{ fontPaths: ['/usr/share/fonts', '/usr/share/texmf/fonts/opentype'] }],
});
fs.writeFileSync(out, compiler.pdf({ mainFilePath: path.join(folder, 'main.typ') }));
