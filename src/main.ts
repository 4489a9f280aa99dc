#!/usr/bin/env node
import nodeModule from 'node:module'

// NOTE: what an older Node lacks must not be imported by name before this, or it says so in its own words.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 24 || (major === 24 && minor < 7)) {
  process.stderr.write(
    `Outcry needs Node 24.7 or newer; this is ${process.versions.node}. In a checkout, npm run outcry uses the one that npm ci brought along.\n`,
  )
  process.exit(1)
}

// Compiled code is kept between starts. What is imported before this call would not be.
nodeModule.enableCompileCache()
const { runCommandLine } = await import('./app/command-line.ts')

// Whoever reads only the first lines (`| head`) closes the pipe; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

process.exitCode = await runCommandLine(process.argv.slice(2), process.env)
