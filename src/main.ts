#!/usr/bin/env -S node --max-semi-space-size=8
// NOTE: a small young generation keeps a busy server below 200 MB, as bench/README.md shows.
import { enableCompileCache } from 'node:module'

// Compiled code is kept between starts. What is imported before this call would not be.
enableCompileCache()
const { runCommandLine } = await import('./app/command-line.ts')

// Whoever reads only the first lines (`| head`) closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await runCommandLine(process.argv.slice(2), process.env)
