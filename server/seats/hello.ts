import { type Hello, PROTOCOL_VERSION, type WireTask } from '../../agents/protocol/index.ts';
import { createTask, taskIds } from '../../sim/index.ts';
import { PACKAGE_VERSION } from '../config/package-info.ts';
import type { ServeLimits } from '../config/serve-config.ts';

/** What the server says first at a connection, whoever it is. */
export function helloMessage(role: Hello['role'], limits: ServeLimits): Hello {
  const { maxPayloadBytes, messagesPerS, seats, environmentsPerSeat, answerTimeoutS } = limits;
  return {
    type: 'hello',
    protocol: PROTOCOL_VERSION,
    server: `faultscape ${PACKAGE_VERSION}`,
    role,
    tasks: taskIds().map(taskMessage),
    limits: { maxPayloadBytes, messagesPerS, seats, environmentsPerSeat, answerTimeoutS },
  };
}

function taskMessage(id: string): WireTask {
  const { description, controlStepS, action, spaces } = createTask(id);
  return {
    id,
    description,
    controlStepS,
    action,
    spaces: Object.fromEntries([...spaces].map(([name, { axes }]) => [name, axes])),
  };
}
