import { registerAgent } from './agent.ts';
import { registerAttack } from './attack.ts';
import { registerCollect } from './collect.ts';
import type { RegisterCommand } from './command.ts';
import { registerCompare } from './compare.ts';
import { registerDataset } from './dataset.ts';
import { registerDemo } from './demo.ts';
import { registerDoctor } from './doctor.ts';
import { registerEvaluate } from './evaluate.ts';
import { registerExplain } from './explain.ts';
import { registerExport } from './export.ts';
import { registerExportSbft } from './export-sbft.ts';
import { registerHarden } from './harden.ts';
import { registerList } from './list.ts';
import { registerPerception } from './perception.ts';
import { registerReplay } from './replay.ts';
import { registerReport } from './report.ts';
import { registerSample } from './sample.ts';
import { registerScene } from './scene.ts';
import { registerServe } from './serve.ts';
import { registerShapes } from './shapes.ts';
import { registerTrain } from './train.ts';

/** Every command of the program, in the order its help shows them. */
export const COMMANDS: readonly RegisterCommand[] = [
  registerDemo,
  registerAttack,
  registerCompare,
  registerEvaluate,
  registerAgent,
  registerServe,
  registerReplay,
  registerReport,
  registerExplain,
  registerHarden,
  registerSample,
  registerScene,
  registerExportSbft,
  registerList,
  registerCollect,
  registerDataset,
  registerTrain,
  registerPerception,
  registerExport,
  registerShapes,
  registerDoctor,
];
