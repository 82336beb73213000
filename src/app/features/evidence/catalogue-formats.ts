/** What the catalogue is made as, and what it is called. */
export const CATALOGUE_FORMATS = { docx: "Word", pdf: "PDF", xlsx: "Excel" } as const;
export type CatalogueFormat = keyof typeof CATALOGUE_FORMATS;
