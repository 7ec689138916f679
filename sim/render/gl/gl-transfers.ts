import { FaultscapeError } from '../../core/errors.ts';
import { GL } from './gl-constants.ts';
import type { NativeGl } from './gl-signatures.ts';

type View = ArrayBufferView & { readonly length?: number; subarray?(from: number, to?: number): View };
type Pixels = ArrayBufferView | null;

const WEBGL_ONLY: ReadonlySet<number> = new Set([GL.UNPACK_FLIP_Y_WEBGL, GL.UNPACK_PREMULTIPLY_ALPHA_WEBGL]);

/**
 * Data on its way to and from GL memory. Images are plain arrays; the two rearrangements that
 * browsers do while uploading (flipY, premultiplied alpha) are refused rather than ignored.
 */
export function transferCalls(gl: NativeGl) {
  const rearranging = new Set<number>();
  const plain = (pixels: Pixels | undefined): Pixels => {
    if (pixels === null || pixels === undefined) return null;
    if (rearranging.size > 0 || !ArrayBuffer.isView(pixels)) {
      throw new FaultscapeError('usage', 'This texture cannot be uploaded without a browser.', {
        expected: 'a DataTexture with flipY and premultiplyAlpha false',
        got: ArrayBuffer.isView(pixels) ? 'flipY or premultiplyAlpha' : 'an image that is not an array',
      });
    }
    return pixels;
  };
  return {
    pixelStorei: (name: number, value: number | boolean) => {
      if (WEBGL_ONLY.has(name)) {
        if (value) rearranging.add(name);
        else rearranging.delete(name);
      } else if (name !== GL.UNPACK_COLORSPACE_CONVERSION_WEBGL) gl.PixelStorei(name, Number(value));
    },
    bufferData: (target: number, data: number | View, usage: number, from = 0, length = 0) => {
      if (typeof data === 'number') return gl.BufferData(target, data, null, usage);
      const part = slice(data, from, length);
      return gl.BufferData(target, part.byteLength, part, usage);
    },
    bufferSubData: (target: number, offsetBytes: number, data: View, from = 0, length = 0) => {
      const part = slice(data, from, length);
      gl.BufferSubData(target, offsetBytes, part.byteLength, part);
    },
    texImage2D: (
      target: number,
      level: number,
      internal: number,
      width: number,
      height: number,
      border: number,
      format: number,
      type: number,
      pixels?: Pixels,
    ) => gl.TexImage2D(target, level, internal, width, height, border, format, type, plain(pixels)),
    texImage3D: (
      target: number,
      level: number,
      internal: number,
      width: number,
      height: number,
      depth: number,
      border: number,
      format: number,
      type: number,
      pixels?: Pixels,
    ) => gl.TexImage3D(target, level, internal, width, height, depth, border, format, type, plain(pixels)),
    texSubImage2D: (
      target: number,
      level: number,
      x: number,
      y: number,
      width: number,
      height: number,
      format: number,
      type: number,
      pixels?: Pixels,
    ) => gl.TexSubImage2D(target, level, x, y, width, height, format, type, plain(pixels)),
    texSubImage3D: (
      target: number,
      level: number,
      x: number,
      y: number,
      z: number,
      width: number,
      height: number,
      depth: number,
      format: number,
      type: number,
      pixels?: Pixels,
    ) => gl.TexSubImage3D(target, level, x, y, z, width, height, depth, format, type, plain(pixels)),
    readPixels: gl.ReadPixels,
  };
}

/** WebGL2 counts `from` and `length` in elements; length 0 means to the end. */
function slice(data: View, from: number, length: number): ArrayBufferView {
  if (from === 0 && length === 0) return data;
  return data.subarray?.(from, length === 0 ? undefined : from + length) ?? data;
}
