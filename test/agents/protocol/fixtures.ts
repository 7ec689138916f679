import { readdirSync, readFileSync } from 'node:fs';
import {
  parseAgentClientMessage,
  parseAgentServerMessage,
  parseEnvClientMessage,
  parseEnvServerMessage,
} from '../../../agents/protocol/index.ts';

/** One file of agents/protocol/fixtures. */
export interface Fixture {
  readonly name: string;
  readonly direction: keyof typeof PARSERS;
  readonly message: { readonly type: string };
  /** The field that is wrong, for an invalid one. */
  readonly field?: string;
  readonly why?: string;
  readonly code?: string;
}

export const PARSERS = {
  'agent-client': parseAgentClientMessage,
  'agent-server': parseAgentServerMessage,
  'env-client': parseEnvClientMessage,
  'env-server': parseEnvServerMessage,
} as const;

export function fixtures(kind: 'valid' | 'invalid'): readonly Fixture[] {
  const folder = new URL(`../../../agents/protocol/fixtures/${kind}/`, import.meta.url);
  return readdirSync(folder).map((file) => ({
    ...(JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Fixture),
    name: file.replace(/\.json$/, ''),
  }));
}
