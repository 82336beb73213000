/** A fault in a template that its schema cannot see. Codes are stable. */
export interface TemplateFault {
  code:
    | "template.duplicate-key"
    | "template.reserved-key"
    | "template.use"
    | "template.unknown-unit"
    | "template.unknown-indicator"
    | "template.unit-mismatch"
    | "template.unknown-token"
    | "template.rule"
    | "template.lineage"
    | "template.stages"
    | "template.sections-part";
  /** where: part, item and field keys joined by / */
  path: string;
  message: string;
}
