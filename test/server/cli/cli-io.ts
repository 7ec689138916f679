import { runCli } from '../../../server/cli/run-cli.ts';

/** What a command line printed and how it ended, run inside this process. */
export async function cli(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let out = '';
  let err = '';
  const code = await runCli(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    errIsTty: false,
  });
  return { code, out, err };
}
