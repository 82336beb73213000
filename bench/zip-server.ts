import { createServer } from "node:http";
import { getRequestListener } from "@hono/node-server";
import { evidenceZip } from "#report/zip/evidence-zip.ts";
import { openDiskFiles } from "#server/files/disk.ts";
import { DamagedFileError } from "#server/files/files.ts";
import { zipResponse } from "#server/routes/zip-response.ts";
import { zipContent } from "./zip-content.ts";

// One process that serves a ZIP as the product does: `node bench/zip-server.ts FOLDER SHA256 SIZE`; /peak tells its memory.
const [folder = "", sha256 = "", size = "0"] = process.argv.slice(2);
const files = await openDiskFiles(folder, new Date());
const content = await zipContent(sha256, Number(size));
const log = { info: () => undefined, error: (event: string) => process.stderr.write(`${event}\n`) };

async function answer(request: Request): Promise<Response> {
  if (new URL(request.url).pathname === "/peak") return Response.json(process.resourceUsage().maxRSS / 1024);
  const zip = await evidenceZip(content, "own", async (wanted) => {
    const bytes = await files.openVerified(wanted);
    if (!bytes) throw new DamagedFileError(wanted);
    return bytes;
  });
  return zipResponse({ log }, zip);
}

const server = createServer(getRequestListener(answer)).listen(0, "127.0.0.1", () => {
  const address = server.address();
  process.stdout.write(`${typeof address === "object" ? address?.port : ""}\n`);
});
