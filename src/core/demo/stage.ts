/** How far a demonstration district has come with its report. Those that follow build on those before. */
export const DEMO_STAGES = ["not-started", "filling", "filled", "handed-in", "taken-over"] as const;
export type DemoDraft = (typeof DEMO_STAGES)[number];

/** Where the city has got to with it afterwards; what it went through is its course. */
export const DEMO_REVIEWED = ["submitted", "reviewing", "returned", "resubmitted", "concluded"] as const;
export type DemoReviewed = (typeof DEMO_REVIEWED)[number];
export type DemoStage = DemoDraft | DemoReviewed;

export const DEMO_STAGE_TEXT: Record<DemoStage, string> = {
  "not-started": "未开始",
  filling: "填报中",
  filled: "已填完",
  "handed-in": "单位已交稿",
  "taken-over": "统稿已接收",
  submitted: "已报送",
  reviewing: "审核中",
  returned: "退回补正",
  resubmitted: "补正后已报送",
  concluded: "已办结",
};

/** Of twenty districts, in their order: the first ones show the most, one has not begun. */
const ORDER: readonly DemoStage[] = [
  "concluded",
  "reviewing",
  "returned",
  "filling",
  "concluded",
  "submitted",
  "resubmitted",
  "handed-in",
  "reviewing",
  "not-started",
  "concluded",
  "reviewing",
  "returned",
  "filled",
  "concluded",
  "submitted",
  "reviewing",
  "taken-over",
  "concluded",
  "filling",
];

export const demoStage = (districtIndex: number): DemoStage => ORDER[districtIndex % ORDER.length] ?? "filled";

export const isReviewed = (stage: DemoStage): stage is DemoReviewed => DEMO_REVIEWED.some((each) => each === stage);

const ALL: readonly DemoStage[] = [...DEMO_STAGES, ...DEMO_REVIEWED];

export const hasReached = (stage: DemoStage, wanted: DemoDraft): boolean => ALL.indexOf(stage) >= ALL.indexOf(wanted);
