import { ChoiceCard, ChoiceGroup } from "#app/ui/choice-card.tsx";
import { Notice } from "#app/ui/notice.tsx";
import type { TemplateSummary } from "#core/template/schema.ts";

const STANDING_TEXT: Record<TemplateSummary["standing"], string> = {
  official: "据评价方案原文",
  reconstructed: "还原清单，未见方案原文",
};

export interface TemplateChoiceProps {
  templates: readonly TemplateSummary[];
  isChosen: (template: TemplateSummary) => boolean;
  onChoose: (template: TemplateSummary) => void;
  /** nothing is chosen yet: how many different checklists of the year there are; undefined = one is chosen */
  unchosen: number | undefined;
  /** it was asked for a year without a choice */
  missing: boolean;
}

/** The checklists that a year can be started from, with what they ask for and where they come from. */
export function TemplateChoice({ templates, isChosen, onChoose, unchosen, missing }: TemplateChoiceProps) {
  return (
    <ChoiceGroup legend="采用哪份清单">
      {(missing || unchosen !== undefined) && <Notice tone={missing ? "danger" : "calm"}>{wordsFor(unchosen)}</Notice>}
      {templates.map((template) => (
        <ChoiceCard
          key={`${template.id} ${template.version}`}
          name="template"
          title={template.title}
          checked={isChosen(template)}
          onChange={() => onChoose(template)}
        >
          {template.year}年清单（版本{template.version}），{template.sections}个部分、{template.items}项内容、
          {template.fields}
          个数据项
          <br />
          来源：{STANDING_TEXT[template.standing]}。{template.note}
        </ChoiceCard>
      ))}
    </ChoiceGroup>
  );
}

function wordsFor(unchosen: number | undefined): string {
  if (unchosen === undefined || unchosen === 1) return "请选择清单。";
  return unchosen === 0
    ? "这一年度还没有专门的清单，请选择要用的一份。"
    : `这一年度有${unchosen}份不同的清单，请选择要用的一份。`;
}
