import type { Axis } from '../../../sim/space/index.ts';
import { domainOf } from './plot-axis.ts';

/** The inside of a plot, in px from its top left corner. */
export interface Frame {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export function toX(axis: Axis, frame: Frame, place: number): number {
  const [low, high] = domainOf(axis);
  return frame.left + ((place - low) / (high - low)) * frame.width;
}

export function toY(axis: Axis, frame: Frame, place: number): number {
  const [low, high] = domainOf(axis);
  return frame.top + (1 - (place - low) / (high - low)) * frame.height;
}

export function fromX(axis: Axis, frame: Frame, px: number): number {
  const [low, high] = domainOf(axis);
  return low + ((px - frame.left) / frame.width) * (high - low);
}

export function fromY(axis: Axis, frame: Frame, px: number): number {
  const [low, high] = domainOf(axis);
  return low + (1 - (px - frame.top) / frame.height) * (high - low);
}

/** Sizes a canvas for the screen's pixels and clears it; its unit is then the css px. */
export function openCanvas(
  canvas: HTMLCanvasElement,
  widthPx: number,
  heightPx: number,
): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio;
  const [width, height] = [Math.round(widthPx * ratio), Math.round(heightPx * ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext('2d');
  context?.setTransform(1, 0, 0, 1, 0, 0);
  context?.clearRect(0, 0, width, height);
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}
