import { ChecksDesk, type ChecksRequest } from "#app/features/builder/checks-desk.ts";

const desk = new ChecksDesk();

self.onmessage = ({ data }: MessageEvent<ChecksRequest>) => self.postMessage(desk.answer(data));
