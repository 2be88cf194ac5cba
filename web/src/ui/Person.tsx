import { useTranslation } from 'react-i18next';

/** Tints of people. Companies stay grey: a colour says who, never which client. */
const LIGHT = [['#E6EEF8', '#2A5A96'], ['#E4F1EA', '#226B47'], ['#F6ECD9', '#80540A'], ['#F0EAF7', '#664A96'], ['#E3F0F0', '#1F6669'], ['#F7E8E4', '#98432F'], ['#ECEDEF', '#50545B']] as const;
const DARK = [['#1F2F45', '#9CC0EE'], ['#1B3226', '#84CDA4'], ['#37290F', '#E3B867'], ['#2E2540', '#C1ABEA'], ['#17302F', '#7FC7C5'], ['#3A231D', '#EBA08C'], ['#2C2E32', '#B9BCC2']] as const;

function hueOf(name: string): number {
  let h = 0;
  for (const c of name) h = (h * 31 + (c.codePointAt(0) ?? 0)) >>> 0;
  return h % LIGHT.length;
}

const last = (name: string) => [...name.trim()].at(-1) ?? '';

export function Avatar({ name, size = 20 }: { name: string; size?: number }) {
  const i = hueOf(name);
  const [bg, fg] = LIGHT[i] ?? LIGHT[0];
  const [dbg, dfg] = DARK[i] ?? DARK[0];
  const style = { background: `light-dark(${bg},${dbg})`, color: `light-dark(${fg},${dfg})`, width: size, height: size, fontSize: size / 2 };
  return <span className="av" style={style} aria-hidden>{last(name)}</span>;
}

/** First character of a company in grey. */
export function Monogram({ name, size = 24 }: { name: string; size?: number }) {
  return <span className="mono" style={{ width: size, height: size, fontSize: size / 2, borderRadius: size / 4 }} aria-hidden>{[...name.trim()][0] ?? ''}</span>;
}

export interface PersonValue { id?: string; name: string; title?: string; department?: string }

export function Person({ value, size = 20, after }: { value: PersonValue | string | null | undefined; size?: number; after?: string }) {
  const { t } = useTranslation();
  if (!value) return <span className="t3">—</span>;
  const p = typeof value === 'string' ? { name: value } : value;
  const more = typeof value === 'string' ? '' : [value.department, value.title].filter(Boolean).join(t('word.comma'));
  return (
    <span className="person" title={more ? `${p.name}${t('word.comma')}${more}` : undefined}>
      <Avatar name={p.name} size={size} /><span className="el">{p.name}{after}</span>
    </span>
  );
}
