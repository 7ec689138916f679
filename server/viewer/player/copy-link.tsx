import { useState } from 'preact/hooks';

/** Copies the address of what is shown now; where a page may not copy, it is there to be copied. */
export function CopyLink({ link }: { readonly link: () => string }) {
  const [said, setSaid] = useState<{ readonly copied: boolean; readonly link: string } | null>(null);
  const copy = async () => {
    const text = link();
    try {
      await navigator.clipboard.writeText(text);
      setSaid({ copied: true, link: text });
    } catch {
      setSaid({ copied: false, link: text });
    }
  };
  return (
    <span class="row">
      <button type="button" onClick={copy}>
        Copy link
      </button>
      <span role="status">{said?.copied === true ? 'Copied' : null}</span>
      {said?.copied === false ? (
        <input
          readOnly
          aria-label="Link to this episode at this time"
          value={said.link}
          onFocus={(event) => event.currentTarget.select()}
        />
      ) : null}
    </span>
  );
}
