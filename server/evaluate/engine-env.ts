/** The environment in which workers choose these engines; nothing for `auto`. */
export function engineEnv({
  tf,
  engine,
}: {
  readonly tf: string;
  readonly engine: string;
}): Readonly<Record<string, string>> {
  return {
    ...(tf === 'auto' ? {} : { FAULTSCAPE_TF: tf }),
    ...(engine === 'auto' ? {} : { FAULTSCAPE_ENGINE: engine }),
  };
}
