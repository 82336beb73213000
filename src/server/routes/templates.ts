import type { Hono } from "hono";
import { getTemplate, listIndicators, listPlans, listTemplates } from "#core/api/submission.ts";
import { applyingPlans } from "#core/target/applying-plans.ts";
import type { Deps } from "#server/deps.ts";
import { ApiError } from "#server/routes/api-error.ts";
import { mount } from "#server/routes/mount.ts";
import { knownTemplate } from "#server/services/known-template.ts";
import { knownTemplates } from "#server/services/published-templates.ts";
import { summarise } from "#server/templates/registry.ts";

export function mountTemplates(app: Hono, deps: Deps): void {
  const registry = deps.templates;
  mount(app, deps, listTemplates, {
    subject: () => ({}),
    handle: async () => (await knownTemplates(deps.store.db, registry)).map(summarise),
  });
  mount(app, deps, getTemplate, {
    subject: () => ({}),
    handle: async ({ query }) => {
      const template = await knownTemplate(deps.store.db, registry, query.id, query.version);
      if (!template) throw new ApiError({ code: "template.unknown", message: "所选清单不存在，请重新选择" });
      return template;
    },
  });
  mount(app, deps, listIndicators, { subject: () => ({}), handle: async () => [...registry.indicators.values()] });
  mount(app, deps, listPlans, {
    subject: () => ({}),
    handle: async ({ query }) => applyingPlans(query.district, registry.plans),
  });
}
