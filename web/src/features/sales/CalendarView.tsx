import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { today, weeksOf } from '@/lib/dates';
import { scaled, sumMoney } from '@/lib/money';
import { ErrorState, MoneyFigure } from '@/ui';
import { OPPORTUNITY, type Card } from './api';

const SHOWN = 3;
const PAGE = 200;

const other = (month: string, by: number) => { const [y = 0, m = 0] = month.split('-').map(Number); return new Date(Date.UTC(y, m - 1 + by, 1)).toISOString().slice(0, 7); };

export function CalendarView({ query }: { query: string }) {
  const { t, i18n } = useTranslation('sales');
  const [params, setParams] = useSearchParams();
  const asked = params.get('month') ?? '';
  const month = /^\d{4}-(0[1-9]|1[0-2])$/.test(asked) ? asked : today().slice(0, 7);
  const weeks = weeksOf(month);
  const from = weeks[0]?.[0] ?? '';
  const to = weeks.at(-1)?.[6] ?? '';
  const filter = [...new URLSearchParams(query).getAll('filter'), `expected:between:${from},${to}`, 'status:in:open'];
  const found = useQuery({
    queryKey: [OPPORTUNITY, 'calendar', query, month],
    queryFn: ({ signal }) => api.get<{ items: Card[]; next: string | null }>('/opportunities', { params: { q: new URLSearchParams(query).get('q'), filter, sort: 'expected_on', size: PAGE }, signal }),
  });
  const go = (to_: string) => setParams((old) => { const now = new URLSearchParams(old); now.set('month', to_); return now; }, { replace: true });
  if (found.isError) return <ErrorState title={t('calendar.failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} />;
  const byDay = new Map<string, Card[]>();
  found.data?.items.forEach((c) => byDay.set(c.expected_on ?? '', [...(byDay.get(c.expected_on ?? '') ?? []), c]));
  const inMonth = (found.data?.items ?? []).filter((c) => c.expected_on?.startsWith(month));
  const name = new Intl.DateTimeFormat(i18n.language, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`));
  const weekday = new Intl.DateTimeFormat(i18n.language, { weekday: 'short', timeZone: 'UTC' });
  return (
    <div className="cal">
      <div className="row g8 cal-head">
        <Button size="small" aria-label={t('calendar.prev')} icon={<ChevronLeft size={15} />} onClick={() => go(other(month, -1))} />
        <h2 className="s16">{name}</h2>
        <Button size="small" aria-label={t('calendar.next')} icon={<ChevronRight size={15} />} onClick={() => go(other(month, 1))} />
        <Button size="small" onClick={() => go(today().slice(0, 7))}>{t('calendar.this')}</Button>
        <span className="sp" />
        <span className="s13 t2">{found.data?.next ? t('calendar.many', { count: PAGE }) : <>{t('calendar.due', { count: inMonth.length })} <b><MoneyFigure value={sumMoney(inMonth.map((c) => c.amount))} /></b></>}</span>
      </div>
      <table className="cal-grid" aria-busy={found.isFetching}>
        <thead><tr>{(weeks[0] ?? []).map((d) => <th key={d} scope="col">{weekday.format(new Date(`${d}T00:00:00Z`))}</th>)}</tr></thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((day, i) => {
                const cards = byDay.get(day) ?? [];
                const past = day < today();
                return (
                  <td key={day} className={`${day.startsWith(month) ? '' : 'out'} ${i > 4 ? 'rest' : ''}`}>
                    <time dateTime={day} className={day === today() ? 'now num' : 'num'}>{Number(day.slice(8))}</time>
                    <ul>
                      {cards.slice(0, SHOWN).map((c) => (
                        <li key={c.id}><Link to={`/opportunities/${c.id}`} className={past ? 'late' : ''} title={`${c.client} ${c.title}`}><span className="el grow">{c.title}</span><span className="num">{scaled(c.amount, i18n.language)}</span></Link></li>
                      ))}
                      {cards.length > SHOWN && <li><Link className="s12" to={`/opportunities?as=list&filter=expected:eq:${day}&filter=status:in:open`}>{t('calendar.more', { count: cards.length - SHOWN })}</Link></li>}
                    </ul>
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
