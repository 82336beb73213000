import { mayInOwn } from "#app/data/me.ts";
import classes from "#app/features/home/home.module.css";
import { ButtonLink } from "#app/ui/button-link.tsx";
import type { Me } from "#core/api/system.ts";

/** Nothing there yet: says what to do first, or who does it. */
export function EmptyHome({ me }: { me: Me }) {
  const advice = adviceFor(me);
  return (
    <section className={classes.empty}>
      <h2 className={classes.emptyTitle}>{advice.title}</h2>
      <p>{advice.text}</p>
      <div className={classes.actions}>
        {mayInOwn(me, "submission.create") && <ButtonLink to="/new">新建年度自评</ButtonLink>}
        {mayInOwn(me, "package.import") && (
          <ButtonLink to="/packages" variant="default">
            导入数据包
          </ButtonLink>
        )}
        {mayInOwn(me, "account.manage") && (
          <ButtonLink to="/accounts" variant={mayInOwn(me, "submission.create") ? "default" : "filled"}>
            账号管理
          </ButtonLink>
        )}
      </div>
    </section>
  );
}

function adviceFor(me: Me): { title: string; text: string } {
  if (me.organisation.kind === "city")
    return mayInOwn(me, "submission.progress")
      ? { title: "还没有区县开始填报", text: "区县新建年度自评后，这里显示各区县的进度。" }
      : { title: "先给同事开通账号", text: "督学、督导办人员登录后可以看到各区县的进度。" };
  if (mayInOwn(me, "submission.create"))
    return {
      title: "还没有年度自评",
      text: "第一步：选择清单，新建年度自评。各项内容会按清单自动分给牵头单位，之后可以调整。",
    };
  if (mayInOwn(me, "submission.read"))
    return { title: "还没有年度自评", text: "统稿人新建年度自评后，分给您单位的内容会出现在这里。" };
  return { title: "先给同事开通账号", text: "您的账号负责管理，不参与填报。请先为统稿人、填报人和审定人开通账号。" };
}
