import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { Bone, confirm, DateText, ErrorState, MoneyExact, Page, toast } from '@/ui';
import { MONTH, useMonths, useRefresh, type Month } from './api';
import { HoursTabs } from './HoursTabs';
import { hoursOf } from './week';

/** Months as finance closes them: what counts in each, what is still open, and the lock. */
export function Component() {
  const { t } = useTranslation('timesheets');
  const found = useMonths();
  const refresh = useRefresh();
  const mayClose = useCan(MONTH, 'close');
  const [busy, setBusy] = useState('');
  const reopen = (m: Month) => confirm({ title: t('months.reopen_title', { month: m.month }), text: t('months.reopen_text'), verb: t('months.reopen'), reason: true, act: async (reason) => { await api.post('/hours/months/reopen', { month: m.month, reason }); await refresh(); } });
  const send = async (m: Month, carry: boolean) => { await api.post('/hours/months/close', { month: m.month, carry }); await refresh(); toast(t('months.closed', { month: m.month })); };
  const close = async (m: Month) => {
    if (m.open > 0) { confirm({ title: t('months.carry_title', { month: m.month, count: m.open }), text: t('months.carry_text'), verb: t('months.carry'), act: () => send(m, true) }); return; }
    setBusy(m.month);
    try { await send(m, false); } catch (e) { toast({ text: Problem.from(e).message, tone: 'bad' }); await refresh(); } finally { setBusy(''); }
  };
  const costs = (found.data ?? []).some((m) => m.hours_amount !== null);
  return (
    <Page title={t('tab.months')} crumb={<HoursTabs place="hours" />}>
      <div className="pad ts">
        {found.isPending && <Bone width="100%" height={220} />}
        {found.isError && <ErrorState title={t('months.failed')} problem={Problem.from(found.error)} onRetry={() => void found.refetch()} />}
        {found.data && (
          <div className="ts-scroll">
            <table className="ts-plain">
              <thead><tr><th scope="col">{t('months.month')}</th><th scope="col" className="num">{t('months.hours')}</th>{costs && <th scope="col" className="num">{t('months.hours_amount')}</th>}{costs && <th scope="col" className="num">{t('months.labour_amount')}</th>}<th scope="col" className="num">{t('months.open')}</th><th scope="col">{t('months.state')}</th>{mayClose && <th scope="col"><span className="sr">{t('months.act')}</span></th>}</tr></thead>
              <tbody>
                {found.data.map((m) => (
                  <tr key={m.month}>
                    <td className="num left">{m.month}</td><td className="num">{hoursOf(m.minutes)}</td>{costs && <td className="num"><MoneyExact value={m.hours_amount as string} /></td>}{costs && <td className="num"><MoneyExact value={m.labour_amount as string} /></td>}<td className={`num ${m.open > 0 ? 'amber' : 't3'}`}>{m.open}</td>
                    <td>{m.closed_at ? <span className="s13">{t('months.closed_by', { name: m.closed_by })} <DateText value={m.closed_at} as="stamp" /></span> : <span className="t2 s13">{t(m.over ? 'months.is_open' : 'months.running')}{m.reopened_reason && ` · ${m.reopened_reason}`}</span>}</td>
                    {mayClose && <td>{m.closed_at ? <Button size="small" onClick={() => reopen(m)}>{t('months.reopen')}</Button> : m.over && <Button size="small" loading={busy === m.month} onClick={() => void close(m)}>{t('months.close')}</Button>}</td>}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </div>
    </Page>
  );
}
