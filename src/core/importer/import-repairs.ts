import type { ImportRepair, Segment } from "#core/importer/import-result.ts";
import { markerOf } from "#core/importer/marker.ts";
import { sourceOfLine } from "#core/importer/slice-lines.ts";
import type { SourceLine } from "#core/importer/source-line.ts";
import { halfWidthFaults, isNarrow } from "#core/prose/punctuation.ts";
import { faultsIn, repairOf } from "#core/prose/repair.ts";
import { runInHeadingFaults } from "#core/prose/run-in-heading.ts";
import { sentenceEndFaults } from "#core/prose/sentence-end.ts";

interface RepairsInput {
  lines: readonly SourceLine[];
  source: string;
  segments: readonly Segment[];
  simplified: boolean;
}

/** Proposals for the damaged places of the text; none is carried out here. */
export function importRepairs({ lines, source, segments, simplified }: RepairsInput): ImportRepair[] {
  const text = lines.filter((line) => line.text !== "" && !line.furniture);
  const narrow = isNarrow(text.map((line) => line.text).join("\n"));
  const headings = runInHeadingFaults(text.map((line) => line.text));
  let segment = 0;
  return text.flatMap((line, index): ImportRepair[] => {
    while ((segments[segment]?.end ?? Number.POSITIVE_INFINITY) <= line.start) segment += 1;
    const place = segments[segment];
    if (!place || place.kind === "furniture") return [];
    const heading = headings[index];
    const faults = faultsIn(line.text, {
      before: heading ? [() => [heading]] : [],
      after: narrow ? [sentenceEndFaults] : [sentenceEndFaults, halfWidthFaults],
    });
    const item = place.kind === "item" ? { item: place.item } : {};
    const found = faults.flatMap((fault): ImportRepair[] => {
      const repair = repairOf(line.text, fault);
      if (!repair || (place.kind === "meta" && !repair.kind.startsWith("document-number"))) return [];
      const { start, end, ...rest } = repair;
      return [{ ...rest, start: line.at(start), end: start === end ? line.at(start) : line.at(end), ...item }];
    });
    return [...additions(line, source, simplified, item), ...found];
  });
}

/** What was taken out or turned into simplified characters when the line was read. */
function additions(line: SourceLine, source: string, simplified: boolean, item: { item?: string }): ImportRepair[] {
  const original = sourceOfLine(line, source);
  if (original === line.text) return [];
  const sounds = original.replace(/[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]/g, "").length < original.length;
  if (!sounds && !simplified) return [];
  const label = markerOf(line.text)?.label ?? "";
  const reading = line.text.slice(label.length);
  return [
    {
      start: line.at(label.length),
      end: line.at(line.text.length),
      original: sourceOfLine(line, source, label.length),
      replacement: reading,
      kind: sounds && !simplified ? "added-sound" : "script",
      certainty: "high",
      ...item,
    },
  ];
}
