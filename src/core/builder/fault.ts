/** A fault that is shown while a checklist is written. Codes are stable; errors stop the publication. */
export interface BuilderFault {
  code:
    | `template.${string}`
    | "builder.schema"
    | "builder.empty"
    | "builder.empty-section"
    | "builder.circular"
    | "builder.points"
    | "builder.no-points"
    | "builder.unreachable"
    | "builder.no-lead"
    | "builder.no-evidence"
    | "builder.rule-units"
    | "builder.rule-years"
    | "builder.rule-never"
    | "builder.rule-idle"
    | "builder.retired";
  severity: "error" | "warning";
  /** keys joined by / */
  path: string;
  itemKey?: string;
  message: string;
}
