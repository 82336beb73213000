import wasmUrl from "sql.js/dist/sql-wasm-browser.wasm?url";
import { readFont } from "#app/data/read-font.ts";
import { prepareImage } from "#app/features/report/prepare-image.ts";
import { assembleApp, type MockApp } from "#mocks/assemble-app.ts";
import { interceptPage } from "#mocks/browser.ts";
import { bundledRegistry } from "#mocks/bundled-registry.ts";
import { openSqlJs } from "#mocks/sql-js-store.ts";
import type { Supplies } from "#report/make-files.ts";
import type { Files } from "#server/files/files.ts";
import { setUp } from "#server/services/setup.ts";
import { issueSetupCode } from "#server/services/setup-code.ts";

const PASSWORD = "mock password";

/**
 * `npm run dev`: the server's application in this page, over SQLite in WebAssembly, with the sample loaded.
 * `?as=tianbao` signs in as another of the sample's accounts, `?as=nobody` as none; every password is “mock password”.
 */
async function start(): Promise<void> {
  const app = await assembleApp({ store: await openSqlJs(wasmUrl), templates: bundledRegistry(), supplies });
  const code = await issueSetupCode(app.deps.store.db);
  const done = await setUp(app.deps, { mode: "sample", code: code ?? "", password: PASSWORD });
  if (!done.ok) throw new Error(`${done.error.code}: ${done.error.message}`);
  await signIn(app, new URLSearchParams(location.search).get("as") ?? "tonggao");
  const faults = await interceptPage(app);
  Object.assign(window, { ziping: { faults, app } });
  await import("#app/main.tsx");
}

/** Fonts as the page has them; pictures by the browser's own means. */
const supplies = (files: Files): Supplies => ({
  loadFont: readFont,
  readPicture: async (sha256) => {
    const stream = await files.open(sha256);
    return stream && prepareImage(await new Response(stream).blob());
  },
});

async function signIn(app: MockApp, username: string): Promise<void> {
  const user = await app.deps.store.db
    .selectFrom("auth_user")
    .select("id")
    .where("username", "=", username)
    .executeTakeFirst();
  app.become(user?.id);
}

await start();
