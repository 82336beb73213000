/** 重庆市渝北区教育委员会 reports for 重庆市渝北区. */
export const districtName = (organisation: string): string =>
  organisation.replace(/(人民政府|教育委员会|教委|教育局)$/, "") || organisation;
