import { MantineProvider } from "@mantine/core";
import fc from "fast-check";
import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, describe, expect, it } from "vitest";
import { CallError, call, failureOf } from "#app/data/client.ts";
import { splitNumber, withNumber } from "#app/data/error-number.ts";
import { FormFailure, Notice } from "#app/ui/notice.tsx";
import { currentAccount, health } from "#core/api/system.ts";
import { buildApp } from "#mocks/build-app.ts";
import { interceptFetch, type MockNetwork } from "#mocks/node.ts";

let network: MockNetwork | undefined;
afterEach(() => network?.close());

const draw = (message: string): string =>
  renderToStaticMarkup(
    <MantineProvider>
      <FormFailure message={message} />
    </MantineProvider>,
  );

describe("the number of a failure", () => {
  it("comes back from the message that it was put into, and nothing else does", () => {
    const number = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), number, (text, given) => {
        expect(splitNumber(withNumber(text, given))).toEqual({ text, number: given });
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(splitNumber(withNumber(text, undefined))).toEqual({ text, number: undefined });
      }),
    );
  });

  it("is shown small with the message, and can be copied", () => {
    const html = draw(
      new CallError("server.fault", "系统内部出错", {
        code: "server.fault",
        message: "系统内部出错",
        requestId: "3fa94c07b1d2",
      }).message,
    );
    expect(html).toContain("系统内部出错<span");
    expect(html).toContain("错误编号：");
    expect(html).toContain(">3fa94c07b1d2<");
    expect(html).toContain('aria-label="复制错误编号"');
    expect(html).not.toContain("（错误编号");
  });

  it("is found where words stand before the message", () => {
    const { message } = new CallError("store.full", "磁盘已满", {
      code: "store.full",
      message: "磁盘已满",
      requestId: "3fa94c07b1d2",
    });
    const html = renderToStaticMarkup(
      <MantineProvider>
        <Notice tone="danger">没有发出：{message}</Notice>
      </MantineProvider>,
    );
    expect(html).toContain("没有发出：磁盘已满<span");
    expect(html).toContain('aria-label="复制错误编号"');
  });

  it("is the one under which the server's log knows of it", async () => {
    const app = await buildApp();
    network = interceptFetch(app);
    const error = await call(currentAccount).catch((thrown: unknown) => thrown);
    if (!(error instanceof CallError)) throw new Error("no CallError");
    expect(splitNumber(error.message)).toEqual({ text: error.said, number: error.body?.requestId });
    await app.close();
  });

  it("does not exist where no answer came, and the message says that none came", async () => {
    const app = await buildApp();
    network = interceptFetch(app);
    network.faults.offline = true;
    const error = await call(health).catch((thrown: unknown) => thrown);
    if (!(error instanceof CallError)) throw new Error("no CallError");
    expect(error.code).toBe("offline");
    expect(splitNumber(error.message).number).toBeUndefined();
    expect(error.message).toContain("连接不上服务器");
    const gateway = failureOf("<html>502 Bad Gateway</html>");
    expect(gateway.message).toBe("服务器暂时没有应答，稍后自动重试");
    expect(draw(gateway.message)).not.toContain("错误编号");
    await app.close();
  });
});
