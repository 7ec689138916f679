import type { Adapter } from './adapter.ts';

/** The shape of the network's input for one picture. */
export function inputShape({
  widthPx,
  heightPx,
  layout,
}: Adapter): readonly [number, number, number, number] {
  return layout === 'nhwc' ? [1, heightPx, widthPx, 3] : [1, 3, heightPx, widthPx];
}

/**
 * Makes what writes a camera's RGB picture as the network's input. Levels go through one table per channel,
 * because three divisions a pixel of a large picture take longer than all the rest here.
 */
export function pictureWriter(adapter: Adapter): (rgb: Uint8Array, into: Float32Array) => void {
  const { widthPx, heightPx, channels, layout, mean, deviation } = adapter;
  const pixels = widthPx * heightPx;
  const sources = channels === 'rgb' ? [0, 1, 2] : [2, 1, 0];
  const tables = sources.map((_, channel) =>
    Float32Array.from(
      { length: 256 },
      (_, level) => (level - (mean[channel] as number)) / (deviation[channel] as number),
    ),
  );
  const [step, between] = layout === 'nhwc' ? [3, 1] : [1, pixels];
  return (rgb, into) => {
    for (let channel = 0; channel < 3; channel++) {
      const table = tables[channel] as Float32Array;
      let from = sources[channel] as number;
      let to = channel * between;
      for (let pixel = 0; pixel < pixels; pixel++) {
        into[to] = table[rgb[from] as number] as number;
        from += 3;
        to += step;
      }
    }
  };
}
