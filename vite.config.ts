import react from "@vitejs/plugin-react";
import { msw } from "msw/vite";
import { defineConfig, type Plugin } from "vite";
import { bundlePdfResources } from "./scripts/lib/pdf-resources.js";
import { inRoot } from "./scripts/lib/project.js";
import { shippedPackages } from "./scripts/lib/shipped-packages.js";

const APP_ENTRY = "/src/app/main.tsx";
const MOCK_ENTRY = "/mocks/dev.ts";

/** `--mode mock`: the same page, entered by way of the mocks, which start the server's app in the page first. */
const enterByMocks: Plugin = {
  name: "enter-by-mocks",
  apply: "serve",
  transformIndexHtml: { order: "pre", handler: (html) => html.replace(APP_ENTRY, MOCK_ENTRY) },
};

const shipped = shippedPackages(inRoot("dist", "app-packages.json"));

/** A shared file would be called after all the pages that share it, and archives have no room for that. */
const shortName = (name: string): string => name.replace(/\.[^.]*$/, "").replace(/~.*$/, "");

export default defineConfig(({ mode }) => ({
  // "worker-only" serves the service worker's script; nothing of it is part of a build
  plugins: [
    react(),
    bundlePdfResources(),
    shipped.plugin,
    ...(mode === "mock" ? [enterByMocks, msw({ mode: "worker-only" })] : []),
  ],
  server: { host: "127.0.0.1" },
  // found at once instead of on the way, which would reload the page in the middle of its start
  optimizeDeps: { entries: mode === "mock" ? ["index.html", "mocks/dev.ts"] : ["index.html"] },
  worker: { format: "es", plugins: () => [shipped.plugin] },
  build: {
    outDir: "dist/app",
    // the browsers that government machines still have
    target: "chrome109",
    rolldownOptions: {
      output: {
        chunkFileNames: ({ name }) => `assets/${shortName(name)}-[hash].js`,
        assetFileNames: ({ names: [name = ""] }) => `assets/${shortName(name)}-[hash][extname]`,
        codeSplitting: {
          groups: [
            // what the first page needs always comes together
            { name: "start", tags: ["$initial"], priority: 1 },
            // without a limit every module that several pages share becomes a file of its own: ninety for an item's form
            { name: "icons", test: /[\\/]@tabler[\\/]/, minShareCount: 2 },
            {
              name: "shared",
              test: /[\\/]src[\\/]/,
              minShareCount: 4,
              entriesAware: true,
              entriesAwareMergeThreshold: 5000,
            },
          ],
        },
      },
    },
  },
}));
