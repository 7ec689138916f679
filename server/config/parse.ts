import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { type ErrorKind, FaultscapeError } from '../../sim/core/index.ts';

/** Plain data checked against a schema; `what` names it in the error. */
export function parseWith<T>(schema: z.ZodType<T>, value: unknown, what: string, kind: ErrorKind): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0] as z.core.$ZodIssue;
  const place = issue.path.join('.');
  throw new FaultscapeError(kind, `${what} is wrong${place === '' ? '' : ` at ${place}`}.`, {
    expected: expectationOf(issue),
    got: describe(valueAt(value, issue)),
  });
}

/** JSON from a file, or an error that names the file and the place. */
export function readJsonFile(file: string, kind: ErrorKind): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new FaultscapeError(kind, `The file ${file} cannot be read.`, {
      expected: 'a readable JSON file',
      got: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new FaultscapeError(kind, `The file ${file} is not JSON.`, {
      expected: 'JSON',
      got: error instanceof Error ? error.message : String(error),
      cause: error,
    });
  }
}

const BOUNDS = { '>=': 'at least', '>': 'more than', '<=': 'at most', '<': 'less than' } as const;

function expectationOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `no field named ${issue.keys.join(', ')}`;
  const bound = /^Too (?:small|big): expected \w+ to (?:be|have) ([<>]=?)(.+)$/.exec(issue.message);
  if (bound !== null) return `${BOUNDS[bound[1] as keyof typeof BOUNDS]} ${bound[2]}`;
  return issue.message.replace(/^Invalid input: expected /, '').replace(/, received .*$/, '');
}

function valueAt(value: unknown, issue: z.core.$ZodIssue): unknown {
  let at = value;
  for (const key of issue.path) at = (at as Record<PropertyKey, unknown> | null | undefined)?.[key];
  return at;
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
