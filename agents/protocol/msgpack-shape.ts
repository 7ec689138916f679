/** Maps and lists inside each other; the deepest message of the protocol needs eight. */
const DEEPEST = 16;

type Walk = { at: number };

/**
 * Walks over MessagePack without building anything and says what is wrong with it, or null. The
 * decoder believes the lengths it reads: a few bytes can claim lists of millions within lists of
 * millions, so what they claim is held against what is there first.
 */
export function msgpackProblem(data: Uint8Array): string | null {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const walk: Walk = { at: 0 };
  /** Values still to come in each open map or list, outermost first. */
  const open: number[] = [1];
  while (open.length > 0) {
    const left = open.pop() as number;
    if (left === 0) continue;
    open.push(left - 1);
    if (walk.at >= data.length) return `it ends early, after ${data.length} bytes`;
    const inside = enter(view, walk);
    if (inside > data.length - walk.at) return `it claims more values than its ${data.length} bytes can hold`;
    if (walk.at > data.length) return `it ends early, after ${data.length} bytes`;
    if (inside > 0) open.push(inside);
    if (open.length > DEEPEST + 1) return `maps and lists more than ${DEEPEST} deep`;
  }
  return walk.at === data.length ? null : `${data.length - walk.at} bytes follow the message`;
}

/** Steps over one value's head and plain bytes; gives how many values follow inside it. */
function enter(view: DataView, walk: Walk): number {
  const head = view.getUint8(walk.at++);
  if (head <= 0x7f || head >= 0xe0) return 0;
  if (head <= 0x8f) return 2 * (head & 0x0f);
  if (head <= 0x9f) return head & 0x0f;
  if (head <= 0xbf) return skip(walk, head & 0x1f);
  const [lengthBytes, kind, extra] = HEADS[head - 0xc0] as Head;
  const length = readLength(view, walk, lengthBytes);
  if (kind === 'plain') return skip(walk, length + extra);
  return kind === 'map' ? 2 * length : length;
}

function skip(walk: Walk, bytes: number): 0 {
  walk.at += bytes;
  return 0;
}

function readLength(view: DataView, walk: Walk, bytes: 0 | 1 | 2 | 4): number {
  const at = walk.at;
  walk.at += bytes;
  if (bytes === 0 || walk.at > view.byteLength) return 0;
  if (bytes === 1) return view.getUint8(at);
  return bytes === 2 ? view.getUint16(at) : view.getUint32(at);
}

/** Bytes of the length that follows, what it counts, and bytes that are there besides. */
type Head = readonly [lengthBytes: 0 | 1 | 2 | 4, kind: 'plain' | 'list' | 'map', extra: number];

/** The heads 0xc0 to 0xdf of the MessagePack specification, in order. */
const HEADS: readonly Head[] = [
  [0, 'plain', 0], // nil
  [0, 'plain', 0], // never used
  [0, 'plain', 0], // false
  [0, 'plain', 0], // true
  [1, 'plain', 0], // bin
  [2, 'plain', 0],
  [4, 'plain', 0],
  [1, 'plain', 1], // ext
  [2, 'plain', 1],
  [4, 'plain', 1],
  [0, 'plain', 4], // float
  [0, 'plain', 8],
  [0, 'plain', 1], // uint
  [0, 'plain', 2],
  [0, 'plain', 4],
  [0, 'plain', 8],
  [0, 'plain', 1], // int
  [0, 'plain', 2],
  [0, 'plain', 4],
  [0, 'plain', 8],
  [0, 'plain', 2], // fixext
  [0, 'plain', 3],
  [0, 'plain', 5],
  [0, 'plain', 9],
  [0, 'plain', 17],
  [1, 'plain', 0], // str
  [2, 'plain', 0],
  [4, 'plain', 0],
  [2, 'list', 0],
  [4, 'list', 0],
  [2, 'map', 0],
  [4, 'map', 0],
];
