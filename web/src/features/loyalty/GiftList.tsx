import { Button } from 'antd';
import { Settings2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import type { Schema } from '@/api/types';
import { useCan } from '@/app/session';
import { useRefreshAny } from '@/lib/refresh';
import { confirm, DataTable, DateText, EmptyState, Page, Status, type Column } from '@/ui';
import { ACCOUNT } from './api';
import { GiftTermsDialog } from './GiftTerms';
import { GIFT } from './keeping';
import { LoyaltyTabs } from './LoyaltyTabs';
import { count } from './Points';

type Row = Schema<'PointsGiftRow'>;
const STATES: Record<Row['state'], string> = { offered: 'approval.waiting', accepted: 'approval.approved', declined: 'approval.rejected', withdrawn: 'approval.withdrawn', lapsed: 'approval.withdrawn', reversed: 'approval.rejected' };

/** Points that clients give each other; the staff looks on, and takes one back where it must. */
export function Component() {
  const { t } = useTranslation('loyalty');
  const refresh = useRefreshAny();
  const reverses = useCan(GIFT, 'reverse');
  const [terms, setTerms] = useState(false);
  const state = (g: Row) => <Status state={STATES[g.state]}>{t(`gift.state.${g.state}`)}</Status>;
  const named = (name: string | null) => name ?? <span className="t3">{t('gift.unseen')}</span>;
  const reverse = (g: Row) => confirm({
    title: t('gift.reverse_title', { points: count(g.points) }), text: t('gift.reverse_text'), verb: t('gift.reverse'), danger: true, reason: true,
    act: async (reason) => {
      await api.post(`/points/gifts/${g.id}/reverse`, { reason });
      await refresh(GIFT, ACCOUNT);
    },
  });
  const columns: Column<Row>[] = [
    { key: 'giver', title: t('gift.giver'), width: 220, render: (g) => named(g.giver) },
    { key: 'taker', title: t('gift.taker'), width: 220, render: (g) => named(g.taker) },
    { key: 'points', title: t('col.amount'), width: 90, align: 'right', sort: true, render: (g) => <span className="num">{count(g.points)}</span> },
    { key: 'state', title: t('rule.state'), width: 110, sort: true, render: state },
    { key: 'offered_by', title: t('gift.offered_by'), width: 100, type: 'person' },
    { key: 'created_at', title: t('gift.offered_at'), width: 110, type: 'ago', sort: true },
    { key: 'settled_by', title: t('gift.settled_by'), width: 100, type: 'person' },
    { key: 'note', title: t('gift.note'), width: 200, grow: true, render: (g) => <span className="el">{g.reason || g.note}</span> },
    ...(reverses ? [{ key: 'id' as const, title: '', width: 90, render: (g: Row) => g.state === 'accepted' && <Button size="small" icon={<Undo2 size={14} />} onClick={() => reverse(g)}>{t('gift.reverse')}</Button> }] : []),
  ];
  return (
    <Page title={t('tab.gifts')} crumb={<LoyaltyTabs />} actions={<Button icon={<Settings2 size={15} />} onClick={() => setTerms(true)}>{t('gift.terms')}</Button>}>
      <DataTable<Row>
        list="points-gifts" path="/points/gifts" resource={GIFT} noun={t('gift.noun')} counter={t('entry_counter')} columns={columns} defaultSort="-created_at"
        rowLabel={(g) => `${g.giver ?? ''} → ${g.taker ?? ''}`} phoneRow={(g) => ({ title: <>{named(g.giver)} → {named(g.taker)}</>, line: <DateText value={g.created_at} as="ago" />, state: state(g), figure: <span className="num">{count(g.points)}</span> })}
        sums={[{ key: 'points', label: t('gift.sum') }]}
        empty={<EmptyState title={t('gift.empty')} text={t('gift.empty_text')} />}
      />
      {terms && <GiftTermsDialog onClose={() => setTerms(false)} />}
    </Page>
  );
}
