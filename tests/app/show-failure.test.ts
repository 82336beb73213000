import { describe, expect, it } from "vitest";
import { CallError } from "#app/data/client.ts";
import { showFailure } from "#app/ui/show-failure.ts";
import type { ErrorBody } from "#core/api/error.ts";

type Details = ErrorBody["error"]["details"];

/** Where messages end up in a form of user name and password. */
function shown(error: unknown, places: Parameters<typeof showFailure>[2] = {}): Record<string, string | undefined> {
  const messages: Record<string, string | undefined> = {};
  showFailure(
    error,
    {
      getValues: (() => ({ username: "a", password: "b" })) as never,
      setError: (name, fault) => {
        messages[name] = fault.message;
      },
    },
    places,
  );
  return messages;
}

const refusal = (code: ErrorBody["error"]["code"], message: string, details?: Details): CallError =>
  new CallError(code, message, { code, message, requestId: "r", ...(details ? { details } : {}) });

describe("a refused form", () => {
  it("shows a fault at the field that the server names", () => {
    const details = [{ path: "body.password", code: "account.weak-password", message: "密码不能包含用户名" }];
    expect(shown(refusal("account.weak-password", "不行", details))).toEqual({ password: "密码不能包含用户名" });
  });

  it("shows a fault at the field that its code stands for", () => {
    const places = { "account.username-taken": "username" } as const;
    expect(shown(refusal("account.username-taken", "已被使用"), places)).toEqual({ username: "已被使用" });
  });

  it("shows a fault above the button when it belongs to no field of the form", () => {
    expect(shown(refusal("session.locked", "请稍后再试"))).toEqual({ "root.server": "请稍后再试（错误编号：r）" });
    expect(shown(new CallError("offline", "连接不上服务器"))).toEqual({ "root.server": "连接不上服务器" });
    const details = [{ path: "body.kind", code: "request.invalid", message: "类型不对" }];
    expect(shown(refusal("request.invalid", "请检查", details))).toEqual({ "root.server": "请检查（错误编号：r）" });
  });

  it("says nothing of a lost session: signing in again comes over the page", () => {
    expect(shown(refusal("session.required", "请登录"))).toEqual({});
  });

  it("does not swallow a fault of the app itself", () => {
    expect(() => shown(new TypeError("broken"))).toThrow("broken");
  });
});
