import { Button } from 'antd';
import type { LucideIcon } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOf, daysBetween, distance, proseDate, timeOf, today } from '@/lib/dates';
import { Tag } from '../atoms';
import { Glyph, type GlyphKind } from '../Glyph';
import { Avatar } from '../Person';

export function Section({ title, note, action, children }: { title: string; note?: ReactNode; action?: ReactNode; children: ReactNode }) {
  return (
    <section className="rsec">
      <div className="row btw wrap g8 mb8"><h2 className="ct">{title}{note && <span className="s12 t3 nw">{note}</span>}</h2>{action}</div>
      {children}
    </section>
  );
}

/** In the right rail: what describes the record. */
export const RailSection = Section;

export interface NextStep { id: string; text: ReactNode; due: string | null; person?: string | null; tag?: string; done?: boolean }

const SOON_DAYS = 3;

function urgency(due: string | null): { glyph: GlyphKind; tone: string } {
  if (!due) return { glyph: 'todo', tone: 't3' };
  const n = daysBetween(today(), due);
  if (n < 0) return { glyph: 'late', tone: 'red' };
  return n <= SOON_DAYS ? { glyph: 'soon', tone: 'amber' } : { glyph: 'todo', tone: 't3' };
}

/** A record begins with what to do next. */
export function NextSteps({ items, onDone, empty }: { items: NextStep[]; onDone?: (step: NextStep) => Promise<unknown> | void; empty?: ReactNode }) {
  const { t, i18n } = useTranslation();
  const [busy, setBusy] = useState('');
  if (items.length === 0) return empty ? <div className="t3">{empty}</div> : null;
  const finish = (s: NextStep) => { setBusy(s.id); void Promise.resolve(onDone?.(s)).finally(() => setBusy('')); };
  return (
    <ul className="ns">
      {items.map((s) => {
        const u = s.done ? { glyph: 'done' as const, tone: 't3' } : urgency(s.due);
        const d = s.due ? distance(s.due) : null;
        const near = d && d.key !== 'in_days' && !s.done ? t(d.key === 'days_ago' || d.key === 'yesterday' ? 'day.past_due' : `day.${d.key}`, { count: d.count }) : '';
        return (
          <li key={s.id}>
            <Glyph kind={u.glyph} /><span className="ns-text">{s.text}{s.tag && <Tag>{s.tag}</Tag>}</span><span className="sp" />
            {s.due && <span className={`s13 num ${u.tone}`}>{proseDate(s.due, i18n.language)}{near && <span className="near">{near}</span>}</span>}
            {s.person && <span title={s.person}><Avatar name={s.person} /><span className="sr">{s.person}</span></span>}
            {onDone && !s.done && <Button size="small" loading={busy === s.id} onClick={() => finish(s)}>{t('act.done')}</Button>}
          </li>
        );
      })}
    </ul>
  );
}

export interface TimelineEntry { id: string; at: string; icon: LucideIcon; title: ReactNode; text?: ReactNode }

/** What happened, by day, newest first. */
export function Timeline({ items, more }: { items: TimelineEntry[]; more?: { loading: boolean; onClick: () => void } }) {
  const { t, i18n } = useTranslation();
  return (
    <div className="tl">
      {items.map((e, i) => {
        const day = dayOf(e.at);
        const fresh = i === 0 || dayOf(items[i - 1]?.at ?? '') !== day;
        const last = i === items.length - 1 || dayOf(items[i + 1]?.at ?? '') !== day;
        const d = distance(day);
        return (
          <div key={e.id}>
            {fresh && <h3 className="tl-day">{proseDate(day, i18n.language)}{(d.key === 'today' || d.key === 'yesterday') && <span className="near">{t(`day.${d.key}`)}</span>}</h3>}
            <div className={last ? 'ev last' : 'ev'}>
              <span className="ic"><e.icon size={14} strokeWidth={1.75} aria-hidden /></span>
              <div className="tt"><div className="prose">{e.title}</div>{e.text && <div className="q">{e.text}</div>}</div>
              <time className="tm num" dateTime={e.at}>{timeOf(e.at)}</time>
            </div>
          </div>
        );
      })}
      {more && <Button onClick={more.onClick} loading={more.loading}>{t('record.earlier')}</Button>}
    </div>
  );
}

/** Label and value, two by two, for a tab of plain facts. */
export function Details({ items }: { items: { label: string; value: ReactNode; /** A text of several lines. */ wide?: boolean }[] }) {
  return <dl className="details">{items.map((i) => <div key={i.label} className={i.wide ? 'wide' : undefined}><dt className="lbl">{i.label}</dt><dd>{i.value ?? <span className="t3">—</span>}</dd></div>)}</dl>;
}
