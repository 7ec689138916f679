import { decode } from 'fast-png';
import { Unzlib } from 'fflate';

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** The chunks that hold the picture; all others, some of which unpack to any size, are not looked at. */
const NEEDED = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
/** How many numbers a pixel has, by the header's colour type. */
const CHANNELS: ReadonlyMap<number, number> = new Map([
  [0, 1],
  [2, 3],
  [3, 1],
  [4, 2],
  [6, 4],
]);
const INDEXED = 3;
const STEP_BYTES = 16_384;

export interface RgbImage {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Red, green, blue, 0 to 255; rows from the top. */
  readonly rgb: Uint8Array;
}

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, i) => bytes[i] === byte);
}

/** Decodes a PNG of at most so many pixels a side. Throws plain errors. */
export function decodePng(bytes: Uint8Array, mostPx: number): RgbImage {
  const chunks = neededChunks(bytes);
  const header = chunks.find(({ type }) => type === 'IHDR')?.data;
  if (header?.length !== 13 || chunks[0]?.type !== 'IHDR') throw new Error('it has no PNG header');
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const [widthPx, heightPx] = [view.getUint32(0), view.getUint32(4)];
  checkSize(widthPx, heightPx, mostPx);
  const [depth, kind, interlaced] = [header[8] as number, header[9] as number, header[12] !== 0];
  const channels = CHANNELS.get(kind);
  if (channels === undefined) throw new Error(`it is of the unknown kind ${kind}`);
  const rowBytes = Math.ceil((widthPx * channels * depth) / 8);
  const plainBytes = heightPx * (1 + rowBytes);
  // Seven passes of an interlaced picture have more rows, each with a filter and perhaps a part of a byte.
  const unpacked = unpackedBytes(chunks, interlaced ? 2 * plainBytes + 256 : plainBytes + 64);
  if (unpacked < plainBytes) throw new Error('its picture is cut off');
  const { data, palette } = decode(joined(chunks));
  if (data.length !== (depth === 8 || depth === 16 ? widthPx * channels : rowBytes) * heightPx) {
    throw new Error(`it is interlaced with ${depth} bits a pixel`);
  }
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  for (let i = 0; i < widthPx * heightPx; i++) {
    for (let k = 0; k < 3; k++) {
      const at = channels * i + (channels < 3 ? 0 : k);
      const value = depth < 8 ? bitsAt(data, i, widthPx, depth) : (data[at] as number);
      if (kind === INDEXED) rgb[3 * i + k] = palette?.[value]?.[k] ?? 0;
      else rgb[3 * i + k] = depth === 16 ? value >> 8 : (value * 255) / ((1 << Math.min(8, depth)) - 1);
    }
  }
  return { widthPx, heightPx, rgb };
}

export function checkSize(widthPx: number, heightPx: number, mostPx: number): void {
  if (widthPx >= 1 && heightPx >= 1 && widthPx <= mostPx && heightPx <= mostPx) return;
  throw new Error(`it is ${widthPx} x ${heightPx} pixels large, not 1 to ${mostPx} a side`);
}

/** The number of pixel `i` in rows packed to whole bytes, below 8 bits each. */
function bitsAt(data: ArrayLike<number>, i: number, widthPx: number, depth: number): number {
  const row = Math.floor(i / widthPx);
  const bit = (i % widthPx) * depth;
  const rowBytes = Math.ceil((widthPx * depth) / 8);
  const byte = data[row * rowBytes + (bit >> 3)] as number;
  return (byte >> (8 - depth - (bit & 7))) & ((1 << depth) - 1);
}

interface Chunk {
  readonly type: string;
  readonly data: Uint8Array;
  /** Length, type, data and checksum. */
  readonly whole: Uint8Array;
}

function neededChunks(bytes: Uint8Array): Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + 12 + length;
    if (end > bytes.length) throw new Error(`its chunk ${type} is cut off`);
    if (NEEDED.has(type)) {
      chunks.push({ type, data: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) });
    }
    if (type === 'IEND') return chunks;
    at = end;
  }
  throw new Error('it is cut off');
}

/** How many bytes the picture unpacks to; throws as soon as they are more than it can need. */
function unpackedBytes(chunks: readonly Chunk[], mostBytes: number): number {
  let unpacked = 0;
  const inflator = new Unzlib((part) => {
    unpacked += part.length;
    if (unpacked > mostBytes) throw new Error('it unpacks to more than its size');
  });
  for (const { type, data } of chunks) {
    if (type !== 'IDAT') continue;
    for (let at = 0; at < data.length; at += STEP_BYTES) {
      inflator.push(data.subarray(at, at + STEP_BYTES), false);
    }
  }
  inflator.push(new Uint8Array(), true);
  return unpacked;
}

function joined(chunks: readonly Chunk[]): Uint8Array {
  const length = chunks.reduce((sum, { whole }) => sum + whole.length, SIGNATURE.length);
  const bytes = new Uint8Array(length);
  bytes.set(SIGNATURE);
  let at = SIGNATURE.length;
  for (const { whole } of chunks) {
    bytes.set(whole, at);
    at += whole.length;
  }
  return bytes;
}
