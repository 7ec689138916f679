import type { z } from 'zod';
import type { Wire } from './fields.ts';
import { ProtocolError } from './protocol-error.ts';
import { shown } from './shown.ts';

type Schemas = Readonly<Record<string, z.ZodType>>;

/** Makes the checker of one direction from its messages by type. It throws a ProtocolError. */
export function messageParser<S extends Schemas>(schemas: S): (value: unknown) => Wire<z.infer<S[keyof S]>> {
  const types = new Map(Object.entries(schemas));
  return (value) => {
    const schema = types.get(typeOf(value) as string);
    if (schema === undefined) {
      const expected = `one of ${[...types.keys()].join(', ')}`;
      throw wrong('type', expected, shown(typeOf(value)), 'a message');
    }
    const result = safely(() => schema.safeParse(value));
    if (result.success) return result.data as Wire<z.infer<S[keyof S]>>;
    throw problemOf(result.error.issues[0] as z.core.$ZodIssue, value);
  };
}

function typeOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ProtocolError('bad-message', 'A message is one map.', {
      expected: 'a map with a field `type`',
      got: shown(value),
    });
  }
  return Object.hasOwn(value, 'type') ? (value as { readonly type: unknown }).type : undefined;
}

/** Spaces within spaces may go deeper than the stack does. */
function safely<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new ProtocolError('bad-message', 'The message is nested too deeply.', {
      expected: 'a few levels',
      got: 'more than can be walked',
    });
  }
}

function problemOf(issue: z.core.$ZodIssue, value: unknown): ProtocolError {
  const message = `message ${(value as { readonly type: string }).type}`;
  let at = value;
  for (const key of issue.path) at = (at as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return wrong(pathOf(issue.path), expectationOf(issue), shown(at), message);
}

function wrong(path: string, expected: string, got: string, what: string): ProtocolError {
  return new ProtocolError('bad-message', `The field ${path} of ${what} is not right.`, { expected, got });
}

/** actions[0].step */
function pathOf(path: readonly PropertyKey[]): string {
  return path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${shortened(String(key))}`))
    .join('')
    .replace(/^\./, '');
}

function shortened(key: string): string {
  return key.length > 60 ? `${key.slice(0, 60)}...` : key;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a finite number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

function expectationOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_WORDS[issue.expected] ?? issue.expected;
    case 'invalid_value':
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.join(', ')}`;
    case 'too_small':
      return bounded(issue.origin, issue.inclusive === true ? 'at least' : 'more than', issue.minimum);
    case 'too_big':
      return bounded(issue.origin, issue.inclusive === true ? 'at most' : 'less than', issue.maximum);
    default:
      return issue.message.replace(/^Invalid input: expected /, '');
  }
}

function bounded(origin: string, how: string, bound: number | bigint): string {
  if (origin === 'array') return `a list of ${how} ${bound}`;
  if (origin === 'string') return `text of ${how} ${bound} characters`;
  return `${how} ${bound}`;
}
