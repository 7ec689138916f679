import { type DetectedBox, SHAPE_CLASSES } from '../../../sim/index.ts';

/** What a detector answered, drawn over the picture it was shown: a frame, a name and how sure it is. */
export function BoxOverlay({ boxes }: { readonly boxes: readonly DetectedBox[] }) {
  return (
    <ul class="box-overlay" aria-label="Boxes that the agent answered">
      {boxes.map(({ left, top, right, bottom, objectness, classIndex }) => {
        const name = `${SHAPE_CLASSES[classIndex] ?? classIndex} ${objectness.toFixed(2)}`;
        const place = {
          left: share(left),
          top: share(top),
          width: share(right - left),
          height: share(bottom - top),
        };
        return (
          <li key={`${name} ${left} ${top}`} style={place}>
            <span>{name}</span>
          </li>
        );
      })}
    </ul>
  );
}

function share(x: number): string {
  return `${(Math.max(0, x) * 100).toFixed(2)}%`;
}
