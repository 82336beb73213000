import { z } from "zod";

/** Why no backup was made, or why one is not taken for whole. */
export const BACKUP_FAULTS = [
  "backup.full",
  "backup.folder",
  "backup.database",
  "backup.files",
  "backup.unreadable",
  "backup.passphrase",
  "backup.not-encrypted",
  "backup.busy",
  "backup.newer",
  "backup.damaged",
  "backup.interrupted",
  "backup.failed",
] as const;
export const backupFault = z.enum(BACKUP_FAULTS);
export type BackupFault = (typeof BACKUP_FAULTS)[number];

/** What is said of it, with what to do. */
export const BACKUP_FAULT_TEXT: Record<BackupFault, string> = {
  "backup.full": "备份所在磁盘空间不足，没有备份。请清理磁盘，或用 BACKUP_DIR 另选空间充足的磁盘",
  "backup.folder": "备份文件夹无法读取或写入，没有备份。请检查权限和磁盘，或用 BACKUP_DIR 另选文件夹",
  "backup.database": "数据库无法读取或已损坏，没有备份。请保留现状，检查磁盘，必要时从此前的备份恢复",
  "backup.files": "材料存储暂时无法访问，没有备份。请检查 FILES_URL、网络和磁盘后重试",
  "backup.unreadable": "写好的备份读回来与原数据不一致，已作废。请检查备份所在的磁盘后重试",
  "backup.passphrase": "备份口令未设置或不正确。请核对 BACKUP_PASSPHRASE 或口令文件",
  "backup.not-encrypted":
    "这个备份文件夹里已有未加密的备份，不能与加密的混放，没有备份。请用 BACKUP_DIR 或 --to 另选空文件夹，或去掉备份口令",
  "backup.busy": "另一个备份、核验或恢复正在使用这个备份文件夹，请等它结束后重试",
  "backup.newer": "备份由更新的版本写入，请升级自评通后再试",
  "backup.damaged": "备份已损坏或不完整，请改用另一份备份",
  "backup.interrupted": "备份被中断，没有完成。下次备份会接着做，已备份的文件不会重新复制",
  "backup.failed": "备份没有完成，原因见服务器日志。请联系技术人员",
};
