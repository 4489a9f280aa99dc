import type { Command } from '../../platform/cli.ts'
import { rebuildIndex } from './search/rebuild.ts'

/** `search rebuild`. */
export const archiveCommands: Command[] = [
  {
    name: 'search rebuild',
    usage: '',
    summary: 'Makes the index of the search anew from all public appeals.',
    async run({ deps, out }) {
      const count = await rebuildIndex(deps, {
        onProgress: (done, total) => out.progress(done, total),
      })
      out.line(deps.catalogues.translator('en')('archive.cli_indexed', { count }))
      return 0
    },
  },
]
