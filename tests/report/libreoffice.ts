import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { WORD_FONTS } from "#report/fonts.ts";

export const hasLibreOffice = spawnSync("soffice", ["--version"]).status === 0;

const FONT_FOLDER = fileURLToPath(new URL("../../public/fonts", import.meta.url));
const BUNDLED: Record<keyof typeof WORD_FONTS, string> = {
  title: "Ziping Title",
  hei: "Ziping Hei",
  kai: "Ziping Kai",
  fangsong: "Ziping Fangsong",
  song: "Ziping Song",
};

/** Nothing but the bundled fonts, under the official names too, whatever else the machine has. */
function fontConfiguration(folder: string): string {
  const roles = ["title", "hei", "kai", "fangsong", "song"] as const;
  const aliases = roles.map(
    (role) =>
      `<match target="pattern"><test name="family"><string>${WORD_FONTS[role]}</string></test><edit name="family" mode="assign" binding="strong"><string>${BUNDLED[role]}</string></edit></match>`,
  );
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${FONT_FOLDER}</dir><cachedir>${folder}/cache</cachedir>${aliases.join("")}</fontconfig>`;
}

/**
 * A Word file as LibreOffice prints it. By way of its own format, because versions before 24.8 do not read that a style
 * sets no extra space between Chinese and figures (autoSpaceDE), which Word and WPS do: it is switched off there.
 */
export function printDocx(bytes: Uint8Array): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "ziping-print-"));
  try {
    mkdirSync(join(folder, "cache"));
    writeFileSync(join(folder, "fonts.conf"), fontConfiguration(folder));
    writeFileSync(join(folder, "report.docx"), bytes);
    convert(folder, "report.docx", "fodt");
    const open = readFileSync(join(folder, "report.fodt"), "utf8");
    writeFileSync(
      join(folder, "report.fodt"),
      open.replaceAll('style:text-autospace="ideograph-alpha"', 'style:text-autospace="none"'),
    );
    convert(folder, "report.fodt", "pdf");
    return new Uint8Array(readFileSync(join(folder, "report.pdf")));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function convert(folder: string, file: string, format: string): void {
  const profile = pathToFileURL(join(folder, "profile")).href;
  const { status, stderr } = spawnSync(
    "soffice",
    [`-env:UserInstallation=${profile}`, "--headless", "--convert-to", format, "--outdir", folder, join(folder, file)],
    { env: { ...process.env, FONTCONFIG_FILE: join(folder, "fonts.conf") }, encoding: "utf8", timeout: 120_000 },
  );
  if (status !== 0) throw new Error(`LibreOffice: ${stderr}`);
}
