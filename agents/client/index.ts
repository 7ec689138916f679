/** The clients' door: drive or train in a simulator elsewhere, from Node or a browser. */
export type { Destination } from './connection.ts';
export {
  type EnvOptions,
  type EnvPicture,
  type EnvReset,
  type EnvState,
  type EnvStep,
  type Made,
  RemoteEnv,
} from './remote-env.ts';
export { type ServeOptions, serveAgent } from './serve-agent.ts';
export type { OpenSocket, SocketLike } from './socket-like.ts';
