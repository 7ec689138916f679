import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A recorded campaign on a grid: fails (0.2 and less) where the road is wet and the speed high. */
export function writeCampaign(folder: string): { readonly table: string; readonly axes: string } {
  const table = join(folder, 'results.csv');
  const lines = ['speedMps,radiusM,weather,score'];
  for (let speed = 0; speed <= 20; speed += 2) {
    for (let radius = 10; radius <= 50; radius += 10) {
      for (const weather of ['dry', 'wet']) {
        const grip = weather === 'dry' ? 8 : 4;
        const score = Math.max(0, Math.min(1, 1 - (speed * speed) / radius / grip / 2));
        lines.push(`${speed},${radius},${weather},${score.toFixed(4)}`);
      }
    }
  }
  writeFileSync(table, `${lines.join('\n')}\n`);
  const axes = join(folder, 'axes.json');
  writeFileSync(
    axes,
    JSON.stringify({
      axes: [
        { name: 'speedMps', low: 0, high: 20, unit: 'm/s', description: 'speed into the bend' },
        { name: 'radiusM', low: 10, high: 50, unit: 'm', description: 'radius of the bend' },
        { name: 'weather', values: ['dry', 'wet'], description: 'grip' },
      ],
    }),
  );
  return { table, axes };
}

/** A program that scores what the campaign recorded, and misbehaves on request. */
export function writeEvaluator(folder: string, body?: string): string {
  const file = join(folder, 'evaluate.mjs');
  writeFileSync(
    file,
    body ??
      `import { readFileSync } from 'node:fs';
const { speedMps, radiusM, weather } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
if (weather === 'wet' && speedMps < 4) { console.error('nobody drives so slowly in the wet'); process.exit(65); }
const grip = weather === 'dry' ? 8 : 4;
console.log('thinking');
console.log(JSON.stringify({ score: Math.max(0, 1 - (speedMps * speedMps) / radiusM / grip / 2), terms: { grip } }));
`,
  );
  return file;
}
