import { WORD_FONTS } from "#report/fonts.ts";
import { PAGE_MM, SIZE } from "#report/page.ts";

const margins = `${PAGE_MM.top}mm ${PAGE_MM.right}mm ${PAGE_MM.bottom}mm ${PAGE_MM.left}mm`;
const pageNumber = `content: "— " counter(page) " —"; font: ${SIZE.pageNumber}pt "${WORD_FONTS.song}", serif`;

/** Official fonts by name, then what a Windows, a Mac and a Linux have in their place. */
const FANGSONG = `"${WORD_FONTS.fangsong}", FangSong, STFangsong, "Noto Serif CJK SC", serif`;
const HEI = `"${WORD_FONTS.hei}", SimHei, "Heiti SC", "Noto Sans CJK SC", sans-serif`;
const KAI = `"${WORD_FONTS.kai}", KaiTi, "Kaiti SC", ${FANGSONG}`;
const TITLE = `"${WORD_FONTS.title}", "Songti SC", "Noto Serif CJK SC", serif`;

/** Readable on a screen, official on paper. Everything is in the page itself. */
export const STYLE_SHEET = `
:root { color-scheme: light; }
body { margin: 0; background: #fff; color: #000; font: 18px/1.9 ${FANGSONG}; line-break: strict; }
article { max-width: 46em; margin: 0 auto; padding: 2em 1.2em 4em; overflow-wrap: anywhere; }
h1 { font: 400 1.5em/1.5 ${TITLE}; text-align: center; text-wrap: balance; margin: 1em 0; }
h2, h3, h4 { font-size: 1em; font-weight: 400; margin: 0; text-indent: 2em; break-after: avoid; }
h2 { font-family: ${HEI}; }
h3 { font-family: ${KAI}; }
p { margin: 0; text-indent: 2em; text-align: justify; }
mark { background: #ffe94d; color: inherit; }
.flush { text-indent: 0; }
.signature { margin: 2em 0 0 auto; width: fit-content; padding-right: 4em; text-align: center; }
.signature p, .imprint p, .red p, .cover p, figure p { text-indent: 0; text-align: inherit; }
.annexes { list-style: none; margin: 1em 0 0; padding: 0 0 0 2em; }
.annex { margin-top: 3em; break-before: page; }
.annex h2 { text-indent: 0; }
.annex h2 .name { display: block; font: 400 1.4em/1.5 ${TITLE}; text-align: center; margin: .5em 0; }
.cover { text-align: center; padding: 4em 0; break-after: page; }
.cover .name { font: 400 1.8em/1.6 ${TITLE}; margin-bottom: 6em; }
.red { border-bottom: 3px solid #e00000; margin-bottom: 2em; text-align: center; }
.red .mark { color: #e00000; font: 400 2.2em/1.4 ${TITLE}; }
.letter { border-bottom-style: double; border-bottom-width: 5px; }
.pair { display: flex; justify-content: space-between; padding: 0 1em; }
.imprint { border: solid #000; border-width: 1.5px 0; margin-top: 3em; font-size: .85em; padding: 0 1em; }
nav { border: 1px solid #d0d5dd; padding: .3em 1em; margin: 1em 0; }
nav summary { font-family: ${HEI}; cursor: pointer; }
nav ol { list-style: none; margin: 0; padding: 0; }
nav .level-2 { padding-left: 1em; }
nav .level-3 { padding-left: 2em; }
nav a { color: inherit; }
.sheet { overflow-x: auto; margin: .5em 0 1.5em; }
table { border-collapse: collapse; width: 100%; font-size: .8em; line-height: 1.5; font-variant-numeric: tabular-nums; }
caption { font-family: ${KAI}; font-size: 1.2em; text-align: left; padding: .3em 0; }
th, td { border: 1px solid #555; padding: .25em .4em; text-align: left; vertical-align: middle; font-weight: 400; }
thead th { font-family: ${HEI}; text-align: center; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
.center { text-align: center; }
.right, .decimal { text-align: right; white-space: nowrap; }
.decimal::after { content: attr(data-pad); visibility: hidden; }
.disclosure { margin: 0 0 1.5em; }
.disclosure th { width: 7em; background: #f4f6f9; }
figure { margin: 1.5em 0; text-align: center; break-inside: avoid; }
figure img { max-width: 100%; max-height: 225mm; }
figure .missing { border: 1px solid #000; padding: 2em; }
.stamp { font-size: .7em; color: #555; text-align: right; margin-top: 2em; }
@page { size: A4; margin: ${margins}; }
@page :right { @bottom-right { ${pageNumber}; } }
@page :left { @bottom-left { ${pageNumber}; } }
@page wide { size: A4 landscape; }
@media print {
  body { font-size: ${SIZE.body}pt; line-height: 1.8; }
  article { max-width: none; padding: 0; }
  .disclosure, nav { display: none; }
  .sheet { overflow: visible; padding-right: 1px; }
  .wide { page: wide; }
}
`;
