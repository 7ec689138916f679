import { BLACK, lacquer } from '../parts/finishes.ts';
import { along, loft, type SectionPoint, type Station } from '../parts/loft.ts';
import { box } from '../parts/solids.ts';
import type { ShapePen } from '../shape-pen.ts';
import type { CarPlan } from './car-plan.ts';

const ARCH_STEPS = 6;
/** Air between a tyre and its arch. */
const ARCH_AIR_M = 0.05;

/** The lower body with its wheel arches, and the dark floor between the wheels. */
export function carBody(pen: ShapePen, plan: CarPlan): void {
  const { lengthM: l, widthM, sillM, wheelRadiusM: r, rearAxleM, frontAxleM } = plan;
  const arch = r + ARCH_AIR_M;
  const axles = [rearAxleM, frontAxleM];
  const xs = [-0.5, -0.495, -0.47, -0.43, 0, 0.36, 0.43, 0.47, 0.495, 0.5]
    .map((share) => share * l)
    .concat(plan.top.map(([x]) => x))
    .concat(axles.flatMap((axle) => archXs(axle, arch)))
    .sort((a, b) => a - b)
    .filter((x, i, all) => i === 0 || x - (all[i - 1] as number) > 0.004);
  pen.part(loft(xs.map((x) => station(plan, x, axles, arch))), lacquer(pen));
  const floorTop = sillM + 0.3;
  box(
    pen,
    [(rearAxleM + frontAxleM) / 2, 0, (sillM + floorTop) / 2],
    [frontAxleM - rearAxleM + 2.2 * r, widthM - 0.46, floorTop - sillM],
    BLACK,
  );
}

/** Half the body's width at x, at its widest height. */
export function halfWidth({ lengthM: l, widthM, endShare }: CarPlan, x: number): number {
  const table = [
    [-0.5, endShare],
    [-0.485, endShare * 0.4 + 0.6],
    [-0.43, 0.985],
    [-0.3, 1],
    [0.3, 1],
    [0.42, 0.975],
    [0.475, endShare * 0.45 + 0.53],
    [0.5, endShare * 0.94],
  ] as const;
  return (widthM / 2) * along(table, x / l);
}

function archXs(axle: number, arch: number): number[] {
  const xs = [axle - arch - 0.006, axle + arch + 0.006];
  for (let i = 0; i <= 2 * ARCH_STEPS; i++) {
    xs.push(axle - arch * Math.cos((Math.PI * i) / (2 * ARCH_STEPS)));
  }
  return xs;
}

function station(plan: CarPlan, x: number, axles: readonly number[], arch: number): Station {
  const { sillM, lengthM, wheelRadiusM } = plan;
  const atEnd = Math.max(0, Math.abs(x) / lengthM - 0.46) / 0.04;
  let low = sillM + 0.05 * atEnd;
  for (const axle of axles) {
    const off = Math.abs(x - axle);
    if (off <= arch) low = Math.max(low, wheelRadiusM + Math.sqrt(Math.max(0, arch * arch - off * off)));
  }
  const top = along(plan.top, x);
  low = Math.min(low, top - 0.08);
  const w = halfWidth(plan, x);
  const rise = top - low;
  const crown = 0.025 + 0.02 * (1 - atEnd);
  const half: SectionPoint[] = [
    [w * 0.95, low],
    [w * 0.985, low + 0.12 * rise],
    [w, low + 0.5 * rise],
    [w * 0.99, low + 0.78 * rise],
    [w * 0.955, low + 0.93 * rise],
    [w * 0.88, top],
    [w * 0.5, top + crown * 0.75],
    [0, top + crown],
  ];
  return { x, half };
}
