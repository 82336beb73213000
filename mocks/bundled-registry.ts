import { indicatorFile } from "#core/indicator/indicator.ts";
import { submissionFile } from "#core/submission/submission.ts";
import { planFile } from "#core/target/plan.ts";
import { template } from "#core/template/schema.ts";
import { streamOf } from "#server/files/memory.ts";
import { makeRegistry, type Registry, type Sample } from "#server/templates/registry.ts";

const SAMPLE_FOLDER = "/templates/samples/yubei-2022/";

const templateFiles = import.meta.glob<unknown>("/templates/**/template.json", {
  eager: true,
  import: "default",
});
const indicatorFiles = import.meta.glob<unknown>("/templates/indicators/*.json", { eager: true, import: "default" });
const planFiles = import.meta.glob<unknown>("/templates/targets/*.json", { eager: true, import: "default" });
const sampleFiles = import.meta.glob<unknown>("/templates/samples/yubei-2022/submission.json", {
  eager: true,
  import: "default",
});
const evidenceUrls = import.meta.glob<string>("/templates/samples/yubei-2022/**/*.{pdf,png,jpg,docx,xlsx,zip}", {
  eager: true,
  query: "?url",
  import: "default",
});

/** The checklists and the sample of this repository, as Vite bundles them. */
export function bundledRegistry(): Registry {
  const templates = Object.values(templateFiles).map((each) => template.parse(each));
  const indicators = Object.values(indicatorFiles).flatMap((each) => indicatorFile.parse(each).indicators);
  const plans = Object.values(planFiles).map((each) => planFile.parse(each));
  const [sample] = Object.values(sampleFiles).map((each): Sample => ({ submission: submissionFile.parse(each), open }));
  return makeRegistry(templates, indicators, plans, sample);
}

async function open(file: string): ReturnType<Sample["open"]> {
  const url = evidenceUrls[SAMPLE_FOLDER + file];
  if (url === undefined) throw new Error(`${file} is not in the sample's folder`);
  return streamOf(new Uint8Array(await (await fetch(url)).arrayBuffer()));
}
