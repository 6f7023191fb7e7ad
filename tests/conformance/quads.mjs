// Reads files of RDF with N3.js (.ttl, .nt) or jsonld.js (.jsonld), which fetch nothing, and prints
// one JSON object: by file, its statements as canonical N-Quads (RDFC-1.0), sorted.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const site = createRequire(new URL('../../site/package.json', import.meta.url));
const { Parser, Writer } = site('n3');
const jsonld = site('jsonld');

async function documentLoader(url) {
  throw new Error(`${url} would have been fetched`);
}

function written(quads) {
  const writer = new Writer({ format: 'N-Quads' });
  return quads.map(({ subject, predicate, object, graph }) =>
    writer.quadToString(subject, predicate, object, graph)).join('');
}

async function read(file) {
  const text = readFileSync(file, 'utf8');
  if (file.endsWith('.jsonld')) {
    return jsonld.toRDF(JSON.parse(text), {
      base: 'urn:no:base', documentLoader, format: 'application/n-quads', safe: true,
    });
  }
  const format = file.endsWith('.nt') ? 'N-Triples' : 'Turtle';
  return written(new Parser({ format, baseIRI: 'urn:no:base' }).parse(text));
}

const found = {};
for (const file of process.argv.slice(2)) {
  found[file] = await jsonld.canonize(await read(file), {
    algorithm: 'RDFC-1.0', inputFormat: 'application/n-quads', format: 'application/n-quads',
  });
}
process.stdout.write(JSON.stringify(found));
