import { unzipSync } from "fflate";
import { descendants, type Element, readXml } from "#tests/report/read-xml.ts";

/** Order of children as ECMA-376 (transitional) has it, of the elements that a word processor refuses in another one. */
const SEQUENCES: Readonly<Record<string, string>> = {
  "w:pPr":
    "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
  "w:rPr":
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
  "w:pBdr": "top left bottom right between bar",
  "w:tblPr":
    "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
  "w:tblBorders": "top left start bottom right end insideH insideV",
  "w:tblCellMar": "top left start bottom right end",
  "w:tblPrEx": "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook",
  "w:tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
  "w:tbl": "tblPr tblGrid tr",
  "w:tr": "tblPrEx trPr tc",
  "w:tc": "tcPr p tbl",
  "w:sectPr":
    "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
  "w:style":
    "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
  "w:styles": "docDefaults latentStyles style",
  "w:settings":
    "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle proofState formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter noLineBreaksBefore savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids mathPr attachedSchema themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions readModeInkLockDown smartTagType schemaLibrary shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator",
  "w:compat":
    "useSingleBorderforContiguousCells wpJustification noTabHangInd noLeading spaceForUL noColumnBalance balanceSingleByteDoubleByteWidth noExtraLineSpacing doNotLeaveBackslashAlone ulTrailSpace doNotExpandShiftReturn spacingInWholePoints lineWrapLikeWord6 printBodyTextBeforeHeader printColBlack wpSpaceWidth showBreaksInFrames subFontBySize suppressBottomSpacing suppressTopSpacing suppressSpacingAtTopOfPage suppressTopSpacingWP suppressSpBfAfterPgBrk swapBordersFacingPages convMailMergeEsc truncateFontHeightsLikeWP6 mwSmallCaps usePrinterMetrics doNotSuppressParagraphBorders wrapTrailSpaces footnoteLayoutLikeWW8 shapeLayoutLikeWW8 alignTablesRowByRow forgetLastTabAlignment adjustLineHeightInTable autoSpaceLikeWord95 noSpaceRaiseLower doNotUseHTMLParagraphAutoSpacing layoutRawTableWidth layoutTableRowsApart useWord97LineBreakRules doNotBreakWrappedTables doNotSnapToGridInCell selectFldWithFirstOrLastChar applyBreakingRules doNotWrapTextWithPunct doNotUseEastAsianBreakRules useWord2002TableStyleRules growAutofit useFELayout useNormalStyleForList doNotUseIndentAsNumberingTabStop useAltKinsokuLineBreakRules allowSpaceOfSameStyleInTable doNotSuppressIndentation doNotAutofitConstrainedTables autofitToFirstFixedWidthCell underlineTabInNumList displayHangulFixedWidth splitPgBreakAndParaMark doNotVertAlignCellWithSp doNotBreakConstrainedForcedTable doNotVertAlignInTxbx useAnsiKerningPairs cachedColBalance compatSetting",
  "w:font": "altName panose1 charset family notTrueType pitch sig embedRegular embedBold embedItalic embedBoldItalic",
};

const RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/** Everything about a Word file that makes a program ask to repair it; empty where nothing is wrong. */
export function docxFaults(bytes: Uint8Array): string[] {
  const files = unzipSync(bytes);
  const names = Object.keys(files);
  const parts = new Map<string, Element>();
  for (const [name, content] of Object.entries(files))
    if (/\.(xml|rels)$/.test(name)) parts.set(name, readXml(content));
  return [
    ...[...parts].flatMap(([name, root]) => orderFaults(name, root)),
    ...idFaults(parts),
    ...[...parts].flatMap(([name, root]) => (name.endsWith(".rels") ? linkFaults(name, root, names) : [])),
    ...[...parts].flatMap(([name, root]) => referenceFaults(name, root, parts)),
    ...typeFaults(parts, names),
    ...styleFaults(parts),
  ];
}

function orderFaults(part: string, element: Element): string[] {
  const order = SEQUENCES[element.name]?.split(" ");
  const children = element.children.filter((child) => typeof child !== "string");
  const faults: string[] = [];
  let last = 0;
  for (const child of children) {
    if (order && child.name.startsWith("w:")) {
      const at = order.indexOf(child.name.slice(2));
      const unknownInCell = element.name === "w:tc" && at < 0;
      if (!unknownInCell && at < last && element.name !== "w:tc")
        faults.push(`${part}: ${child.name} in ${element.name} ${at < 0 ? "is unknown" : "comes too late"}`);
      last = Math.max(last, at);
    }
    faults.push(...orderFaults(part, child));
  }
  if (element.name === "w:tc" && children.at(-1)?.name !== "w:p") faults.push(`${part}: cell without last paragraph`);
  if (element.name === "w:tr" && descendants(element, "w:tc").length === 0) faults.push(`${part}: row without cell`);
  return faults;
}

