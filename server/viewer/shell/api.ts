import type { ApiError } from '../../http/api.ts';

/** What the server answered instead of what was asked for; its message is a sentence for people. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly details: ApiError;

  constructor(status: number, details: ApiError) {
    const { message, expected, got, hint } = details;
    const lines = [
      message,
      expected === undefined ? '' : `expected: ${expected}`,
      got === undefined ? '' : `got: ${got}`,
      hint === undefined ? '' : `try: ${hint}`,
    ];
    super(lines.filter((line) => line !== '').join('\n'));
    this.status = status;
    this.details = details;
  }
}

/** Reads an endpoint of `/api`; throws an ApiProblem. */
export function getJson<T>(path: string, signal?: AbortSignal): Promise<T> {
  return request<T>(path, signal === undefined ? {} : { signal });
}

export function postJson<T>(path: string, body: unknown = {}): Promise<T> {
  return request<T>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Reads a file below `/api`; throws an ApiProblem. */
export async function getBytes(path: string, signal?: AbortSignal): Promise<Uint8Array> {
  const response = await answer(path, signal === undefined ? {} : { signal });
  return new Uint8Array(await response.arrayBuffer());
}

async function request<T>(path: string, init: RequestInit): Promise<T> {
  const response = await answer(path, init);
  // A request given up half way through its answer throws here: it has no answer.
  return (await response.json()) as T;
}

/** An answer that is good. */
async function answer(path: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ApiProblem(0, {
      kind: 'environment',
      message: 'The server does not answer. Is it still running?',
    });
  }
  if (response.ok) return response;
  const body: unknown = await response.json().catch(() => null);
  const details = (body as { error?: ApiError } | null)?.error;
  throw new ApiProblem(
    response.status,
    details ?? { kind: 'environment', message: `The server answered ${response.status} without a reason.` },
  );
}

/** The address below `/api` of a run, whose name is a path. */
export function runApi(name: string): string {
  return `/api/runs/${encodeURIComponent(name)}`;
}
