import { setTimeout as pause } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { type OpenSocket, serveAgent } from '../../agents/client/index.ts';
import { createAgent } from '../../agents/index.ts';
import { type Encoding, ProtocolError, SUBPROTOCOLS } from '../../agents/protocol/index.ts';
import { FaultscapeError } from '../../sim/core/index.ts';
import { parseServeConfig } from '../config/serve-config.ts';
import { FILE_CONTEXT } from '../evaluate/episode-host.ts';
import { loadEpisodeParts } from '../evaluate/load-parts.ts';
import type { CliIo, RegisterCommand } from './command.ts';
import { pick, toNumber } from './hosting-options.ts';
import { interruptible } from './interrupt.ts';

const DEFAULT_URL = 'ws://127.0.0.1:4747/agent';
/** Pauses between two attempts to reach a server that is not there. */
const SHORTEST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5_000;

/** `faultscape agent`: a built-in agent, or a plug-in's, as a program that joins a server. */
export const registerAgent: RegisterCommand = (program, io) => {
  program
    .command('agent')
    .description('let an agent of this program drive for another one, over a WebSocket')
    .argument('<agent>', 'built-in or plug-in agent, e.g. pure-pursuit')
    .option('--url <url>', `where to join (default: ${DEFAULT_URL})`)
    .option('--name <name>', "what --agent ws:NAME asks for (default: the agent's own name)")
    .option('--environments <n>', 'episodes it drives at once (default: 16)', toNumber)
    .option('--encoding <encoding>', `${Object.keys(SUBPROTOCOLS).join(', ')} (default: msgpack)`)
    .option('--token <token>', "the server's token; better in FAULTSCAPE_TOKEN")
    .action(async (agent: string, _, self) => {
      const options = self.optsWithGlobals();
      await loadEpisodeParts(options.plugin);
      await interruptible(io, (signal) => drive(agent, options, io, signal));
    });
};

async function drive(
  spec: string,
  options: Readonly<Record<string, unknown>>,
  io: CliIo,
  signal: AbortSignal,
): Promise<void> {
  const url = checkedUrl(String(options.url ?? DEFAULT_URL));
  const encoding = checkedEncoding(String(options.encoding ?? 'msgpack'));
  const environments = Number(options.environments ?? 16);
  const { token } = parseServeConfig(pick(options, ['token']));
  const agent = await createAgent(spec, FILE_CONTEXT);
  const name = String(options.name ?? agent.name);
  let said = '';
  const say = (text: string) => {
    if (text !== said) io.err(`${text}\n`);
    said = text;
  };
  say(`agent "${name}" (version ${agent.version}) joins at ${url}; Ctrl-C ends it`);
  try {
    await serveAgent(agent, {
      url,
      name,
      environments,
      encoding,
      token: token ?? undefined,
      openSocket,
      signal,
      onNotice: say,
      reconnect: (attempt) => waited(attempt, signal),
    });
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    const { message, expected, got } = error;
    throw new FaultscapeError('agent', `The server refused agent "${name}": ${message}`, { expected, got });
  } finally {
    await agent.close?.();
  }
}

const openSocket: OpenSocket = (url, protocol) => new WebSocket(url, protocol, { perMessageDeflate: false });

/** False when Ctrl-C came meanwhile. */
async function waited(attempt: number, signal: AbortSignal): Promise<boolean> {
  const ms = Math.min(LONGEST_PAUSE_MS, SHORTEST_PAUSE_MS * attempt);
  await pause(ms, undefined, { signal }).catch(() => {});
  return !signal.aborted;
}

function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^wss?:$/.test(url.protocol) && url.pathname !== '/') return text;
  throw new FaultscapeError('usage', 'The address to join at is wrong.', {
    expected: DEFAULT_URL,
    got: text,
    hint: 'the address ends in /agent',
  });
}

function checkedEncoding(text: string): Encoding {
  if (Object.hasOwn(SUBPROTOCOLS, text)) return text as Encoding;
  throw new FaultscapeError('usage', 'There is no such encoding.', {
    expected: `one of ${Object.keys(SUBPROTOCOLS).join(', ')}`,
    got: text,
  });
}
