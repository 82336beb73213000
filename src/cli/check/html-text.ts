/** Elements that hold no text of the publication. */
const SKIPPED = new Set(
  "script style noscript nav header footer aside form iframe svg select button template head object".split(" "),
);
const FURNITURE_NAME =
  /(?:^|[\s_-])(?:nav|navbar|menu|breadcrumbs?|crumbs?|footer|foot|header|share|sidebar|copyright|toolbar|top-?bar|login|search|qrcode|related)(?:$|[\s_-])/i;
const BLOCKS = new Set(
  "p div section article main h1 h2 h3 h4 h5 h6 li ul ol table tr br hr blockquote pre dl dt dd figure figcaption caption thead tbody body html".split(
    " ",
  ),
);
const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));
const NAMED: Readonly<Record<string, string>> = {
  nbsp: " ",
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  ldquo: "“",
  rdquo: "”",
  lsquo: "‘",
  rsquo: "’",
  mdash: "—",
  ndash: "–",
  hellip: "…",
  middot: "·",
  times: "×",
  emsp: " ",
  ensp: " ",
  bull: "•",
  permil: "‰",
};

/** A line break of the source between Chinese characters is no blank. */
const WRAP = /(?<=[\u4e00-\u9fa5，。；：、）》”])[ \t]{0,40}\r?\n[ \t]{0,40}(?=[\u4e00-\u9fa5（《“])/g;

interface Line {
  text: string;
  /** characters that stand inside links */
  linked: number;
}

/** The text of a saved page or of converted Word, one paragraph a line: scripts, menus and link lists are left out. */
export function htmlText(html: string): string {
  const lines: Line[] = [{ text: "", linked: 0 }];
  const lists: { ordered: boolean; count: number }[] = [];
  let skipping: { name: string; depth: number } | undefined;
  let links = 0;
  let cells = 0;
  const add = (text: string): void => {
    const line = lines.at(-1);
    if (!line) return;
    line.text += text;
    if (links > 0) line.linked += text.trim().length;
  };
  const newLine = (): void => {
    if (lines.at(-1)?.text.trim() !== "") lines.push({ text: "", linked: 0 });
  };
  for (const { comment, tag, text } of tokens(html)) {
    if (comment) continue;
    if (tag === undefined) {
      if (!skipping) add(decodeEntities(text).replace(WRAP, "").replace(/\s+/g, " "));
      continue;
    }
    const { name, closing, attributes, empty } = tag;
    if (skipping) {
      if (name === skipping.name) skipping.depth += closing ? -1 : empty ? 0 : 1;
      if (skipping.depth === 0) skipping = undefined;
      continue;
    }
    if (!closing && !empty && (SKIPPED.has(name) || isFurniture(name, attributes))) {
      skipping = { name, depth: 1 };
      continue;
    }
    if (name === "a") links = Math.max(0, links + (closing ? -1 : 1));
    if (name === "td" || name === "th") cells = Math.max(0, cells + (closing ? -1 : 1));
    // a row of a table is one line, whatever its cells are made of
    if (BLOCKS.has(name)) cells > 0 ? add(" ") : newLine();
    if (name === "td" || name === "th") add(closing ? " | " : "");
    if (name === "ol" || name === "ul") closing ? lists.pop() : lists.push({ ordered: name === "ol", count: 0 });
    const list = lists.at(-1);
    if (name === "li" && !closing && list?.ordered) {
      list.count += 1;
      add(`${list.count}.`);
    }
  }
  return lines
    .filter(({ text, linked }) => text.includes("。") || linked <= text.trim().length * 0.7)
    .map(({ text }) =>
      text
        .replace(/ {2,}/g, " ")
        .replace(/ ?\| ?$/, "")
        .trim(),
    )
    .join("\n");
}

const isFurniture = (name: string, attributes: string): boolean => {
  if (name === "body" || name === "html" || name === "table") return false;
  const names = [...attributes.matchAll(/(?:class|id)\s*=\s*["']?([^"'>]{0,200})/gi)].map((match) => match[1] ?? "");
  return names.some((each) => FURNITURE_NAME.test(each));
};

interface Token {
  text: string;
  comment?: boolean;
  tag?: { name: string; closing: boolean; attributes: string; empty: boolean };
}

/** Splits at `<`; a `<` that begins no tag is text. Scripts and styles end only at their own closing tag. */
function* tokens(html: string): Generator<Token> {
  let from = 0;
  while (from < html.length) {
    const open = html.indexOf("<", from);
    if (open < 0) {
      yield { text: html.slice(from) };
      return;
    }
    if (open > from) yield { text: html.slice(from, open) };
    const comment = html.startsWith("<!--", open);
    const close = comment ? html.indexOf("-->", open) : html.indexOf(">", open);
    if (close < 0) return;
    from = close + (comment ? 3 : 1);
    const inside = html.slice(open + 1, from - 1);
    const tag = /^(\/?)([a-zA-Z][a-zA-Z\d]*)/.exec(inside);
    if (comment || /^[!?]/.test(inside)) yield { text: "", comment: true };
    else if (!tag) {
      yield { text: "<" };
      from = open + 1;
    } else {
      const name = (tag[2] ?? "").toLowerCase();
      const closing = tag[1] === "/";
      const empty = VOID.has(name) || inside.endsWith("/");
      yield { text: "", tag: { name, closing, attributes: inside.slice(tag[0].length), empty } };
      if (!closing && !empty && (name === "script" || name === "style")) {
        const end = name === "script" ? /<\/script/gi : /<\/style/gi;
        end.lastIndex = from;
        from = end.exec(html)?.index ?? html.length;
      }
    }
  }
}

const decodeEntities = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]{2,8}));/g, (all, decimal, hex, name) => {
    if (name !== undefined) return NAMED[name] ?? all;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });

/** The encoding that a page names in its head, GB2312 and GBK being parts of GB18030. */
export function namedEncoding(bytes: Uint8Array): string | undefined {
  const head = new TextDecoder("latin1").decode(bytes.subarray(0, 2048));
  const name = /charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1]?.toLowerCase();
  return name !== undefined && /^gb/.test(name) ? "gb18030" : name;
}
