import { FaultscapeError } from '../../sim/core/index.ts';

type IsNan = (view: DataView, at: number) => boolean;

export const isNanFloat: IsNan = (view, at) => Number.isNaN(view.getFloat32(at, true));
export const isNanDouble: IsNan = (view, at) => Number.isNaN(view.getFloat64(at, true));
/** All exponent bits and any of the fraction's. */
export const isNanHalf: IsNan = (view, at) => (view.getUint16(at, true) & 0x7fff) > 0x7c00;

/** Throws an error of kind `data` if a weight of a model from elsewhere holds what is no number. */
export function refuseNan(
  model: string,
  weight: string,
  view: DataView,
  isNan: IsNan,
  bytesEach: number,
): void {
  for (let at = 0; at < view.byteLength; at += bytesEach) {
    if (isNan(view, at)) {
      throw notNumbers(`The model ${model} holds weights that are no numbers.`, weight, at / bytesEach);
    }
  }
}

/** Throws if a model answers a black picture with what is no number. */
export function refuseNanAnswer(model: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) {
      throw notNumbers(`The model ${model} answers what is no number.`, 'the answer to a black picture', i);
    }
  }
}

function notNumbers(what: string, where: string, place: number): FaultscapeError {
  return new FaultscapeError('data', what, {
    expected: 'numbers',
    got: `NaN in ${where}, at number ${place}`,
    hint: 'the files are damaged, or the training that made them ran away: get or convert them anew',
  });
}
