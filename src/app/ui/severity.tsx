import { IconAlertOctagonFilled, IconAlertTriangleFilled, IconInfoCircle } from "@tabler/icons-react";
import { SEVERITY_TEXT, type Severity } from "#core/rule/finding.ts";

const SHAPES = { error: IconAlertOctagonFilled, warning: IconAlertTriangleFilled, notice: IconInfoCircle };
const COLORS: Record<Severity, string> = { error: "var(--danger)", warning: "var(--warn)", notice: "var(--text-2)" };

export function SeverityMark({ severity, size = 16 }: { severity: Severity; size?: number }) {
  const Shape = SHAPES[severity];
  return (
    <Shape
      size={size}
      color={COLORS[severity]}
      aria-label={SEVERITY_TEXT[severity]}
      role="img"
      style={{ flex: "none" }}
    />
  );
}
