// Builds the page into dist: three files that open from disk, with nothing loaded from elsewhere.
import { cp, rm } from 'node:fs/promises';
import { build } from 'esbuild';

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: [ 'src/page.js', 'src/page.css' ],
  outdir: 'dist',
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2022',
  loader: { '.bpmn': 'text', '.svg': 'dataurl' },
  legalComments: 'linked',
  // connector-icons.js lies in the library's folder, and finds bpmn-js here.
  nodePaths: [ 'node_modules' ],
});
await cp('src/index.html', 'dist/index.html');
