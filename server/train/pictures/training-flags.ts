/** What both trainings on pictures can be told. */
export interface TrainingSizes {
  readonly seed: number;
  readonly rounds: number;
  readonly pictures: number;
  readonly steps: number;
  readonly from: string | null;
  readonly learningRate: number;
  readonly patience: number | null;
  readonly judged: number;
}

/** The flags of the command that trains the same net again. */
export function trainingFlags(sizes: TrainingSizes): string {
  const { seed, rounds, pictures, steps, from, learningRate, patience, judged } = sizes;
  return [
    `--seed ${seed} --rounds ${rounds} --pictures ${pictures} --steps ${steps} --learning-rate ${learningRate}`,
    ...(from === null ? [] : [`--from ${from}`]),
    ...(patience === null ? [] : [`--patience ${patience}`]),
    `--judged ${judged}`,
  ].join(' ');
}
