import { decode } from 'fast-png';

/** Mean difference of two screenshots of one size, in 0 to 255. */
export function difference(a: Buffer, b: Buffer): number {
  const [one, other] = [decode(a).data, decode(b).data];
  let sum = 0;
  for (let i = 0; i < one.length; i++) sum += Math.abs((one[i] as number) - (other[i] as number));
  return sum / one.length;
}
