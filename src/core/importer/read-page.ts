import type { Range } from "#core/importer/source-line.ts";

/** A saved page as lines of text, and which of them are menus, footers and the like. */
export interface PageText {
  text: string;
  furniture: Range[];
}

/** What stands between these is no text at all. */
const SILENT = new Set("script style noscript svg math template head object iframe select textarea button".split(" "));
/** a form is none: many sites wrap the whole page in one */
const ASIDE = new Set("nav header footer aside menu dialog".split(" "));
const ASIDE_NAME =
  /(?:^|[\s_-])(?:nav|navbar|navigation|menu|breadcrumbs?|crumbs?|location|position|footer|foot|header|share|sidebar|copyright|toolbar|top-?bar|login|search|qrcode|related|recommend|ewm|fenxiang|wzdz|dqwz)(?:$|[\s_-])/i;
const BLOCKS = new Set(
  "p div section article main h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tr tbody thead tfoot caption blockquote pre hr br figure figcaption address center body html nav header footer aside form".split(
    " ",
  ),
);
const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));
const ENTITIES: Readonly<Record<string, string>> = {
  ...{ nbsp: " ", ensp: " ", emsp: " ", thinsp: " ", amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" },
  ...{ ldquo: "“", rdquo: "”", lsquo: "‘", rsquo: "’", hellip: "…", mdash: "—", ndash: "–", middot: "·", bull: "•" },
  ...{ times: "×", permil: "‰", deg: "°", laquo: "«", raquo: "»", copy: "©", shy: "" },
};

/** A line break of the source between Chinese characters is no blank. */
const WRAP = /(?<=[\u4e00-\u9fa5，。；：、）》”])[ \t]{0,40}\r?\n[ \t]{0,40}(?=[\u4e00-\u9fa5（《“])/g;
/** a cell with more paragraphs lays out the page */
const MOST_CELL_LINES = 10;

interface Line {
  text: string;
  /** characters inside links */
  linked: number;
  aside: boolean;
}

interface Open {
  name: string;
  depth: number;
}

interface Row {
  /** the line that each cell begins with */
  cells: number[];
  holdsTable: boolean;
}

/** The words of a saved page or of Word turned into HTML, one paragraph a line. Nothing that a reader sees is left out. */
export function readPage(html: string): PageText {
  const reader = new PageReader();
  for (const token of tokens(html)) reader.take(token);
  return reader.result();
}

class PageReader {
  readonly #lines: Line[] = [{ text: "", linked: 0, aside: false }];
  readonly #lists: { ordered: boolean; count: number }[] = [];
  /** the row that is open in each open table */
  readonly #tables: { row: Row | undefined }[] = [];
  #silent: Open | undefined;
  #aside: Open | undefined;
  #links = 0;

  take({ text, tag }: Token): void {
    if (tag === undefined) this.#words(text);
    else if (this.#silent) this.#silent = leave(this.#silent, tag);
    else if (SILENT.has(tag.name)) {
      if (!tag.closing && !tag.empty) this.#silent = { name: tag.name, depth: 1 };
    } else this.#element(tag);
  }

  result(): PageText {
    let text = "";
    const furniture: Range[] = [];
    for (const line of this.#lines) {
      const words = line.text.trim();
      if (words === "") continue;
      const start = text.length;
      text += `${words}\n`;
      const links = !words.includes("。") && line.linked > words.length * 0.7;
      if (line.aside || links) furniture.push({ start, end: text.length });
    }
    return { text, furniture };
  }

  #words(raw: string): void {
    const line = this.#lines.at(-1);
    if (this.#silent || !line) return;
    const text = decoded(raw).replace(WRAP, "").replace(/\s+/g, " ");
    line.text += text;
    if (this.#links > 0) line.linked += text.trim().length;
  }

  #element(tag: Tag): void {
    const { name, closing, empty } = tag;
    if (BLOCKS.has(name)) this.#newLine();
    this.#table(tag);
    if (this.#aside) this.#aside = leave(this.#aside, tag);
    else if (!closing && !empty && isAside(tag)) this.#aside = { name, depth: 1 };
    const line = this.#lines.at(-1);
    if (line && line.text === "") line.aside = this.#aside !== undefined;
    if (name === "a") this.#links = Math.max(0, this.#links + (closing ? -1 : 1));
    if (name === "ol" || name === "ul") {
      if (closing) this.#lists.pop();
      else this.#lists.push({ ordered: name === "ol", count: 0 });
    }
    const list = this.#lists.at(-1);
    if (name === "li" && !closing && list?.ordered && line) {
      list.count += 1;
      line.text += `${list.count}.`;
    }
  }

  #table({ name, closing }: Tag): void {
    if (name === "table" || name === "tr") this.#endRow();
    const table = this.#tables.at(-1);
    if (name === "table" && closing) this.#tables.pop();
    else if (name === "table") {
      if (table?.row) table.row.holdsTable = true;
      this.#tables.push({ row: undefined });
    } else if ((name === "td" || name === "th") && !closing) {
      this.#newLine();
      if (!table) return;
      table.row ??= { cells: [], holdsTable: false };
      table.row.cells.push(this.#lines.length - 1);
    }
  }

  /** A row is one line, whatever its cells are made of, unless it lays out the page. */
  #endRow(): void {
    const table = this.#tables.at(-1);
    const row = table?.row;
    if (!table || !row) return;
    table.row = undefined;
    this.#newLine();
    const end = this.#lines.length - 1;
    const [first = end] = row.cells;
    const cells = row.cells.map((from, place) => this.#lines.slice(from, row.cells[place + 1] ?? end));
    const filled = cells.filter((lines) => lines.length > 0);
    const mostLines = filled.length < 2 ? 1 : MOST_CELL_LINES;
    if (row.holdsTable || cells.length < 2 || filled.some((lines) => lines.length > mostLines)) return;
    const own = filled.flat();
    const text = cells.map((lines) => lines.map((line) => line.text.trim()).join(" ")).join(" | ");
    const linked = own.reduce((sum, line) => sum + line.linked, 0);
    this.#lines.splice(first, end - first, { text, linked, aside: own.every(({ aside }) => aside) });
  }

  #newLine(): void {
    if (this.#lines.at(-1)?.text.trim() === "") return;
    this.#lines.push({ text: "", linked: 0, aside: this.#aside !== undefined });
  }
}

const leave = (open: Open, { name, closing, empty }: Tag): Open | undefined => {
  if (name !== open.name || empty) return open;
  const depth = open.depth + (closing ? -1 : 1);
  return depth === 0 ? undefined : { name, depth };
};

function isAside({ name, attributes }: Tag): boolean {
  if (ASIDE.has(name)) return true;
  if (name === "body" || name === "html" || name === "table" || name === "td" || name === "tr") return false;
  return [...attributes.matchAll(/(?:class|id)\s*=\s*["']?([^"'>]{0,200})/gi)].some((match) =>
    ASIDE_NAME.test(match[1] ?? ""),
  );
}

interface Tag {
  name: string;
  closing: boolean;
  attributes: string;
  empty: boolean;
}

interface Token {
  text: string;
  tag?: Tag;
}

/** Splits at `<`; a `<` that begins no tag is text. A script ends only at its own closing tag. */
function* tokens(html: string): Generator<Token> {
  let from = 0;
  while (from < html.length) {
    const open = html.indexOf("<", from);
    if (open !== from) yield { text: html.slice(from, open < 0 ? html.length : open) };
    if (open < 0) return;
    const comment = html.startsWith("<!--", open);
    const found = html.indexOf(comment ? "-->" : ">", open);
    if (found < 0) {
      yield { text: html.slice(open) };
      return;
    }
    from = found + (comment ? 3 : 1);
    const inside = html.slice(open + 1, found);
    if (comment || /^[!?]/.test(inside)) continue;
    const match = /^(\/?)([a-zA-Z][a-zA-Z\d]*)/.exec(inside);
    if (!match) {
      yield { text: "<" };
      from = open + 1;
      continue;
    }
    const name = (match[2] ?? "").toLowerCase();
    const closing = match[1] === "/";
    const empty = VOID.has(name) || inside.endsWith("/");
    yield { text: "", tag: { name, closing, attributes: inside.slice(match[0].length), empty } };
    if (!closing && (name === "script" || name === "style")) {
      const end = name === "script" ? /<\/script/gi : /<\/style/gi;
      end.lastIndex = from;
      from = end.exec(html)?.index ?? html.length;
    }
  }
}

const decoded = (text: string): string =>
  text.replace(
    /&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|([a-zA-Z]{2,8}));/g,
    (all, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return ENTITIES[name] ?? all;
      const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : all;
    },
  );

/** The encoding that a page names in its head; GB2312 and GBK are parts of GB18030. */
export function namedEncoding(head: string): string | undefined {
  const name = /charset\s*=\s*["']?\s*([\w-]+)/i.exec(head.slice(0, 2048))?.[1]?.toLowerCase();
  return name !== undefined && /^gb/.test(name) ? "gb18030" : name;
}
