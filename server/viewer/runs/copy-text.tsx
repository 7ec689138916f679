import { useState } from 'preact/hooks';

/** A text to take along: shown whole, and copied with one press where the browser allows it. */
export function CopyText({ label, text }: { readonly label: string; readonly text: string }) {
  const [said, setSaid] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setSaid('Copied.');
    } catch {
      setSaid('The browser does not allow copying here; select the text.');
    }
  };
  return (
    <div class="copy-text">
      <span class="muted">{label}</span>
      <code>{text}</code>
      <button type="button" onClick={copy}>
        Copy
      </button>
      <span role="status">{said}</span>
    </div>
  );
}
