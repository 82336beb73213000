import "#app/ui/old-browsers.ts";
import "pdfjs-dist/legacy/build/pdf.worker.min.mjs";
