import { z } from "zod";
import { outline } from "#core/template/outline.ts";
import { template } from "#core/template/schema.ts";
import type { ServerProcess } from "#tests/journeys/server-process.ts";

const PASSWORD = "three plain words";

/** A district's year on a real server, and the editor's session in it. */
export interface ServerYear {
  origin: string;
  cookie: string;
  submissionId: string;
  /** the items that ask for prose */
  itemKeys: string[];
}

type Ask = (method: string, path: string, body?: unknown) => Promise<Response>;

const asking =
  (origin: string, cookie: string): Ask =>
  async (method, path, body) => {
    const response = await fetch(origin + path, {
      method,
      headers: { "content-type": "application/json", cookie },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return response;
  };

/** Sets an empty server up with a district, its administrator and editor, and gives the cookie of the session. */
export async function signUp(server: ServerProcess): Promise<string> {
  const ask = asking(server.origin, "");
  const account = { username: "zhangsan", password: PASSWORD };
  const code = await server.setUpCode();
  const organisation = { kind: "district", organisation: "重庆市渝北区", name: "张三" };
  await ask("POST", "/api/setup", { mode: "organisation", code, ...organisation, ...account });
  const entered = await ask("POST", "/api/session", account);
  return entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
}

/** The same with one submission. */
export async function beginYear(server: ServerProcess): Promise<ServerYear> {
  const { origin } = server;
  const cookie = await signUp(server);
  const ask = asking(origin, cookie);
  const known = z.array(z.object({ id: z.string(), version: z.string() }));
  const [first] = known.parse(await (await ask("GET", "/api/templates")).json());
  if (!first) throw new Error("the server has no checklist");
  const query = new URLSearchParams(first);
  const checklist = template.parse(await (await ask("GET", `/api/template?${query}`)).json());
  const wanted = { templateId: first.id, templateVersion: first.version, year: 2022, deadline: null };
  const created = z.object({ id: z.string() }).parse(await (await ask("POST", "/api/submissions", wanted)).json());
  const itemKeys = outline(checklist).flatMap(({ item }) => (item.prose ? [item.key] : []));
  return { origin, cookie, submissionId: created.id, itemKeys };
}
