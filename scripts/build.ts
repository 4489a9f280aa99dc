import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { build } from 'esbuild'

/**
 * Puts the server and the packages it uses into a few files: looking for two thousand files one by
 * one takes a process longer than everything else it does before its first answer.
 *
 * What is imported only when needed stays in files of its own, and so do packages with machine code.
 * Types are checked by `npm run types`, not here.
 *
 * `node scripts/build.ts [FOLDER]`; the folder lies in the checkout, beside `node_modules`.
 */
const outDir = resolve(process.argv[2] ?? 'dist')

const { outputFiles } = await build({
  entryPoints: ['src/main.ts'],
  outdir: outDir,
  bundle: true,
  splitting: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  chunkNames: 'parts/[name]-[hash]',
  external: ['sharp', '@node-rs/argon2', 'pg-native'],
  // Packages in the older format ask for Node's own modules in the older way.
  banner: {
    js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
  },
  sourcemap: 'linked',
  sourcesContent: false,
  write: false,
})
for (const { path, text } of outputFiles) await replace(path, inAscii(text))
const written = new Set(outputFiles.map(({ path }) => path))
for (const entry of readdirSync(outDir, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name)
  if (entry.isFile() && !written.has(path)) rmSync(path, { force: true })
}

/**
 * Writes the letters that esbuild leaves in regular expressions and comments as escapes. One letter
 * beyond ASCII makes a process hold five megabytes of code in two bytes each: a tenth of its start.
 */
function inAscii(code: string): string {
  const raw = /\braw`[^`]*[^\0-\x7f][^`]*`/.exec(code)
  if (raw) throw new Error(`escapes would change this text, write them in the source: ${raw[0]}`)
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  return code.replace(/[^\0-\x7f]/g, escaped)
}

/** Whole or not at all, because a server may be starting from the same folder. */
async function replace(path: string, contents: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  if (readIfThere(path) === contents) return
  writeFileSync(`${path}.tmp`, contents)
  renameSync(`${path}.tmp`, path)
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
