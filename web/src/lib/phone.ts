/** Kept as +8613812345678; read as 138 1234 5678, 021-6234 5678, 0512-628 4170, 400-820-8820. Of other countries as it is kept. */
export function phoneText(value: string): string {
  const local = /^\+86(\d{9,11})$/.exec(value)?.[1];
  if (!local) return value;
  if (/^1[3-9]\d{9}$/.test(local)) return `${local.slice(0, 3)} ${local.slice(3, 7)} ${local.slice(7)}`;
  if (/^[48]00\d{7}$/.test(local)) return `${local.slice(0, 3)}-${local.slice(3, 6)}-${local.slice(6)}`;
  // Only Beijing (10) and the 2x cities have an area code of two digits after the zero.
  const area = /^[12]/.test(local) ? 2 : 3;
  return `0${local.slice(0, area)}-${local.slice(area, -4)} ${local.slice(-4)}`;
}
