/**
 * Clipboard HTML as lines of text, without a DOM: Word, WPS and browsers write HTML that no parser need understand as
 * a tree; which tags begin a line is enough.
 */
const TOKEN = /<!--[\s\S]*?-->|<!\[[^\]]*\]>|<!\[[\s\S]*?\]>|<[^>]*>|[^<]+|</g;
const TAG = /^<(\/?)([a-z][a-z0-9:]*)/i;
const BLOCKS = new Set([
  ...["address", "article", "aside", "blockquote", "body", "caption", "dd", "div", "dl", "dt", "figcaption", "figure"],
  ...["footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p"],
  ...["pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul"],
]);
/** what stands between these is no text */
const SILENT = new Set(["head", "script", "style", "title", "template", "xml", "noscript", "svg", "math"]);

/** `broken` = the line ends in a soft break (Shift+Enter), not at the end of a paragraph. */
export interface Line {
  text: string;
  broken: boolean;
}

interface List {
  ordered: boolean;
  next: number;
}

export function htmlLines(html: string): Line[] {
  const reader = new Reader();
  for (const [token] of withinFragment(html).matchAll(TOKEN)) reader.take(token);
  return reader.end();
}

/** Windows marks the copied piece of the page; what stands around it was not chosen. */
function withinFragment(html: string): string {
  const start = html.indexOf("<!--StartFragment-->");
  const end = html.lastIndexOf("<!--EndFragment-->");
  return start >= 0 && end > start ? html.slice(start, end) : html;
}

class Reader {
  readonly #lines: Line[] = [];
  readonly #lists: List[] = [];
  /** the cells of the row that is being read; undefined outside of one */
  #row: string[] | undefined;
  /** how many columns the cell takes */
  #spans = 1;
  #text = "";
  /** of the list's entry that has begun; it stands before its first character */
  #number = "";
  #silent: { name: string; depth: number } | undefined;
  #preformatted = 0;
  /** a list mark drawn with a symbol font is no text */
  #mark: { depth: number } | undefined;

  take(token: string): void {
    if (!token.startsWith("<") || token === "<") this.#characters(token);
    else {
      const [, closing, name = ""] = TAG.exec(token) ?? [];
      if (name !== "") this.#tag(name.toLowerCase(), closing === "/", token);
    }
  }

  end(): Line[] {
    this.#close(false);
    return this.#lines;
  }

  #characters(raw: string): void {
    if (this.#silent || this.#mark) return;
    const text = decode(this.#preformatted > 0 ? raw : raw.replace(/[ \t\r\n\f]*\n[ \t\r\n\f]*/g, "\n"));
    if (this.#preformatted > 0) {
      for (const [index, line] of text.split(/\r?\n/).entries()) {
        if (index > 0) this.#close(false);
        this.#text += line;
      }
    } else {
      if (text.trim() !== "") {
        this.#text += this.#number;
        this.#number = "";
      }
      this.#text += text.replace(/\n/g, WRAP);
    }
  }

  #tag(name: string, closing: boolean, token: string): void {
    const alone = token.endsWith("/>") || VOID.has(name);
    if (this.#silent) {
      if (name === this.#silent.name && !alone) this.#silent.depth += closing ? -1 : 1;
      if (this.#silent.depth === 0) this.#silent = undefined;
      return;
    }
    if (this.#mark) {
      if (name === "span" && !alone) this.#mark.depth += closing ? -1 : 1;
      if (this.#mark.depth === 0) this.#mark = undefined;
      return;
    }
    if (SILENT.has(name) && !closing && !alone) this.#silent = { name, depth: 1 };
    else if (name === "span" && !closing && isSymbol(token)) this.#mark = { depth: 1 };
    else if (name === "br") this.#close(true);
    else if (name === "td" || name === "th") this.#cell(closing, token);
    else if (BLOCKS.has(name)) this.#block(name, closing, token);
  }

  #block(name: string, closing: boolean, token: string): void {
    if (this.#row === undefined) this.#close(false);
    else if (name === "tr") this.#endRow();
    else if (this.#text.trim() !== "") this.#text += WRAP;
    if (name === "pre") this.#preformatted += closing ? -1 : 1;
    if (name === "tr" && !closing) this.#row = [];
    if (name === "ol" || name === "ul") {
      if (closing) this.#lists.pop();
      else
        this.#lists.push({ ordered: name === "ol", next: Number(/\bstart\s*=\s*["']?(\d+)/i.exec(token)?.[1] ?? 1) });
    }
    const list = this.#lists.at(-1);
    if (name === "li" && !closing && list?.ordered) {
      list.next = Number(/\bvalue\s*=\s*["']?(\d+)/i.exec(token)?.[1] ?? list.next);
      this.#number = `${list.next}.`;
      list.next += 1;
    } else if (name === "li") this.#number = "";
  }

  #cell(closing: boolean, token: string): void {
    if (!closing) {
      this.#row ??= [];
      this.#text = "";
      const width = Number(/\bcolspan\s*=\s*["']?(\d{1,2})/i.exec(token)?.[1] ?? 1);
      this.#spans = Math.max(1, width);
    } else if (this.#row) {
      this.#row.push(this.#text, ...Array<string>(this.#spans - 1).fill(""));
      this.#text = "";
    }
  }

  #endRow(): void {
    if (this.#row && this.#row.length > 0) this.#lines.push({ text: this.#row.join(CELL), broken: false });
    this.#row = undefined;
    this.#text = "";
  }

  #close(broken: boolean): void {
    if (this.#row !== undefined) {
      if (broken) this.#text += WRAP;
      return;
    }
    this.#lines.push({ text: this.#text, broken });
    this.#text = "";
  }
}

const VOID = new Set(["br", "hr", "img", "input", "col", "meta", "link", "wbr"]);

/** A line of the source that ended here: nothing between Chinese characters, a space between words. */
export const WRAP = "\ufdd0";
/** Between the cells of a row. */
export const CELL = "\ufdd1";

/** Bullets of Word and WPS: a letter of a symbol font, which in any other font is just that letter. */
const isSymbol = (token: string): boolean =>
  /font-family\s*:\s*["']?(Wingdings|Symbol|Webdings)/i.test(token.replace(/&quot;/g, '"'));

const NAMED: Readonly<Record<string, string>> = {
  ...{
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
    nbsp: "\u00a0",
    ensp: "\u2002",
    emsp: "\u2003",
    thinsp: "\u2009",
  },
  ...{ ldquo: "“", rdquo: "”", lsquo: "‘", rsquo: "’", hellip: "…", mdash: "—", ndash: "–", middot: "·", bull: "•" },
  ...{
    times: "×",
    deg: "°",
    permil: "‰",
    laquo: "«",
    raquo: "»",
    shy: "\u00ad",
    zwj: "\u200d",
    zwnj: "\u200c",
    yen: "¥",
  },
};

function decode(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|([a-z]+));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : "";
    },
  );
}
