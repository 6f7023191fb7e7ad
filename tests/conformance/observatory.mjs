// Scans each address (host:port/path) with the MDN HTTP Observatory and prints what every test of
// it says, as one JSON object.
import fs from 'node:fs';
import { createRequire } from 'node:module';

const site = createRequire(new URL('../../site/package.json', import.meta.url));
// An install script would fetch the browsers' list of hosts that are only asked by HTTPS; no
// install script is run here, and loopback is not in that list.
const read = fs.readFileSync;
fs.readFileSync = (file, ...how) =>
  String(file).endsWith('/hsts-preload.json') ? '{}' : read(file, ...how);
const { scan } = await import(site.resolve('@mdn/mdn-http-observatory'));

const told = {};
for (const address of process.argv.slice(2)) {
  const { tests } = await scan(address);
  told[address] = Object.fromEntries(
    Object.entries(tests).map(([name, test]) => [name, [test.pass, test.result]]),
  );
}
console.log(JSON.stringify(told));
