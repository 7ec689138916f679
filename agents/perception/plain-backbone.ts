import { strided } from '../graph/net-graph.ts';
import { convRelu, denseRelu, LayerSet, type LayerShapes, layerWeights } from '../tensor/index.ts';
import type { BackboneKind, BackboneSize } from './backbone.ts';
import { drawSeen } from './draw-seen.ts';

const CONVOLUTIONS = ['conv1', 'conv2', 'conv3', 'conv4'] as const;
const STRIDE = 2;

function shapes({
  heightPx,
  widthPx,
  outputs,
}: BackboneSize): LayerShapes<(typeof CONVOLUTIONS)[number] | 'image'> {
  const left = (px: number) => CONVOLUTIONS.reduce((side) => strided(side, STRIDE), px);
  return {
    conv1: { weight: [5, 5, 3, 16] },
    conv2: { weight: [3, 3, 16, 32] },
    conv3: { weight: [3, 3, 32, 48] },
    conv4: { weight: [3, 3, 48, 64] },
    image: { weight: [left(heightPx) * left(widthPx) * 64, outputs] },
  };
}

/** Four convolutions that halve the picture, and a layer that sees all that is left. */
export const plainBackbone: BackboneKind = {
  rateFactor: 1,

  weights: (size) => layerWeights(shapes(size)),

  create(tf, size, rng) {
    const layers = new LayerSet(tf, shapes(size), rng);
    return {
      get variables() {
        return layers.variables;
      },
      look(images) {
        let x = images;
        for (const name of CONVOLUTIONS)
          x = convRelu(tf, x, layers.of[name], STRIDE, { xIsImage: x === images });
        return denseRelu(tf, tf.reshape(x, [images.shape[0], -1]), layers.of.image);
      },
      exportWeights: () => layers.exportWeights(),
      importWeights: (weights) => layers.importWeights(weights),
      dispose: () => layers.dispose(),
    };
  },

  draw(builder, images, weight) {
    let x = images;
    for (const name of CONVOLUTIONS) {
      x = builder.conv(name, x, weight(`${name}/weight`), {
        bias: weight(`${name}/bias`),
        stride: STRIDE,
        relu: true,
      });
    }
    return drawSeen(builder, x, weight);
  },
};
