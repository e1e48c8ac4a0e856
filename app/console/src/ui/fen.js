// What people write with a point and is kept in whole hundredths: yuan in fen, percentages, square metres. Pure.

/** Whole fen of what people write as yuan: "1,234.5" is 123450. null: no amount. Never through a floating number. @param {string} text */
export function fenOf(text) {
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.trim().replace(/[,，\s¥￥元]/g, '').replace('。', '.'));
  if (!match) return null;
  const fen = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  return match[1] ? -fen : fen;
}
/** @param {number} fen */
export const yuanOf = (fen) => `${fen < 0 ? '-' : ''}${Math.trunc(Math.abs(fen) / 100)}.${String(Math.abs(fen) % 100).padStart(2, '0')}`;

/** 1500 of "15", "15%", "0.5": hundredths of a percent. null: no percentage. @param {string} text */
export function bpOf(text) {
  const match = /^(\d{1,4})(?:\.(\d{1,2}))?\s*[%％]?$/.exec(text.trim());
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
}
/** @param {number} bp */
export const percentOf = (bp) => bp % 100 ? `${Math.trunc(bp / 100)}.${String(bp % 100).padStart(2, '0')}` : String(bp / 100);

/** 8952 of "89.52", "89.52 m²", "1,250平方米": hundredths of a square metre, never through a floating number. null: no area. @param {string} text */
export function areaOf(text) {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?\s*(?:m²|㎡|平方米|平米)?$/.exec(text.trim().replace(/[,，]/g, '').replace('。', '.'));
  return match ? Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')) : null;
}
/** @param {number} c */
export const areaWords = (c) => percentOf(c);
