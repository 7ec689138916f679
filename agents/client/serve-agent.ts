import type { Agent } from '../../sim/agent.ts';
import {
  type AgentClientMessage,
  type AgentServerMessage,
  PROTOCOL_VERSION,
  ProtocolError,
  parseAgentServerMessage,
} from '../protocol/index.ts';
import { type Closing, Connection, type Destination, lost } from './connection.ts';
import { Driver } from './driver.ts';

export interface ServeOptions extends Destination {
  /** What `--agent ws:NAME` asks for; the agent's own name unless told otherwise. */
  readonly name?: string | undefined;
  /** How many episodes it drives at once. */
  readonly environments?: number | undefined;
  /** Only these tasks. */
  readonly tasks?: readonly string[] | undefined;
  /** Ends it: the program leaves and closes. */
  readonly signal?: AbortSignal | undefined;
  /** Told in a sentence how it goes. */
  readonly onNotice?: ((notice: string) => void) | undefined;
  /**
   * Tries again when the connection is lost or not there yet: waits before the given attempt
   * (1, 2, 3 ... since it last sat), and says whether to make it.
   */
  readonly reconnect?: ((attempt: number) => Promise<boolean>) | undefined;
}

/** What another attempt may mend. */
const PASSING = new Set(['no-seat', 'too-fast']);

/** How one connection ended. */
type Ending =
  | { readonly kind: 'closed'; readonly closing: Closing }
  | { readonly kind: 'refused'; readonly error: ProtocolError }
  | { readonly kind: 'crashed'; readonly error: unknown };

/**
 * Lets an agent drive in a simulator elsewhere. Resolves when `signal` ends it or the server closes
 * in good order; rejects when it is refused (ProtocolError), when the server is lost and not tried
 * again (FaultscapeError), or with what the agent threw.
 */
export async function serveAgent(agent: Agent, options: ServeOptions): Promise<void> {
  const { signal, reconnect, onNotice = () => {} } = options;
  const over = () => signal?.aborted === true;
  let attempt = 0;
  while (!over()) {
    const ending = await serveOnce(agent, options, () => {
      attempt = 0;
    });
    if (ending.kind === 'crashed') throw ending.error;
    if (over()) return;
    if (ending.kind === 'refused' && !PASSING.has(ending.error.code)) throw ending.error;
    if (reconnect === undefined) {
      if (ending.kind === 'refused') throw ending.error;
      if (ending.closing.code === 1000 || ending.closing.code === 1001) return;
      throw lost(options.url, ending.closing);
    }
    const { message } = ending.kind === 'refused' ? ending.error : lost(options.url, ending.closing);
    onNotice(message);
    if (!(await reconnect(++attempt))) return;
  }
}

function serveOnce(agent: Agent, options: ServeOptions, onSeat: () => void): Promise<Ending> {
  const { signal, onNotice = () => {} } = options;
  return new Promise((resolve) => {
    let failure: Ending | undefined;
    const fail = (ending: Ending) => {
      failure ??= ending;
      connection.close();
    };
    const leave = () => {
      connection.send({ type: 'leave' });
      connection.close();
    };
    const driver = new Driver(
      agent,
      (message) => connection.send(message),
      (error) => fail({ kind: 'crashed', error }),
    );
    const connection = new Connection<AgentServerMessage>(options, parseAgentServerMessage, {
      onMessage(message) {
        switch (message.type) {
          case 'hello':
            if (message.protocol === PROTOCOL_VERSION) connection.send(joinMessage(agent, options));
            else fail({ kind: 'refused', error: otherVersion(message.protocol) });
            return;
          case 'joined':
            onSeat();
            onNotice(`sits at ${options.url} and drives up to ${message.environments} at once`);
            return;
          case 'warning':
            onNotice(`${message.code}: ${message.message}`);
            return;
          case 'error':
            // One with an episode costs that episode only; its end follows.
            if (message.episode !== undefined) onNotice(`${message.code}: ${message.message}`);
            else fail({ kind: 'refused', error: refusal(message) });
            return;
          default:
            driver.hear(message);
        }
      },
      onClose(closing) {
        signal?.removeEventListener('abort', leave);
        const ending = failure ?? { kind: 'closed', closing };
        driver.close().then(
          () => resolve(failure ?? ending),
          (error: unknown) => resolve({ kind: 'crashed', error }),
        );
      },
    });
    signal?.addEventListener('abort', leave);
  });
}

function joinMessage(agent: Agent, { name, environments = 1, tasks }: ServeOptions): AgentClientMessage {
  return {
    type: 'join',
    name: name ?? agent.name,
    version: agent.version,
    environments,
    sensors: agent.needs,
    ...(tasks === undefined ? {} : { tasks }),
  };
}

function otherVersion(protocol: number): ProtocolError {
  return new ProtocolError('bad-message', 'The server speaks another version of the protocol.', {
    expected: `version ${PROTOCOL_VERSION}`,
    got: `version ${protocol}`,
  });
}

function refusal({
  code,
  message,
  expected,
  got,
}: Extract<AgentServerMessage, { type: 'error' }>): ProtocolError {
  return new ProtocolError(code, message, {
    expected: expected ?? 'what the specification says',
    got: got ?? code,
  });
}
