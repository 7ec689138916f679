import { z } from 'zod';
import { AGENT_CLIENT, AGENT_SERVER } from './agent-messages.ts';
import { ENV_CLIENT, ENV_SERVER } from './env-messages.ts';

const SEATS = {
  agent: { ...AGENT_CLIENT, ...AGENT_SERVER },
  env: { ...ENV_CLIENT, ...ENV_SERVER },
};

/**
 * A JSON Schema (2020-12) of each message by its file's name in schemas/, as messages stand in JSON.
 * They are for tools and say a little less than the parsers, which also hold fields against each other.
 */
export function jsonSchemas(): ReadonlyMap<string, unknown> {
  const schemas = new Map<string, unknown>();
  for (const [seat, messages] of Object.entries(SEATS)) {
    for (const [type, schema] of Object.entries(messages)) {
      const { $schema, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
      schemas.set(`${seat}-${type}.json`, { $schema, title: `${type}, at the ${seat} seat`, ...rest });
    }
  }
  return schemas;
}
