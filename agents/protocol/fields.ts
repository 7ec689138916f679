import { z } from 'zod';
import { fromBase64 } from './base64.ts';

// A page may forbid code from text (no unsafe-eval), and zod's attempt at it would be reported.
if ('document' in globalThis) z.config({ jitless: true });

/** Read-only all the way down; bytes stay bytes. */
export type Wire<T> = T extends Uint8Array
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Wire<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Wire<T[Key]> }
      : T;

/** Lists in one message are no longer than this. */
const LONGEST_LIST = 65_536;

export function listOf<Item extends z.ZodType>(item: Item) {
  return z.array(item).min(1).max(LONGEST_LIST);
}

export const count = z.int().nonnegative();
export const size = z.int().positive();
export const text = z.string().max(4096);

/** What an episode is called; the server chooses it. */
export const episodeId = z.string().min(1).max(200);

/** A code of a warning or an error; a later server may have more of them than this page lists. */
export function codeOf(known: readonly string[]) {
  return z
    .string()
    .min(1)
    .max(64)
    .meta({ examples: [...known] });
}

/**
 * A number that may be none: NaN and the infinities, which JSON writes as null. They pass here, so
 * that the one value which is wrong can be named and nothing else is lost with it.
 */
export const looseNumber = z
  .custom<number | null>((value) => typeof value === 'number' || value === null, 'a number')
  .meta({ type: ['number', 'null'] });

/** Bytes: bin in MessagePack, base64 text in JSON. The parsed message holds a Uint8Array. */
export const bytes = z
  .custom<string | Uint8Array<ArrayBuffer>>()
  .transform((value, context): Uint8Array<ArrayBuffer> => {
    const found = typeof value === 'string' ? fromBase64(value) : value;
    if (found instanceof Uint8Array) return found as Uint8Array<ArrayBuffer>;
    context.addIssue({ code: 'custom', message: 'bytes (bin in MessagePack, base64 text in JSON)' });
    return z.NEVER;
  })
  .meta({ type: 'string', contentEncoding: 'base64', description: 'bytes: base64 here, bin in MessagePack' });
