/** How far a demonstration district has come. Those that follow build on those before. */
export const DEMO_STAGES = ["not-started", "filling", "filled", "handed-in", "taken-over"] as const;
export type DemoStage = (typeof DEMO_STAGES)[number];

export const DEMO_STAGE_TEXT: Record<DemoStage, string> = {
  "not-started": "未开始",
  filling: "填报中",
  filled: "已填完",
  "handed-in": "单位已交稿",
  "taken-over": "统稿已接收",
};

/** Of ten districts, in their order: one has not begun, most are far. */
const ORDER: readonly DemoStage[] = [
  "taken-over",
  "handed-in",
  "taken-over",
  "filling",
  "taken-over",
  "filled",
  "handed-in",
  "taken-over",
  "filling",
  "not-started",
];

export const demoStage = (districtIndex: number): DemoStage => ORDER[districtIndex % ORDER.length] ?? "filled";

export const hasReached = (stage: DemoStage, wanted: DemoStage): boolean =>
  DEMO_STAGES.indexOf(stage) >= DEMO_STAGES.indexOf(wanted);
