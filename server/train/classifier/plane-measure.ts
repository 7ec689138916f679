import { planePoint } from '../../../adversary/index.ts';
import { sharesOfEach } from '../../../agents/perception/index.ts';
import { Rng } from '../../../sim/index.ts';
import type { HeldOutMeasure } from '../pictures/train-on-pictures.ts';

/** Where a classifier lies in the information plane after each round, on the held-out pictures that show something. */
export const PLANE_MEASURE: HeldOutMeasure = {
  names: ['inputBits', 'labelBits', 'correctedLabelBits'],
  of: (outputs, { count, classes }) => {
    const shares = sharesOfEach(outputs, count);
    const shown = Array.from(classes.keys()).filter((i) => (classes[i] as number) >= 0);
    const { inputBits, labelBits, correctedLabelBits } = planePoint(
      shown.map((i) => shares[i] as number[]),
      shown.map((i) => classes[i] as number),
      { rng: new Rng(0, 'plane along a training') },
    );
    return [inputBits, labelBits, correctedLabelBits];
  },
};
