import { defaultRadius } from '../../../adversary/metrics.ts';

/** Answers a dimension with the radius within which scenes count as near each other. */
self.onmessage = ({ data }: MessageEvent<number>) => self.postMessage(defaultRadius(data));
