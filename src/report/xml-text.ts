import { cleanText } from "#report/clean-text.ts";
import { escapeXml } from "#report/ooxml/xml.ts";

/** Text made harmless inside an element or an attribute in double quotes, of HTML and XML alike. */
export const escapeMarkup = (text: string): string => escapeXml(cleanText(text));
