import type { Context, Hono } from "hono";
import type { z } from "zod";
import { type Actor, can, type Subject } from "#core/access/access.ts";
import { ACCOUNT_HEADER, type Endpoint } from "#core/api/endpoint.ts";
import { frozenText } from "#core/review/flow.ts";
import type { Signed } from "#server/auth/auth.ts";
import type { Deps } from "#server/deps.ts";
import type { Bytes } from "#server/files/files.ts";
import { note } from "#server/observe/request-notes.ts";
import { ApiError } from "#server/routes/api-error.ts";
import { readJson } from "#server/routes/body.ts";
import { isEncrypted } from "#server/routes/security.ts";
import { type Failure, notFound } from "#server/services/failure.ts";
import { mustEnrol } from "#server/services/second-step.ts";

export interface Call<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  request: Request;
  /** of the client, as far as it is known */
  address: string | undefined;
  bytes: () => Bytes;
  setCookies: (cookies: readonly string[]) => void;
}
export interface SignedCall<P, Q, B> extends Call<P, Q, B> {
  actor: Actor;
  signed: Signed;
}

const SLOW_LIMIT_MS = 20_000;

/** What the contract answers; an endpoint without a response answers 204 or its own Response. */
type Answer<R extends z.ZodType> = Promise<unknown extends z.input<R> ? Response | undefined : z.input<R>>;

/** Everything but a public endpoint must say what it is about: nothing is found, nothing is allowed. */
type Handling<P, Q, B, R extends z.ZodType> =
  | { open: (call: Call<P, Q, B>) => Answer<R> }
  | {
      subject: (call: SignedCall<P, Q, B>) => Promise<Subject | undefined> | Subject | undefined;
      handle: (call: SignedCall<P, Q, B>) => Answer<R>;
    };

/** Parses, identifies, checks and validates by the contract: no route is mounted any other way. */
export function mount<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  app: Hono,
  deps: Deps,
  endpoint: Endpoint<P, Q, B, R>,
  handling: Handling<z.output<P>, z.output<Q>, z.output<B>, R>,
): void {
  if ("open" in handling !== (endpoint.action === "public"))
    throw new Error(`${endpoint.path}: only public endpoints are open`);
  app.on(endpoint.method, endpoint.path, async (context) => {
    note(context.req.raw, { route: endpoint.path, transfers: endpoint.body === "bytes" });
    const answered =
      "open" in handling
        ? await handling.open(await parseCall(context, deps, endpoint))
        : await guarded(context, deps, endpoint, handling);
    return answer(context, endpoint, answered);
  });
}

async function guarded<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  context: Context,
  deps: Deps,
  endpoint: Endpoint<P, Q, B, R>,
  handling: Extract<Handling<z.output<P>, z.output<Q>, z.output<B>, R>, { subject: unknown }>,
): Promise<unknown> {
  const signed = await deps.auth.identify(context.req.raw);
  if (!signed) throw new ApiError({ code: "session.required", message: "尚未登录或登录已失效，请重新登录" });
  note(context.req.raw, { account: signed.actor.accountId });
  const meant = context.req.header(ACCOUNT_HEADER);
  if (meant !== undefined && meant !== signed.actor.accountId)
    throw new ApiError({
      code: "session.changed",
      message: "本浏览器已改用其他账号登录，这里的修改没有以那个账号保存；请用原账号重新登录后继续",
    });
  if (signed.me.passwordDue && endpoint.action !== "account.self")
    throw new ApiError({
      code: "account.password-due",
      message: "当前密码是管理员设置的初始密码，请先修改密码，再继续使用",
    });
  if (endpoint.action !== "account.self" && (await mustEnrol(deps, signed.actor)))
    throw new ApiError({
      code: "session.enrolment-required",
      message: "本系统要求您的账号开启两步验证，请先在账号菜单“两步验证”中绑定验证器",
    });
  const call = { ...(await parseCall(context, deps, endpoint)), actor: signed.actor, signed };
  call.setCookies(signed.cookies);
  const subject = await handling.subject(call);
  const { action } = endpoint;
  if (action === "public" || subject === undefined || !can(signed.actor, action, subject))
    throw new ApiError(refusal(signed.actor, action, subject));
  return handling.handle(call);
}

/** What a refused request is told: nothing of what the actor may not even know of, otherwise why and what to do. */
function refusal(actor: Actor, action: Endpoint["action"], subject: Subject | undefined): Failure {
  const may = (about: Subject): boolean => action !== "public" && can(actor, action, about);
  // another organisation's resource must look exactly like one that does not exist
  const foreign = subject?.organisationId !== undefined && subject.organisationId !== actor.organisation.id;
  if (subject === undefined || (foreign && !can(actor, "review.read", subject))) return notFound().error;
  if (subject.locked && may({ ...subject, locked: false }))
    return { code: "item.locked", message: "本条已交稿，不能再修改；需要修改请联系统稿人退回" };
  if (subject.phase !== undefined && may({ ...subject, phase: "drafting" }))
    return { code: "submission.frozen", message: frozenText(subject.phase) };
  if (subject.phase !== undefined && may({ ...subject, phase: "reviewing" }))
    return { code: "review.closed", message: "审核已经办结，不能再修改；需要重新审核请由督导办重新打开" };
  return { code: "access.denied", message: "当前账号没有此项权限，请联系管理员" };
}

async function parseCall<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  context: Context,
  { slowLimitMs = SLOW_LIMIT_MS }: Pick<Deps, "slowLimitMs">,
  endpoint: Endpoint<P, Q, B, R>,
): Promise<Call<z.output<P>, z.output<Q>, z.output<B>>> {
  const request = context.req.raw;
  const { params, query, body } = endpoint;
  return {
    params: parsePart(params, "params", context.req.param()),
    query: parsePart(query, "query", context.req.query()),
    body: parsePart(
      body === "bytes" ? undefined : body,
      "body",
      body && body !== "bytes" ? await readJson(request, slowLimitMs) : undefined,
    ),
    request,
    address: addressOf(context.env),
    bytes: () => (request.body ?? new Blob([]).stream()) as Bytes,
    setCookies: (cookies) => {
      const secure = isEncrypted(request);
      for (const cookie of cookies)
        context.header("set-cookie", secure ? `${cookie}; Secure` : cookie, { append: true });
    },
  };
}

const addressOf = (env: unknown): string | undefined =>
  typeof env === "object" && env !== null && "address" in env && typeof env.address === "string"
    ? env.address
    : undefined;

function parsePart<S extends z.ZodType>(schema: S | undefined, part: string, value: unknown): z.output<S> {
  // a part without a schema is typed unknown, and nothing reads it
  if (schema === undefined) return undefined as z.output<S>;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new ApiError({
    code: "request.invalid",
    message: parsed.error.issues[0]?.message ?? "提交的内容格式不正确，请检查后重试",
    details: parsed.error.issues.map((issue) => ({
      path: [part, ...issue.path.map(String)].join("."),
      code: `request.${issue.code.replaceAll("_", "-")}`,
      message: issue.message,
    })),
  });
}

function answer(context: Context, endpoint: Endpoint, value: unknown): Response {
  if (value instanceof Response) return value;
  if (endpoint.response === undefined) return context.body(null, 204);
  const parsed = endpoint.response.safeParse(value);
  if (!parsed.success)
    throw new Error(
      `${endpoint.method} ${endpoint.path} breaks its contract at ${parsed.error.issues.map((issue) => issue.path.join(".")).join(", ")}`,
    );
  return context.json(parsed.data as Record<string, unknown>);
}
