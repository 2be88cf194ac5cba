import { Eye, EyeOff } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

export const Tag = ({ children }: { children: ReactNode }) => <span className="tag">{children}</span>;
export const Kbd = ({ children }: { children: ReactNode }) => <kbd>{children}</kbd>;

const GRADE: Record<string, string> = { AAA: 'good', AA: 'good', A: 'good', B: '', C: 'warn', D: 'bad' };

/** Credit grade: good ones stay quiet, bad ones do not. */
export function Grade({ value }: { value: string | null | undefined }) {
  if (!value) return <span className="t3">—</span>;
  return <span className={`grade ${GRADE[value] ?? ''}`}>{value}</span>;
}

/** 138****2207 with an eye; looking is a request of its own, which the server writes down. */
export function Masked({ masked, reveal, label }: { masked: string; reveal?: () => Promise<string>; label: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<string | null>(null);
  const Icon = open ? EyeOff : Eye;
  const toggle = () => { if (open) setOpen(null); else void reveal?.().then(setOpen); };
  return (
    <span className="row g4 num">{open ?? masked}
      {reveal && <button type="button" className="ib tiny" aria-label={t(open ? 'act.hide' : 'act.reveal', { label })} onClick={toggle}><Icon size={14} aria-hidden /></button>}
    </span>
  );
}

export interface StepItem { key: string; title: string }

/** At most six; what is behind is ticked, what is ahead is grey. */
export function Steps({ items, current }: { items: StepItem[]; current: string }) {
  const at = items.findIndex((i) => i.key === current);
  return (
    <ol className="steps">
      {items.map((item, i) => (
        <li key={item.key} className={i < at ? 'past' : i === at ? 'now' : ''} aria-current={i === at ? 'step' : undefined}><span className="dot" aria-hidden>{i < at ? '✓' : i + 1}</span>{item.title}</li>
      ))}
    </ol>
  );
}

export interface FigureItem { key: string; label: string; value: ReactNode; unit?: string; note?: ReactNode; tone?: 'red' | 'amber' | 'green' | 'violet'; to?: string }

/** Up to five headline figures in one ruled strip; each opens the list it adds up. */
export function Figures({ items }: { items: FigureItem[] }) {
  return (
    <ul className="figures">
      {items.map((f) => {
        const body = <><span className="s13 t2">{f.label}</span><span className={`big ${f.tone ?? ''}`}>{f.value}{f.unit && <small>{f.unit}</small>}</span>{f.note && <span className="s13 t2">{f.note}</span>}</>;
        return <li key={f.key}>{f.to ? <Link to={f.to}>{body}</Link> : <div>{body}</div>}</li>;
      })}
    </ul>
  );
}

export type PartTone = 'green' | 'red' | 'amber' | 'bar' | 'grey' | 'violet' | 'hatched';
export interface Part { key: string; label: string; share: number; value: ReactNode; tone: PartTone }

/** One bar cut in proportion, its parts named below with their values. */
export function Proportion({ parts, label }: { parts: Part[]; label: string }) {
  const shown = parts.filter((p) => p.share > 0);
  return (
    <div>
      <div className="prop" role="img" aria-label={label}>{shown.map((p) => <i key={p.key} className={`f-${p.tone}`} style={{ flexGrow: p.share }} />)}</div>
      <dl className="prop-legend">
        {parts.map((p) => <div key={p.key}><dt><i className={`f-${p.tone}`} aria-hidden />{p.label}</dt><dd className="num">{p.value}</dd></div>)}
      </dl>
    </div>
  );
}

export interface BarItem { key: string; label: string; size: number; value: ReactNode; note?: ReactNode; tone?: 'bar' | 'amber' | 'orange' | 'red'; to?: string }

/** Horizontal bars from zero, the number beside each in text. */
export function Bars({ items, label }: { items: BarItem[]; label: string }) {
  const most = Math.max(1, ...items.map((i) => i.size));
  return (
    <ul className="bars" aria-label={label}>
      {items.map((i) => (
        <li key={i.key}>
          <span className="el">{i.to ? <Link to={i.to} className="t1">{i.label}</Link> : i.label}</span>
          <span className="track" aria-hidden><i className={`f-${i.tone ?? 'bar'}`} style={{ width: `${(i.size / most) * 100}%` }} /></span>
          <span className="num r t2 s13">{i.note}</span><span className="num r">{i.value}</span>
        </li>
      ))}
    </ul>
  );
}
