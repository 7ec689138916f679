import { encode } from 'fast-png';

/** RGB pixels, row-major from the top left, as the bytes of a PNG file. */
export function pngBytes(rgb: Uint8Array, widthPx: number, heightPx: number): Uint8Array {
  // A copy: renderers reuse the memory of a frame.
  return encode({ data: Uint8Array.from(rgb), width: widthPx, height: heightPx, channels: 3, depth: 8 });
}

/** The same as a data URI. */
export function encodePng(rgb: Uint8Array, widthPx: number, heightPx: number): string {
  return `data:image/png;base64,${Buffer.from(pngBytes(rgb, widthPx, heightPx)).toString('base64')}`;
}

/** Single-channel pixels, e.g. the class of each, as the bytes of a grey PNG file. */
export function greyPngBytes(values: Uint8Array, widthPx: number, heightPx: number): Uint8Array {
  return encode({ data: Uint8Array.from(values), width: widthPx, height: heightPx, channels: 1, depth: 8 });
}
