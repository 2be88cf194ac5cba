import { useTranslation } from 'react-i18next';
import { avatarOf } from './avatar';

export function Avatar({ name, size = 20 }: { name: string; size?: number }) {
  const { letter, ...tint } = avatarOf(name);
  return <span className="av" style={{ ...tint, width: size, height: size, fontSize: size / 2 }} aria-hidden>{letter}</span>;
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
