// @ts-check
import { readdirSync, readFileSync } from "node:fs";
import { inRoot } from "./project.js";

/** Folders of pdfjs-dist → what of them the preview asks for: character maps, standard fonts, decoders as scripts. */
const FOLDERS = {
  cmaps: /\.bcmap$|^LICENSE/,
  standard_fonts: /\.(pfb|ttf)$|^LICENSE/,
  wasm: /_nowasm_fallback\.js$|^LICENSE_(?!QUICKJS|QCMS)/,
};

/**
 * What the reader of PDF loads on its way, under fixed addresses below /pdfjs/.
 * @returns {Map<string, string>} address without the leading slash → file
 */
function pdfResources() {
  return new Map(
    Object.entries(FOLDERS).flatMap(([folder, wanted]) => {
      const from = inRoot("node_modules", "pdfjs-dist", folder);
      const names = readdirSync(from).filter((name) => wanted.test(name));
      return names.map((name) => /** @type {[string, string]} */ ([`pdfjs/${folder}/${name}`, `${from}/${name}`]));
    }),
  );
}

/**
 * Vite plugin: serves them in development and puts them into a build.
 * @returns {import("vite").Plugin}
 */
export function bundlePdfResources() {
  return {
    name: "pdf-resources",
    configureServer(server) {
      const files = pdfResources();
      server.middlewares.use((request, response, next) => {
        const file = files.get((request.url ?? "").slice(1).split("?")[0] ?? "");
        if (file === undefined) return next();
        response.setHeader("content-type", file.endsWith(".js") ? "text/javascript" : "application/octet-stream");
        response.end(readFileSync(file));
      });
    },
    generateBundle() {
      for (const [fileName, file] of pdfResources())
        this.emitFile({ type: "asset", fileName, source: readFileSync(file) });
    },
  };
}
