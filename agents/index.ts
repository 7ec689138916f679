/** The agents' door: the registry, with what the package ships in it. */
import { DETECTION_ACTION, RECOGNITION_ACTION } from '../sim/index.ts';
import { BystanderAgent } from './bystander.ts';
import { CilAgent } from './cil/cil-agent.ts';
import { loadCoco } from './coco/load-coco.ts';
import { CAR_CONTROLS, DRONE_CONTROLS } from './control-names.ts';
import { DetectorAgent } from './detector/detector-agent.ts';
import { ClassifierAgent } from './perception/classifier-agent.ts';
import { PurePursuitAgent } from './pure-pursuit.ts';
import { PursuitIdmAgent } from './pursuit-idm.ts';
import { registerAgent } from './registry.ts';
import { remoteFactory } from './remote/remote-factory.ts';
import { SHIPPED_WEIGHTS } from './shipped-weights.ts';
import { UavPdAgent } from './uav-pd/uav-pd-agent.ts';
import { UavVisionAgent } from './uav-vision/uav-vision-agent.ts';

registerAgent('pure-pursuit', () => new PurePursuitAgent(), { gives: CAR_CONTROLS });
registerAgent('pursuit-idm', () => new PursuitIdmAgent(), { gives: CAR_CONTROLS });
registerAgent(
  'cil',
  async ({ readAsset, readUserFile }, file) =>
    CilAgent.load(file === null ? await readAsset(SHIPPED_WEIGHTS.cil) : await readUserFile(file)),
  { gives: CAR_CONTROLS },
);
registerAgent('uav-pd', () => new UavPdAgent(), { gives: DRONE_CONTROLS });
registerAgent(
  'uav-vision',
  async ({ readAsset, readUserFile }, file) =>
    UavVisionAgent.load(
      file === null ? await readAsset(SHIPPED_WEIGHTS['uav-vision']) : await readUserFile(file),
    ),
  { gives: DRONE_CONTROLS },
);
registerAgent(
  'detector',
  async ({ readAsset, readUserFile }, file) =>
    DetectorAgent.load(file === null ? await readAsset(SHIPPED_WEIGHTS.detector) : await readUserFile(file)),
  { gives: DETECTION_ACTION.names },
);
registerAgent('coco', loadCoco, { gives: DETECTION_ACTION.names });
registerAgent(
  'classifier',
  async ({ readAsset, readUserFile }, file) =>
    ClassifierAgent.load(
      file === null ? await readAsset(SHIPPED_WEIGHTS.classifier) : await readUserFile(file),
    ),
  { gives: RECOGNITION_ACTION.names },
);
registerAgent('bystander', () => new BystanderAgent(), { gives: new BystanderAgent().gives });
registerAgent('ws', remoteFactory('ws', 'the name of a program that joins, e.g. ws:my-agent'));
registerAgent(
  'udacity',
  remoteFactory('udacity', 'where drive.py listens, e.g. udacity:ws://127.0.0.1:4567'),
  { gives: CAR_CONTROLS },
);

export { foldNormalisation } from './graph/fold-normalisation.ts';
export type { NetGraph } from './graph/net-graph.ts';
export { toGraphModel } from './graph/to-graph-model.ts';
export { toOnnx } from './graph/to-onnx.ts';
export { PlaybackAgent } from './playback.ts';
export { PurePursuitAgent } from './pure-pursuit.ts';
export { PursuitIdmAgent } from './pursuit-idm.ts';
export { readNet } from './read-net.ts';
export {
  type AgentContext,
  type AgentFactory,
  agentGives,
  agentNames,
  createAgent,
  registerAgent,
} from './registry.ts';
export { RemoteAgent } from './remote/remote-agent.ts';
export type { Driver, Reply, SeatDesk, SentRoute, Sight } from './remote/seat-desk.ts';
export { SHIPPED_WEIGHTS } from './shipped-weights.ts';
export { UavPdAgent } from './uav-pd/uav-pd-agent.ts';
