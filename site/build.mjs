// Makes site/static/built: one stylesheet, one script, the font and their licences. Nothing else
// is fetched by a browser, and nothing here is fetched from the network.
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const site = path.dirname(fileURLToPath(import.meta.url));
const built = path.join(site, 'static', 'built');

// The components of Designsystemet that our templates may use, in Designsystemet's own order.
const components = [
  'base', 'heading', 'label', 'paragraph', 'link', 'validation-message', 'data-size-workaround',
  'button', 'input', 'field', 'fieldset', 'alert', 'popover', 'skip-link', 'details', 'dialog',
  'list', 'card', 'dropdown', 'chip', 'divider', 'pagination', 'tag', 'error-summary',
  'toggle-group', 'tooltip', 'table', 'breadcrumbs', 'badge', 'tabs', 'search', 'suggestion',
];
// Bokmål, Nynorsk, English and the Sami languages are written with these two.
const subsets = ['latin-ext', 'latin'];

async function ours(folder, extension) {
  const names = await readdir(path.join(site, folder)).catch((problem) => {
    if (problem.code === 'ENOENT') return [];
    throw problem;
  });
  return names.filter((name) => name.endsWith(extension)).sort().map((name) => `./${folder}/${name}`);
}

const styles = [
  '@layer ds.theme, ds.base, ds.components;',
  ...[
    '@fontsource-variable/inter/wght.css',
    '@digdir/designsystemet-css/theme.css',
    ...components.map((name) => `@digdir/designsystemet-css/${name}.css`),
    ...(await ours('styles', '.css')),
  ].map((name) => `@import "${name}";`),
].join('\n');
const script = (await ours('scripts', '.js')).map((name) => `import "${name}";`).join('\n');

// The theme asks for "Inter"; the package calls its variable font "Inter Variable".
const inter = {
  name: 'inter',
  setup(bundle) {
    bundle.onLoad({ filter: /inter[\\/]wght\.css$/ }, async ({ path: file }) => {
      const faces = (await readFile(file, 'utf8')).split('/* inter-').slice(1);
      const kept = subsets.map((subset) => faces.find((face) => face.startsWith(`${subset}-wght-normal `)));
      if (kept.includes(undefined)) throw new Error(`${file}: a subset of ${subsets} is missing`);
      const contents = kept.map((face) => `/* inter-${face}`).join('').replaceAll('Inter Variable', 'Inter');
      return { contents, loader: 'css' };
    });
  },
};

const shared = {
  absWorkingDir: site,
  bundle: true,
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  metafile: true,
  minify: true,
};

await rm(built, { recursive: true, force: true });
await mkdir(built, { recursive: true });
const results = [
  await build({
    ...shared,
    stdin: { contents: styles, loader: 'css', resolveDir: site },
    outfile: path.join(built, 'site.css'),
    loader: { '.woff2': 'file' },
    assetNames: '[name]',
    plugins: [inter],
  }),
  await build({
    ...shared,
    stdin: { contents: script, loader: 'js', resolveDir: site },
    outfile: path.join(built, 'site.js'),
    format: 'iife',
    target: 'es2022',
  }),
];

// One licence for each package that something was taken from.
const packages = new Set();
for (const { metafile } of results) {
  for (const input of Object.keys(metafile.inputs)) {
    const found = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//);
    if (found) packages.add(found[1]);
  }
}
const licences = [];
for (const name of [...packages].sort()) {
  const folder = path.join(site, 'node_modules', name);
  const { version, license } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).filter((entry) => /^licen[cs]e/i.test(entry)).sort()[0];
  if (!file) throw new Error(`${name} has no licence file`);
  const text = (await readFile(path.join(folder, file), 'utf8')).trim();
  licences.push(`${name} ${version} (${license})\n\n${text}\n`);
}
await writeFile(path.join(built, 'licences.txt'), licences.join(`\n${'-'.repeat(80)}\n\n`));
