import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { ReceiptButton } from '@/features/loyalty/ReceiptButton';
import { dayOf, proseDate } from '@/lib/dates';
import { useClient, usePortal, type Entry, type Points, type PointsPage } from './api';
import { ClientSwitch, Screen } from './parts';
import { Holds } from './Holds';
import { Balance, count, Moved, useCause } from './PointsCard';

export function Component() {
  const { t } = useTranslation('portal');
  const client = useClient();
  const query = usePortal<PointsPage>('/portal/points');
  return (
    <Screen title={t('points')} query={query} heading={<div><h1 className="pw-title">{t('points')}</h1><ClientSwitch /></div>}>
      {(points) => <Statement key={client?.id} points={points} />}
    </Screen>
  );
}

function Statement({ points }: { points: PointsPage }) {
  const { t } = useTranslation('portal');
  const client = useClient();
  const [older, setOlder] = useState<{ items: Entry[]; next: number | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const next = older ? older.next : points.next;
  const more = async () => {
    setBusy(true);
    try {
      const page = await api.get<Points>(`/portal/points?client=${client?.id ?? ''}&before=${next ?? ''}`);
      setOlder({ items: [...(older?.items ?? []), ...page.items], next: page.next });
    } finally {
      setBusy(false);
    }
  };
  const entries = [...points.items, ...(older?.items ?? [])];
  return (
    <>
      <section className="pcard pw-points"><span><span className="s14 t2">{t('balance')}</span><Balance points={points} /></span></section>
      {points.holds && <Holds holds={points.holds} />}
      <section className="pcard">
        <h2 className="pw-h">{t('statement')}</h2>
        {entries.length === 0 ? <p className="t2 mt8">{t('no_points')}</p> : <ul className="pw-list">{entries.map((e) => <Line key={e.id} entry={e} />)}</ul>}
        {next !== null && <Button block className="pw-btn" loading={busy} onClick={() => void more()}>{t('earlier')}</Button>}
      </section>
    </>
  );
}

function Line({ entry }: { entry: Entry }) {
  const { t, i18n } = useTranslation('portal');
  const cause = useCause();
  const about = entry.facts.contract ?? entry.facts.project;
  return (
    <li>
      <span className="grow"><span className="bal">{cause(entry)}</span><span className="s14 t3 dots"><span className="num">{proseDate(dayOf(entry.at), i18n.language)}</span>{about && <span>{about}</span>}</span></span>
      <ReceiptButton entry={entry.id} path={`/portal/points/${entry.id}/receipt`} />
      <span className="r"><Moved value={entry.amount} /><span className="s14 t3 num" style={{ display: 'block' }}>{t('after', { points: count(entry.balance_after) })}</span></span>
    </li>
  );
}
