import jpeg from 'jpeg-js';

/** Of a picture that a network is to drive by: artefacts are barely visible, a tenth of the raw size. */
const QUALITY = 90;

/** One JPEG file of an RGB picture, row-major from the top-left pixel; `quality` is 1 to 100. */
export function encodeJpeg(
  rgb: Uint8Array,
  { widthPx, heightPx, quality = QUALITY }: { widthPx: number; heightPx: number; quality?: number },
): Uint8Array {
  const pixels = widthPx * heightPx;
  if (rgb.length !== pixels * 3) {
    throw new RangeError(`${widthPx} x ${heightPx} RGB is ${pixels * 3} values, got ${rgb.length}`);
  }
  const data = new Uint8Array(pixels * 4);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    data[to] = rgb[from] as number;
    data[to + 1] = rgb[from + 1] as number;
    data[to + 2] = rgb[from + 2] as number;
    data[to + 3] = 255;
  }
  return jpeg.encode({ width: widthPx, height: heightPx, data }, quality).data;
}
