import type { RegisterCommand } from './command.ts';

/**
 * Every command of the program, in the order its help shows them. A module is loaded when its command is run: most of
 * a short command's time would go into loading the others.
 */
export const COMMANDS: Readonly<Record<string, () => Promise<RegisterCommand>>> = {
  demo: async () => (await import('./demo.ts')).registerDemo,
  attack: async () => (await import('./attack.ts')).registerAttack,
  compare: async () => (await import('./compare.ts')).registerCompare,
  evaluate: async () => (await import('./evaluate.ts')).registerEvaluate,
  agent: async () => (await import('./agent.ts')).registerAgent,
  serve: async () => (await import('./serve.ts')).registerServe,
  replay: async () => (await import('./replay.ts')).registerReplay,
  report: async () => (await import('./report.ts')).registerReport,
  explain: async () => (await import('./explain.ts')).registerExplain,
  harden: async () => (await import('./harden.ts')).registerHarden,
  sample: async () => (await import('./sample.ts')).registerSample,
  scene: async () => (await import('./scene.ts')).registerScene,
  'export-sbft': async () => (await import('./export-sbft.ts')).registerExportSbft,
  list: async () => (await import('./list.ts')).registerList,
  collect: async () => (await import('./collect.ts')).registerCollect,
  dataset: async () => (await import('./dataset.ts')).registerDataset,
  train: async () => (await import('./train.ts')).registerTrain,
  perception: async () => (await import('./perception.ts')).registerPerception,
  export: async () => (await import('./export.ts')).registerExport,
  shapes: async () => (await import('./shapes.ts')).registerShapes,
  doctor: async () => (await import('./doctor.ts')).registerDoctor,
};
