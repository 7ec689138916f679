import { describe, expect, it } from 'vitest';
import { html, trusted } from '../../../server/report/html.ts';

describe('html', () => {
  it('escapes every value', () => {
    expect(html`<b title="${'"x\''}">${'<i>&'}</b>`.text).toBe('<b title="&quot;x&#39;">&lt;i&gt;&amp;</b>');
  });

  it('joins lists of markup, shows numbers, and leaves out null', () => {
    expect(html`${[html`<i>1</i>`, html`<i>2</i>`]}|${3}|${null}`.text).toBe('<i>1</i><i>2</i>|3|');
  });

  it('leaves trusted markup alone', () => {
    expect(html`${trusted('<svg/>')}`.text).toBe('<svg/>');
  });

  it('keeps a number and its per cent sign on one line', () => {
    expect(html`${'12 % of 3 %'}`.text).toBe('12&nbsp;% of 3&nbsp;%');
  });
});
