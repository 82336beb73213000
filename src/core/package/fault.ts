import { err } from "#core/result.ts";

/** Why a package is refused whole. Nothing of it has been written by then. */
export const PACKAGE_FAULTS = [
  "package.not-a-package",
  "package.damaged",
  "package.altered",
  "package.hostile",
  "package.too-large",
  "package.newer-version",
  "package.invalid",
  "package.template-conflict",
] as const;
export type PackageFaultCode = (typeof PACKAGE_FAULTS)[number];

export interface PackageFault {
  code: PackageFaultCode;
  /** Chinese: the place, the reason and the remedy */
  message: string;
}

export const packageFault = (code: PackageFaultCode, message: string): { ok: false; error: PackageFault } =>
  err({ code, message });

const AGAIN = "请向导出单位重新索取数据包";

export const notAPackage = () =>
  packageFault("package.not-a-package", "所选文件不是自评通数据包。请选择扩展名为 .ziping 的文件");

export const damaged = (place: string) =>
  packageFault("package.damaged", `数据包不完整或已损坏（${place}），没有导入任何内容。${AGAIN}，复制后再试`);

export const altered = (place: string) =>
  packageFault("package.altered", `数据包的内容与其目录不一致（${place}），可能被改动过，没有导入任何内容。${AGAIN}`);

export const hostile = (reason: string) =>
  packageFault("package.hostile", `数据包${reason}，可能是伪造的，没有导入任何内容。请核实来源后${AGAIN.slice(1)}`);

export const invalidPackage = (place: string, reason: string) =>
  packageFault("package.invalid", `数据包内容不符合格式（${place}）：${reason}。没有导入任何内容，${AGAIN}`);
