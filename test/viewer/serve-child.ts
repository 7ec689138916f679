/** A server in a process of its own, for tests that kill it: PORT RUNS PAGE, then plug-ins. */
import { parseServeConfig } from '../../server/config/serve-config.ts';
import { loadParts } from '../../server/evaluate/load-parts.ts';
import { openService } from '../../server/http/open-service.ts';

const [port, runsFolder, pageFolder, ...plugins] = process.argv.slice(2) as [string, string, string];
await loadParts(plugins);
const service = await openService({
  config: parseServeConfig({ port: Number(port) }),
  runsFolder,
  plugins,
  pageFolder,
  onBug: (error) => process.stderr.write(`${error}\n`),
});
process.stdout.write(`${service.url}\n`);