const attribute = (element: Element, name: string): string => element.attributes.get(name) ?? "";

function idFaults(parts: ReadonlyMap<string, Element>): string[] {
  const all = (name: string): Element[] => [...parts.values()].flatMap((root) => descendants(root, name));
  const unique = (what: string, values: readonly string[]): string[] =>
    values.length === new Set(values).size ? [] : [`${what} twice`];
  const starts = all("w:bookmarkStart").map((each) => attribute(each, "w:id"));
  const ends = all("w:bookmarkEnd").map((each) => attribute(each, "w:id"));
  const bookmarks = all("w:bookmarkStart").map((each) => attribute(each, "w:name"));
  const anchors = all("w:hyperlink").map((each) => attribute(each, "w:anchor"));
  return [
    ...unique("bookmark id", starts),
    ...unique(
      "bookmark name",
      bookmarks.map((name) => name.toLowerCase()),
    ),
    ...unique(
      "drawing id",
      all("wp:docPr").map((each) => attribute(each, "id")),
    ),
    ...unique(
      "style id",
      all("w:style").map((each) => attribute(each, "w:styleId")),
    ),
    ...unique(
      "style name",
      all("w:style").map(
        (style) => descendants(style, "w:name").map((name) => attribute(name, "w:val").toLowerCase())[0] ?? "",
      ),
    ),
    ...(starts.join() === ends.join() ? [] : ["bookmark without end"]),
    ...bookmarks
      .filter((name) => name.length > 40 || !/^[\p{L}_][\w-]*$/u.test(name))
      .map((name) => `bookmark ${name}`),
    ...anchors.filter((name) => name !== "" && !bookmarks.includes(name)).map((name) => `no bookmark ${name}`),
  ];
}

const relationshipsOf = (name: string): string => name.replace(/([^/]*)$/, "_rels/$1.rels");

function linkFaults(name: string, root: Element, names: readonly string[]): string[] {
  const folder = name.replace(/_rels\/[^/]*$/, "");
  const ids = root.children.map((each) => (typeof each === "string" ? "" : attribute(each, "Id")));
  return [
    ...(ids.length === new Set(ids).size ? [] : [`${name}: id twice`]),
    ...descendants(root, "Relationship").flatMap((link) => {
      const target = attribute(link, "Target");
      const path = target.startsWith("/") ? target.slice(1) : folder + target;
      return names.includes(path) ? [] : [`${name}: ${target} is not there`];
    }),
  ];
}

function referenceFaults(name: string, root: Element, parts: ReadonlyMap<string, Element>): string[] {
  const links = parts.get(relationshipsOf(name));
  const known = links ? descendants(links, "Relationship").map((link) => attribute(link, "Id")) : [];
  const used: string[] = [];
  const visit = (element: Element): void => {
    for (const [key, value] of element.attributes) if (/^r:(id|embed|link)$/.test(key)) used.push(value);
    for (const child of element.children) if (typeof child !== "string") visit(child);
  };
  visit(root);
  const declared = used.length === 0 || root.attributes.get("xmlns:r") === RELATIONSHIPS;
  return [
    ...(declared ? [] : [`${name}: r is not declared`]),
    ...used.filter((id) => !known.includes(id)).map((id) => `${name}: no relationship ${id}`),
  ];
}

function typeFaults(parts: ReadonlyMap<string, Element>, names: readonly string[]): string[] {
  const types = parts.get("[Content_Types].xml");
  if (!types) return ["no content types"];
  const extensions = descendants(types, "Default").map((each) => attribute(each, "Extension"));
  const overrides = descendants(types, "Override").map((each) => attribute(each, "PartName").slice(1));
  const typed = (name: string): boolean =>
    overrides.includes(name) || (extensions.includes(name.split(".").at(-1) ?? "") && !/^word\/[^/]+\.xml$/.test(name));
  return [
    ...names.filter((name) => name !== "[Content_Types].xml" && !typed(name)).map((name) => `${name} has no type`),
    ...overrides.filter((name) => !names.includes(name)).map((name) => `${name} has a type but is not there`),
    ...(extensions.length === new Set(extensions).size ? [] : ["extension twice"]),
  ];
}

/** Every style that is named exists. */
function styleFaults(parts: ReadonlyMap<string, Element>): string[] {
  const ids = [...parts.values()].flatMap((root) =>
    descendants(root, "w:style").map((each) => attribute(each, "w:styleId")),
  );
  const used = [...parts.values()].flatMap((root) =>
    ["w:pStyle", "w:rStyle", "w:basedOn", "w:next"].flatMap((name) =>
      descendants(root, name).map((each) => attribute(each, "w:val")),
    ),
  );
  return [...new Set(used)].filter((id) => !ids.includes(id)).map((id) => `no style ${id}`);
}
