import { trusted } from './html.ts';

/** The colours of a light page. */
export const LIGHT = `:root {
  --paper: #ffffff; --ground: #f6f7f8; --ink: #1b1f24; --quiet: #59636e; --line: #dde1e6;
  --pass: #77828f; --pool-failure: #c24e00; --generated: #0067a8; --good: #00785a;
}`;

/** The whole style sheet. Colours are the Okabe-Ito set, darkened or lightened to the page. */
export const STYLE = trusted(`
:root { color-scheme: light dark; }
${LIGHT}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #171b20; --ground: #0f1216; --ink: #e8ebee; --quiet: #a2acb6; --line: #323a43;
    --pass: #8d98a4; --pool-failure: #ff8b42; --generated: #5cbcf2; --good: #3ecf9f;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, sans-serif; }
main { max-width: 1080px; margin: 0 auto; padding: 20px 16px 64px; }
header.top { padding: 12px 0 4px; }
.kicker { color: var(--quiet); font-size: 14px; margin: 0 0 4px; overflow-wrap: anywhere; }
h1 { font-size: clamp(23px, 4.2vw, 34px); line-height: 1.22; margin: 0 0 12px; letter-spacing: -0.01em; text-wrap: balance; }
h2 { font-size: 21px; line-height: 1.3; margin: 0 0 4px; }
h3 { font-size: 16px; margin: 24px 0 6px; }
p { margin: 6px 0 12px; max-width: 72ch; }
.lead { font-size: 18px; }
.quiet, figcaption, .note { color: var(--quiet); font-size: 14px; }
section { background: var(--paper); border: 1px solid var(--line); border-radius: 12px; padding: 20px; margin: 16px 0; }
nav { display: flex; flex-wrap: wrap; gap: 4px 16px; font-size: 14px; margin: 12px 0 0; }
a { color: var(--generated); }
ul.findings { padding-left: 20px; margin: 8px 0; }
ul.findings li { margin: 6px 0; max-width: 76ch; }
.warning { border-left: 4px solid var(--pool-failure); padding: 8px 12px; background: var(--ground); margin: 12px 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 15px; font-variant-numeric: tabular-nums; }
table.narrow { max-width: 640px; }
th, td { text-align: left; padding: 7px 14px 7px 0; border-bottom: 1px solid var(--line); vertical-align: middle; }
th { font-weight: 600; color: var(--quiet); font-size: 13px; line-height: 1.3; vertical-align: bottom; }
tr:last-child > td { border-bottom: 0; }
td.n, th.n { text-align: right; white-space: nowrap; }
td.nowrap { white-space: nowrap; } td.violated { color: var(--pool-failure); font-weight: 600; }
td.strip { width: 34%; min-width: 150px; padding-right: 0; }
.strip svg { display: block; width: 100%; height: 22px; overflow: visible; }
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 320px), 1fr)); gap: 18px 20px; margin: 14px 0 4px; }
figure { margin: 0; min-width: 0; }
.chart svg { display: block; width: 100%; height: auto; max-width: 400px; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 14px; margin: 10px 0 0; padding: 0; list-style: none; }
.legend li { display: flex; align-items: center; gap: 7px; }
.legend svg { flex: none; width: 30px; height: 16px; }
.pair { border-top: 1px solid var(--line); padding: 18px 0 6px; }
.pair:first-of-type { border-top: 0; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr)); gap: 18px; margin: 10px 0; }
.shot { position: relative; }
.shot img { display: block; width: 100%; height: auto; border-radius: 6px; background: var(--line); }
.shot img.seen { flex: none; width: 42%; image-rendering: pixelated; border-radius: 4px; }
.beside { display: flex; gap: 10px; align-items: flex-end; margin-top: 6px; }
.badge { display: inline-block; font-size: 13px; font-weight: 600; margin-bottom: 5px; }
.badge.fail::before { content: "\\2715\\00a0"; } .badge.fail { color: var(--pool-failure); }
.badge.ok::before { content: "\\2713\\00a0"; } .badge.ok { color: var(--good); }
dl { display: grid; grid-template-columns: minmax(110px, 190px) 1fr; gap: 4px 16px; margin: 8px 0; font-size: 15px; }
dt { color: var(--quiet); } dd { margin: 0; overflow-wrap: anywhere; }
code, pre { font-family: ui-monospace, monospace; font-size: 13.5px; }
pre { background: var(--ground); border: 1px solid var(--line); border-radius: 8px; padding: 10px 12px; white-space: pre-wrap; overflow-wrap: anywhere; margin: 8px 0; }
details { margin: 10px 0; } summary { cursor: pointer; color: var(--generated); }
footer { color: var(--quiet); font-size: 13px; margin-top: 20px; }
@media (max-width: 560px) {
  section { padding: 16px 14px; border-radius: 10px; }
  dl { grid-template-columns: 1fr; gap: 0; } dd { margin-bottom: 8px; }
  table { font-size: 14px; } th { font-size: 12px; } th, td { padding: 6px 8px 6px 0; }
  td.strip { min-width: 84px; }
}
@media print { body { background: none; } section { break-inside: avoid; border: 0; } }
`);
