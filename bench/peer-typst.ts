import { readFile, writeFile } from "node:fs/promises";

/** Typst for Node is 50 MB of native code: it is measured where somebody has installed it, and no dependency. */
const TYPST_PACKAGE = "@myriaddreamin/typst-ts-node-compiler";

interface Compiler {
  pdf: (input: { mainFileContent: string }) => Uint8Array;
}
interface Binding {
  NodeCompiler: { create: (options: { fontArgs: { fontPaths: string[] }[] }) => Compiler };
}

// `node bench/peer-typst.ts report.typ fonts out.pdf`
const [source = "", fonts = "", out = ""] = process.argv.slice(2);
const { NodeCompiler } = (await import(TYPST_PACKAGE)) as Binding;
const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [fonts] }] });
await writeFile(out, compiler.pdf({ mainFileContent: await readFile(source, "utf8") }));
