export interface Shrunk<Item> {
  /** What is needed to fail: without any one of these it passes. Empty where nothing is needed. */
  readonly kept: readonly Item[];
  /** How often `fails` was asked. */
  readonly queries: number;
}

/**
 * Delta debugging (Zeller and Hildebrandt 2002, ddmin): the fewest of some changes that still fail, in the sense
 * that none of them can be left out. There may be a smaller set of others. Null where all together do not fail.
 */
export async function shrinkChanges<Item>(
  changes: readonly Item[],
  fails: (kept: readonly Item[]) => Promise<boolean>,
): Promise<Shrunk<Item> | null> {
  const known = new Map<string, boolean>();
  const asked = async (kept: readonly Item[]): Promise<boolean> => {
    const key = kept.map((item) => changes.indexOf(item)).join();
    const before = known.get(key);
    if (before !== undefined) return before;
    const answer = await fails(kept);
    known.set(key, answer);
    return answer;
  };
  if (!(await asked(changes))) return null;
  if (changes.length > 0 && (await asked([]))) return { kept: [], queries: known.size };
  let kept = changes;
  for (let parts = 2; kept.length > 1; ) {
    const chunks = split(kept, Math.min(parts, kept.length));
    const alone = await firstThatFails(chunks, asked);
    if (alone !== null) {
      [kept, parts] = [alone, 2];
      continue;
    }
    const whole = kept;
    const others = chunks.map((chunk) => whole.filter((item) => !chunk.includes(item)));
    const without = chunks.length > 2 ? await firstThatFails(others, asked) : null;
    if (without !== null) [kept, parts] = [without, Math.max(2, parts - 1)];
    else if (parts < kept.length) parts = Math.min(2 * parts, kept.length);
    else break;
  }
  return { kept, queries: known.size };
}

async function firstThatFails<Item>(
  candidates: readonly (readonly Item[])[],
  fails: (kept: readonly Item[]) => Promise<boolean>,
): Promise<readonly Item[] | null> {
  for (const candidate of candidates) if (await fails(candidate)) return candidate;
  return null;
}

/** Cuts a list into so many runs of nearly equal length. */
function split<Item>(items: readonly Item[], parts: number): readonly (readonly Item[])[] {
  return Array.from({ length: parts }, (_, k) =>
    items.slice(Math.floor((k * items.length) / parts), Math.floor(((k + 1) * items.length) / parts)),
  );
}
