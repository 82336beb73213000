import "#app/ui/body-bytes.ts";
import "pdfjs-dist/legacy/build/pdf.worker.min.mjs";
