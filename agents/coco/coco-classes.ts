import type { ShapeClass } from '../../sim/index.ts';

/** The 80 classes of COCO's detection task (Lin et al., ECCV 2014), in the order that networks number them. */
export const COCO_CLASSES: readonly string[] = [
  ...['person', 'bicycle', 'car', 'motorcycle', 'airplane', 'bus', 'train', 'truck', 'boat'],
  ...['traffic light', 'fire hydrant', 'stop sign', 'parking meter', 'bench', 'bird', 'cat', 'dog'],
  ...['horse', 'sheep', 'cow', 'elephant', 'bear', 'zebra', 'giraffe', 'backpack', 'umbrella'],
  ...['handbag', 'tie', 'suitcase', 'frisbee', 'skis', 'snowboard', 'sports ball', 'kite'],
  ...['baseball bat', 'baseball glove', 'skateboard', 'surfboard', 'tennis racket', 'bottle'],
  ...['wine glass', 'cup', 'fork', 'knife', 'spoon', 'bowl', 'banana', 'apple', 'sandwich'],
  ...['orange', 'broccoli', 'carrot', 'hot dog', 'pizza', 'donut', 'cake', 'chair', 'couch'],
  ...['potted plant', 'bed', 'dining table', 'toilet', 'tv', 'laptop', 'mouse', 'remote'],
  ...['keyboard', 'cell phone', 'microwave', 'oven', 'toaster', 'sink', 'refrigerator', 'book'],
  ...['clock', 'vase', 'scissors', 'teddy bear', 'hair drier', 'toothbrush'],
];

/** COCO's name of each of our classes. PASCAL VOC, where ours come from, has other names for four of them. */
export const COCO_NAMES: Readonly<Record<ShapeClass, string>> = {
  aeroplane: 'airplane',
  bench: 'bench',
  bicycle: 'bicycle',
  boat: 'boat',
  bottle: 'bottle',
  bus: 'bus',
  car: 'car',
  chair: 'chair',
  'dining-table': 'dining table',
  motorbike: 'motorcycle',
  train: 'train',
  truck: 'truck',
};
