// @ts-check
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot } from "../lib/project.js";
import { runtimeLicence, runtimeVersion } from "./runtime.js";

const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;
const RULE = "=".repeat(80);

/** Their package holds no text; what it states stands for it. */
const MIT_TEXT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

/**
 * One text with the licences of everything in the bundle that others have made.
 * @param {readonly string[]} folders of the packages shipped, relative to the project
 */
export function thirdPartyText(folders) {
  const packages = [...new Map(folders.map(describe).map((entry) => [entry.title, entry])).values()];
  const runtime = { title: `Node.js ${runtimeVersion()}`, licence: "MIT and others", text: runtimeLicence() };
  const entries = [...packages.sort((a, b) => (a.title < b.title ? -1 : 1)), ...fontLicences(), runtime];
  const list = entries.map(({ title, licence }) => `${title}  (${licence})`);
  const head =
    "自评通所用的第三方软件和字体及其许可 / Software and fonts of others in this bundle, with their licences";
  const parts = entries.map(
    ({ title, licence, text }) => `${RULE}\n${title}  (${licence})\n${RULE}\n\n${text.trim()}\n`,
  );
  return `${head}\n\n${list.join("\n")}\n\n${parts.join("\n")}`;
}

/** @param {string} folder */
function describe(folder) {
  const manifest = JSON.parse(readFileSync(inRoot(folder, "package.json"), "utf8"));
  const { name, version, license, author, homepage } = manifest;
  const licence = typeof license === "string" ? license : (license?.type ?? "see the text");
  const texts = readdirSync(inRoot(folder), { withFileTypes: true })
    .filter((file) => file.isFile() && LICENCE_FILE.test(file.name) && !/\.[cm]?[jt]s(on)?$/.test(file.name))
    .map((file) => readFileSync(inRoot(folder, file.name), "utf8").replaceAll("\r\n", "\n"));
  if (texts.length === 0 && licence !== "MIT") throw new Error(`${name}@${version} 没有许可文本（${licence}）`);
  const owner = typeof author === "string" ? author : author?.name;
  const stated = [`Copyright (c) ${owner ?? `the authors of ${name}`}`, homepage, MIT_TEXT].filter(Boolean);
  return { title: `${name} ${version}`, licence, text: texts.length > 0 ? texts.join("\n\n") : stated.join("\n\n") };
}

function fontLicences() {
  const folder = inRoot("public", "fonts");
  const files = readdirSync(folder).filter((file) => /^LICEN[CS]E/.test(file));
  return files.map((file) => ({
    title: `Fonts: ${file.replace(/^LICENSE-|\.txt$/g, "")}`,
    licence: "see dist/app/fonts/README.md",
    text: readFileSync(join(folder, file), "utf8"),
  }));
}
