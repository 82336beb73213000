import { delay, HttpResponse, http } from "msw";
import { emptyAnswer } from "#core/answer/answer.ts";
import type { ErrorBody } from "#core/api/error.ts";
import type { MockApp } from "#mocks/assemble-app.ts";
import type { Faults } from "#mocks/faults.ts";

/** Hands every API request to the real application; no rule is stated again here. */
export const apiHandler = (app: Pick<MockApp, "fetch">, faults: Faults) =>
  http.all("*/api/*", async ({ request }) => {
    if (faults.latency > 0) await delay(faults.latency);
    if (faults.offline) return HttpResponse.error();
    const { once } = faults;
    if (once !== undefined && request.method !== "GET") {
      faults.once = undefined;
      return HttpResponse.json(once === 409 ? conflict() : fault(), { status: once });
    }
    return app.fetch(request);
  });

const fault = (): ErrorBody => ({
  error: { code: "server.fault", message: "系统内部出错，内容未保存，请稍后重试", requestId: "mock-500" },
});

/** Someone else saved the same item: their narrative against whatever is being saved. */
const conflict = (): ErrorBody => ({
  error: {
    code: "answer.stale",
    message: "李四已先保存了本项的新内容，请合并后再保存",
    requestId: "mock-409",
    stale: {
      base: emptyAnswer(),
      theirs: { ...emptyAnswer(), narrative: "这是李四刚刚保存的另一段内容。" },
      revision: 1,
      savedBy: "李四",
      savedAt: "2022-11-08T06:00:00.000Z",
    },
  },
});
