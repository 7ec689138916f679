import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { AGENT_CLIENT, AGENT_SERVER, ENV_CLIENT, ENV_SERVER } from '../../../agents/protocol/index.ts';
import { jsonSchemas } from '../../../agents/protocol/json-schemas.ts';
import { fixtures } from './fixtures.ts';

const PROTOCOL = new URL('../../../agents/protocol/', import.meta.url);
const SCHEMAS = new URL('schemas/', PROTOCOL);

// RECORD=1 npx vitest run test/agents/protocol/schemas.test.ts writes the schemas anew.
if (process.env.RECORD === '1') {
  mkdirSync(SCHEMAS, { recursive: true });
  for (const [file, schema] of jsonSchemas()) {
    writeFileSync(new URL(file, SCHEMAS), `${JSON.stringify(schema, null, 2)}\n`);
  }
}

const committed = (file: string) => JSON.parse(readFileSync(new URL(file, SCHEMAS), 'utf8')) as unknown;

interface Document {
  readonly channels: Record<'agent' | 'env', { readonly messages: Record<string, unknown> }>;
  readonly operations: Record<string, { readonly messages: readonly { readonly $ref: string }[] }>;
}

const document = parse(readFileSync(new URL('asyncapi.yaml', PROTOCOL), 'utf8')) as Document;

/** Every `$ref` of a document, wherever it stands. */
function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === '$ref' ? [String(inner)] : refsIn(inner)));
}

function resolve(ref: string): unknown {
  if (!ref.startsWith('#/')) return existsSync(new URL(ref, PROTOCOL)) ? ref : undefined;
  const keys = ref.slice(2).split('/');
  return keys.reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document);
}

describe('the JSON Schemas', () => {
  it('are those of the code, one for each message', () => {
    expect(readdirSync(SCHEMAS).sort()).toEqual([...jsonSchemas().keys()].sort());
    for (const [file, schema] of jsonSchemas()) expect(committed(file), file).toEqual(schema);
  });

  it('let every valid message through', () => {
    for (const { name, direction, message } of fixtures('valid')) {
      const file = `${direction.split('-')[0]}-${message.type}.json`;
      const schema = z.fromJSONSchema(committed(file) as Parameters<typeof z.fromJSONSchema>[0]);
      expect(schema.safeParse(message).error, name).toBeUndefined();
    }
  });

  it('stop most invalid messages of a known type', () => {
    const files = new Set(readdirSync(SCHEMAS));
    const typed = fixtures('invalid').flatMap(({ direction, message }) => {
      const file = `${direction.split('-')[0]}-${message?.type}.json`;
      if (!files.has(file)) return [];
      const schema = z.fromJSONSchema(committed(file) as Parameters<typeof z.fromJSONSchema>[0]);
      return [schema.safeParse(message).success];
    });
    const passed = typed.filter((success) => success);
    expect(typed.length).toBeGreaterThan(40);
    expect(passed.length).toBeLessThan(typed.length / 4);
  });
});

describe('the AsyncAPI document', () => {
  it('names every message of the code and no other', () => {
    const names = (...sides: object[]) => sides.flatMap((side) => Object.keys(side)).sort();
    expect(Object.keys(document.channels.agent.messages).sort()).toEqual(names(AGENT_CLIENT, AGENT_SERVER));
    expect(Object.keys(document.channels.env.messages).sort()).toEqual(names(ENV_CLIENT, ENV_SERVER));
  });

  it('says who sends what as the code does', () => {
    const said = (operation: string) =>
      document.operations[operation]?.messages.map(({ $ref }) => $ref.split('/').at(-1)).sort();
    expect(said('hearDriver')).toEqual(Object.keys(AGENT_CLIENT).sort());
    expect(said('tellDriver')).toEqual(Object.keys(AGENT_SERVER).sort());
    expect(said('hearTrainer')).toEqual(Object.keys(ENV_CLIENT).sort());
    expect(said('tellTrainer')).toEqual(Object.keys(ENV_SERVER).sort());
  });

  it('refers only to what is there', () => {
    const refs = refsIn(document);
    expect(refs.length).toBeGreaterThan(30);
    expect(refs.filter((ref) => resolve(ref) === undefined)).toEqual([]);
  });
});
