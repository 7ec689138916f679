/** One stage of a hardening; but for `training` it is a run in the hardening's folder, by its name. */
export interface StageAbout {
  readonly name: string;
  readonly what: string;
}

export const TRAINING_STAGE = 'training';

/** What a hardening does, in order. */
export function stagesOf({
  teacher,
  adversary,
  pupil,
  attacks,
}: {
  /** Null where nobody teaches. */
  readonly teacher: string | null;
  readonly adversary: string;
  /** Who is trained. */
  readonly pupil: string;
  readonly attacks: number;
}): readonly StageAbout[] {
  const judge = (name: string, when: string) => ({
    name,
    what: `the agent as it ${when}, in the scenes that judge`,
  });
  const attack = (k: number, name: string, when: string) => ({
    name: `fresh-${k + 1}-${name}`,
    what: `a new ${adversary} on the agent as it ${when}`,
  });
  return [
    ...(teacher === null
      ? []
      : [{ name: 'teacher', what: `${teacher}, which teaches, in the learned scenes` }]),
    judge('before', 'was'),
    { name: TRAINING_STAGE, what: `training ${pupil} in learned scenes and others` },
    judge('after', 'is'),
    ...Array.from({ length: attacks }, (_, k) => [
      attack(k, 'after', 'is'),
      attack(k, 'before', 'was'),
    ]).flat(),
  ];
}
