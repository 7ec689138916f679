import { strided } from '../graph/net-graph.ts';
import { denseRelu, LayerSet, type LayerShapes, layerWeights } from '../tensor/index.ts';
import type { BackboneKind, BackboneSize } from './backbone.ts';
import { drawMobileNet } from './draw-mobile-net.ts';
import { drawSeen } from './draw-seen.ts';
import { MobileNet } from './mobile-net.ts';
import {
  type MobileNetPlanOptions,
  type MobileNetStep,
  type MobileNetVariant,
  mobileNetPlan,
  mobileNetWeights,
} from './mobile-net-plan.ts';

const WIDTH = 0.25;
/** Where the picture's side is a sixteenth: later features tell what is seen, and no longer where. */
const BLOCKS = 11;

function shapes(
  steps: readonly MobileNetStep[],
  { heightPx, widthPx, outputs }: BackboneSize,
): LayerShapes<'image'> {
  const left = (px: number) => steps.reduce((side, { stride }) => strided(side, stride), px);
  const { outputs: channels } = steps.at(-1) as MobileNetStep;
  return { image: { weight: [left(heightPx) * left(widthPx) * channels, outputs] } };
}

/** A MobileNet up to its eleventh block, and a layer that sees all that is left. */
export function mobileBackbone(variant: MobileNetVariant): BackboneKind {
  const options: MobileNetPlanOptions = { variant, width: WIDTH, blocks: BLOCKS };
  const steps = mobileNetPlan(options);
  return {
    rateFactor: 3,

    weights: (size) => [...mobileNetWeights(steps), ...layerWeights(shapes(steps, size))],

    create(tf, size, rng) {
      const body = new MobileNet(tf, options, rng);
      const layers = new LayerSet(tf, shapes(steps, size), rng);
      return {
        get variables() {
          return [...body.variables, ...layers.variables];
        },
        look(images, training) {
          const seen = body.features(images, { training });
          return denseRelu(tf, tf.reshape(seen, [images.shape[0], -1]), layers.of.image);
        },
        exportWeights: () => [...body.exportWeights(), ...layers.exportWeights()],
        importWeights(weights) {
          body.importWeights(weights);
          layers.importWeights(weights);
        },
        dispose() {
          body.dispose();
          layers.dispose();
        },
      };
    },

    draw(builder, images, weight) {
      return drawSeen(builder, drawMobileNet(builder, images, steps, weight), weight);
    },
  };
}
