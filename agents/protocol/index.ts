/**
 * The wire's door: every message of the protocol in README.md, its parsers and its two encodings.
 * It runs in browsers as in Node.
 */
export {
  AGENT_CLIENT,
  AGENT_ERROR_CODES,
  AGENT_SERVER,
  type AgentClientMessage,
  type AgentErrorCode,
  type AgentServerMessage,
  parseAgentClientMessage,
  parseAgentServerMessage,
  WARNING_CODES,
  type WarningCode,
  type WireAction,
  type WireObservation,
} from './agent-messages.ts';
export { type AnyMessage, decodeMessage, encodeMessage } from './codec.ts';
export {
  ENV_CLIENT,
  ENV_ERROR_CODES,
  ENV_SERVER,
  type EnvClientMessage,
  type EnvErrorCode,
  type EnvServerMessage,
  parseEnvClientMessage,
  parseEnvServerMessage,
  type WireResult,
} from './env-messages.ts';
export type { Hello, WireLimits, WireTask } from './hello.ts';
export {
  float32Of,
  float64Of,
  type JpegEncoder,
  observationMessage,
  readingsOf,
  routeMessage,
  routeOf,
  sightOf,
  type ViewOptions,
  viewMessage,
} from './observation.ts';
export { ProtocolError } from './protocol-error.ts';
export { DTYPE_BYTES, type WireReading, type WireReadings } from './reading-schemas.ts';
export type { SpaceSpec } from './scene-schemas.ts';
export type { WireRoute, WireSensors, WireView } from './sight-schemas.ts';
export { type Encoding, encodingOf, PROTOCOL_VERSION, SUBPROTOCOLS } from './version.ts';
