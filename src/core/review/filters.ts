import { z } from "zod";

/** What an item of a district can be looked for by. */
export const REVIEW_FILTERS = [
  "unread",
  "no-verdict",
  "commented",
  "changed",
  "explained",
  "same-file",
  "self-far",
  "earlier-text",
  "needs-third",
  "agenda",
  "returned",
] as const;
export const reviewFilter = z.enum(REVIEW_FILTERS);
export type ReviewFilter = z.infer<typeof reviewFilter>;

export const REVIEW_FILTER_TEXT: Record<ReviewFilter, string> = {
  unread: "未阅",
  "no-verdict": "未作结论",
  commented: "有批注",
  changed: "退回后有修改",
  explained: "对提醒作了说明",
  "same-file": "材料与其他区县或往年相同",
  "self-far": "自评分与其他区县相差较大",
  "earlier-text": "结论针对的是修改前的内容",
  "needs-third": "需第三人评分",
  agenda: "列入会商",
  returned: "已退回",
};

/** What is known of one item of one district; every filter asks one of these. */
export interface ItemMarks {
  read: boolean;
  decided: boolean;
  threads: number;
  changed: boolean;
  explained: boolean;
  sameFile: boolean;
  selfFar: boolean;
  earlierText: boolean;
  needsThird: boolean;
  agenda: boolean;
  returned: boolean;
}

const FINDS: Record<ReviewFilter, (marks: ItemMarks) => boolean> = {
  unread: ({ read }) => !read,
  "no-verdict": ({ decided }) => !decided,
  commented: ({ threads }) => threads > 0,
  changed: ({ changed }) => changed,
  explained: ({ explained }) => explained,
  "same-file": ({ sameFile }) => sameFile,
  "self-far": ({ selfFar }) => selfFar,
  "earlier-text": ({ earlierText }) => earlierText,
  "needs-third": ({ needsThird }) => needsThird,
  agenda: ({ agenda }) => agenda,
  returned: ({ returned }) => returned,
};

export const filtersOf = (marks: ItemMarks): ReviewFilter[] => REVIEW_FILTERS.filter((filter) => FINDS[filter](marks));

export function filterCounts(all: readonly { filters: readonly ReviewFilter[] }[]): Record<ReviewFilter, number> {
  const counts = Object.fromEntries(REVIEW_FILTERS.map((filter) => [filter, 0])) as Record<ReviewFilter, number>;
  for (const { filters } of all) for (const filter of filters) counts[filter] += 1;
  return counts;
}
