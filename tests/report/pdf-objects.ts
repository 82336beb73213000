export interface PdfObject {
  dictionary: string;
  /** as it is stored */
  stream: string | undefined;
}

/** A file's objects, one character a byte: our files hold no object streams. */
export interface PdfObjects {
  text: string;
  all: PdfObject[];
  withType: (type: string) => PdfObject[];
  /** the first object that an entry refers to */
  referred: (dictionary: string, key: string) => PdfObject | undefined;
  /** all that it refers to */
  listed: (dictionary: string, key: string) => PdfObject[];
}

export function pdfObjects(bytes: Uint8Array): PdfObjects {
  const text = Buffer.from(bytes).toString("latin1");
  const objects = new Map(
    [...text.matchAll(/(?<=^|\n)(\d+) 0 obj\n(.*?)\nendobj/gs)].map(([, number = "", body = ""]) => {
      const [dictionary = "", stream] = body.split("\nstream\n");
      return [number, { dictionary, stream: stream?.replace(/\n\nendstream$|\nendstream$/s, "") }];
    }),
  );
  const all = [...objects.values()];
  const listed = (dictionary: string, key: string): PdfObject[] => {
    const value = new RegExp(`/${key} (?:\\[([^\\]]*)\\]|(\\d+ 0 R))`).exec(dictionary);
    return [...(value?.[1] ?? value?.[2] ?? "").matchAll(/(\d+) 0 R/g)].flatMap(
      ([, number = ""]) => objects.get(number) ?? [],
    );
  };
  return {
    text,
    all,
    withType: (type) => all.filter(({ dictionary }) => new RegExp(`/Type /${type}\\b`).test(dictionary)),
    referred: (dictionary, key) => listed(dictionary, key)[0],
    listed,
  };
}
