import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

/** Ties a control to its label and its hint. */
export interface FieldIds {
  readonly id: string;
  readonly 'aria-describedby': string;
}

/** A control with its name above and what it means below. */
export function Field(props: {
  readonly label: ComponentChildren;
  readonly hint: ComponentChildren;
  children(ids: FieldIds): JSX.Element;
}) {
  const id = useId();
  const hint = `${id}-hint`;
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.children({ id, 'aria-describedby': hint })}
      <small id={hint} class="muted">
        {props.hint}
      </small>
    </div>
  );
}
