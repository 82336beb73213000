import { freePort } from "#mocks/free-port.ts";
import { type FolderContent, readFolder, writeFolder } from "#tests/fixtures/folder-content.ts";
import { PHRASE } from "./enter.ts";
import { newDataFolder, removeDataFolder, startServer } from "./server-process.ts";

let sample: Promise<FolderContent> | undefined;

/** Fills an empty data folder with an installation that has loaded the sample; all its accounts have PHRASE. */
export async function copySample(dataFolder: string): Promise<void> {
  sample ??= loadSample();
  await writeFolder(dataFolder, await sample);
}

/** By the server itself, once: it takes its time, and most journeys begin behind it. */
async function loadSample(): Promise<FolderContent> {
  const dataFolder = await newDataFolder();
  try {
    const server = await startServer({ dataFolder, port: await freePort() });
    const answer = await fetch(`${server.origin}/api/setup`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ mode: "sample", code: await server.setUpCode(), password: PHRASE }),
    });
    if (!answer.ok) throw new Error(`the sample was refused: ${await answer.text()}`);
    const code = await server.stop();
    if (code !== 0) throw new Error(`the server ended with ${code}:\n${server.output()}`);
    return await readFolder(dataFolder);
  } finally {
    await removeDataFolder(dataFolder);
  }
}
