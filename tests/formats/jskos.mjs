// Judges JSKOS objects, one a line on standard input, and tells what jskos-validate finds wrong.
import { createRequire } from "node:module"
import { createInterface } from "node:readline"

const { validate } = createRequire(process.argv[2])("jskos-validate")
const schemes = []
for await (const line of createInterface({ input: process.stdin })) {
  const object = JSON.parse(line)
  if (!validate(object, { rememberSchemes: schemes })) {
    console.log(`${object.uri}: ${validate.errorMessages.join("; ")}`)
  }
}
console.log(`judged by the schema of JSKOS ${validate.version}`)
