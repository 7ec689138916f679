/** Judges the shipped detector on 400 scenes a class and writes detector.md: `npx tsx bench/experiments/detector.ts`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { verdictTable } from '../../server/train/detector/detector-card.ts';
import { judgeDetector } from '../../server/train/detector/judge-detector.ts';

const PAGE = fileURLToPath(new URL('detector.md', import.meta.url));
const [SCENES, SEED] = [400, 2026];

const verdict = await judgeDetector({
  agent: 'detector',
  scenes: SCENES,
  seed: SEED,
  workers: 2,
  gl: 'swiftshader',
  signal: new AbortController().signal,
  onProgress: (done, total) => process.stderr.write(`\r${done} of ${total}`),
});
const { value, low, high } = verdict.meanPrecision;
writeFileSync(
  PAGE,
  `# What the shipped detector finds

\`npx tsx bench/experiments/detector.ts\` wrote this page: version ${verdict.agentVersion}, ${SCENES} scenes of each class and
kind, seed ${SEED}, drawn on ${verdict.renderer}.

Mean average precision at IoU 0.5 on natural views of instances that training never shows: **${value.toFixed(3)}**
(${low.toFixed(3)} to ${high.toFixed(3)}, 95 % bootstrap). Natural views are those of the training domain. Uniform scenes are drawn
evenly from the published eight axes. A failure is Q < 0.3; its intervals are Wilson's at 95 %.

${verdictTable(verdict)}
`,
);
process.stderr.write(`\nwrote ${PAGE}\n`);
