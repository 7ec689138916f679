import { Rng } from '../../../sim/core/index.ts';
import type { Axis } from '../../../sim/space/index.ts';
import { axisWords } from '../format.ts';
import { type EpisodeView, isUniform } from '../run-view.ts';
import { axisChannel, sceneValue } from './axis-scale.ts';
import { MARKS } from './marks.ts';
import type { Chart } from './render-chart.ts';
import { PANEL_WIDTH_PX } from './theme.ts';

type Kind = keyof typeof MARKS;

/** Drawn in this order: what matters most lies on top. */
const KINDS: readonly Kind[] = ['pass', 'generatedPass', 'poolFailure', 'generatedFailure'];

const HEIGHT_PX = 290;

/** Every scene as one mark over two axes. Marks in a category are spread at random inside it. */
export function pairPlot(xAxis: Axis, yAxis: Axis, episodes: readonly EpisodeView[]): Chart {
  const rng = new Rng(0, 'report', 'jitter');
  const values = episodes.map((episode) => ({
    kind: kindOf(episode),
    x: sceneValue(xAxis, episode.scene),
    y: sceneValue(yAxis, episode.scene),
    dx: rng.float(),
    dy: rng.float(),
  }));
  const spread = { type: 'quantitative' as const, scale: { domain: [-0.15, 1.15] } };
  const encoding = {
    x: { ...axisChannel(xAxis, 'x'), axis: ticks(xAxis, -40) },
    y: { ...axisChannel(yAxis, 'y'), axis: ticks(yAxis, 0) },
    ...(xAxis.kind === 'categorical' ? { xOffset: { field: 'dx', ...spread } } : {}),
    ...(yAxis.kind === 'categorical' ? { yOffset: { field: 'dy', ...spread } } : {}),
  };
  return {
    label: `Scenes over ${axisWords(xAxis)} and ${axisWords(yAxis)}`,
    spec: {
      width: PANEL_WIDTH_PX,
      height: HEIGHT_PX,
      data: { values },
      layer: KINDS.map((kind) => ({
        transform: [{ filter: `datum.kind === '${kind}'` }],
        mark: {
          type: 'point' as const,
          shape: MARKS[kind].shape,
          color: MARKS[kind].colour,
          filled: MARKS[kind].filled,
          size: kind === 'pass' ? 14 : 40,
          strokeWidth: 1.2,
          opacity: kind === 'pass' ? 0.55 : 0.9,
        },
        encoding,
      })),
    },
  };
}

/** A little apart from the plot, so that marks at its edge hide no label. */
function ticks(axis: Axis, labelAngle: number) {
  return axis.kind === 'continuous'
    ? { tickCount: 5, offset: 5 }
    : { offset: 5, labelAngle, labelOverlap: false };
}

function kindOf({ phase, failed }: EpisodeView): Kind {
  if (isUniform(phase)) return failed ? 'poolFailure' : 'pass';
  return failed ? 'generatedFailure' : 'generatedPass';
}
