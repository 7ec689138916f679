import type { ErrorRequestHandler } from 'express';
import { type ErrorKind, FaultscapeError } from '../../sim/core/index.ts';
import { NotFound } from '../runs/not-found.ts';
import type { ApiError } from './api.ts';

const STATUS: Readonly<Record<ErrorKind, number>> = {
  usage: 400,
  data: 422,
  agent: 500,
  environment: 503,
  interrupted: 503,
  'no-failure': 422,
};

/** An answer that says what is wrong, with its status. */
export interface Failure {
  readonly status: number;
  readonly error: ApiError;
}

/** What a stranger is told of an error: sentences, never a stack; null for a bug of ours. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof FaultscapeError) {
    const notFound = error instanceof NotFound;
    const { expected, got, hint } = error;
    return {
      status: notFound ? 404 : STATUS[error.kind],
      error: {
        kind: notFound ? 'not-found' : error.kind,
        message: sentenceOf(error),
        ...(expected === undefined ? {} : { expected }),
        ...(got === undefined ? {} : { got }),
        ...(hint === undefined ? {} : { hint }),
      },
    };
  }
  return failureOfParser(error);
}

export const BUG: Failure = {
  status: 500,
  error: {
    kind: 'environment',
    message: 'Something broke in the server that should not have.',
    hint: 'look at what the server printed, and report it',
  },
};

/** The last handler of the app: whatever was thrown becomes an answer. */
export function answerErrors(onBug: (error: unknown) => void): ErrorRequestHandler {
  return (error, _request, response, next) => {
    const failure = failureOf(error);
    if (failure === null) onBug(error);
    if (response.headersSent) next(error);
    else {
      const { status, error: details } = failure ?? BUG;
      response.status(status).json({ error: details });
    }
  };
}

/** The message without the lines that say again what was expected and what came. */
function sentenceOf({ message, expected, got, hint }: FaultscapeError): string {
  if (expected === undefined && got === undefined && hint === undefined) return message;
  return message.split(/\n {2}(?:expected|got|try): /)[0] as string;
}

/** Errors of express and its body parser carry the status they mean. */
function failureOfParser(error: unknown): Failure | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  if (error.status < 400 || error.status > 499) return null;
  const what: Readonly<Record<number, string>> = {
    413: 'The body of the request is too large.',
    415: 'The body of the request is in a form that is not read here.',
  };
  const message = what[error.status] ?? 'The request cannot be read.';
  return { status: error.status, error: { kind: 'usage', message, got: error.message } };
}
