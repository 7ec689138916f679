import { encode } from 'fast-png';

/** RGB pixels, row-major from the top left, as a PNG data URI. */
export function encodePng(rgb: Uint8Array, widthPx: number, heightPx: number): string {
  // A copy: renderers reuse the memory of a frame.
  const png = encode({ data: Uint8Array.from(rgb), width: widthPx, height: heightPx, channels: 3, depth: 8 });
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}
