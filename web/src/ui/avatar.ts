/** Tints of people. Companies stay grey: a colour says who, never which client. */
const LIGHT = [['#E6EEF8', '#2A5A96'], ['#E4F1EA', '#226B47'], ['#F6ECD9', '#80540A'], ['#F0EAF7', '#664A96'], ['#E3F0F0', '#1F6669'], ['#F7E8E4', '#98432F'], ['#ECEDEF', '#50545B']] as const;
const DARK = [['#1F2F45', '#9CC0EE'], ['#1B3226', '#84CDA4'], ['#37290F', '#E3B867'], ['#2E2540', '#C1ABEA'], ['#17302F', '#7FC7C5'], ['#3A231D', '#EBA08C'], ['#2C2E32', '#B9BCC2']] as const;

function hueOf(name: string): number {
  let h = 0;
  for (const c of name) h = (h * 31 + (c.codePointAt(0) ?? 0)) >>> 0;
  return h % LIGHT.length;
}

/** Last character of a name on the person's own tint. */
export function avatarOf(name: string): { letter: string; background: string; color: string } {
  const i = hueOf(name);
  const [bg, fg] = LIGHT[i] ?? LIGHT[0];
  const [dbg, dfg] = DARK[i] ?? DARK[0];
  return { letter: [...name.trim()].at(-1) ?? '', background: `light-dark(${bg},${dbg})`, color: `light-dark(${fg},${dfg})` };
}
