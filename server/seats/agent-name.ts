import { FaultscapeError } from '../../sim/core/index.ts';
import { shown } from '../sockets/shown.ts';

const NAME = /^[A-Za-z0-9._-]{1,64}$/;

/** The program an address asks for: "my-agent" of "ws:my-agent". */
export function agentNameOf(address: string): string {
  const name = address.slice(address.indexOf(':') + 1);
  if (NAME.test(name)) return name;
  throw new FaultscapeError('usage', 'This cannot be the name of a program that joins.', {
    expected: '1 to 64 letters, digits, ".", "_" or "-", e.g. ws:my-agent',
    got: shown(address),
  });
}
