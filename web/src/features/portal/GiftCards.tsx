import { Button } from 'antd';
import { Gift as GiftIcon } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { dayOf, proseDate } from '@/lib/dates';
import { queryClient } from '@/lib/queryClient';
import { confirm, toast } from '@/ui';
import { usePortal, type Gift, type Gifts } from './api';
import { count } from './PointsCard';

/** On the page of points: that something waits for an answer. */
export function WaitingGifts() {
  const { t } = useTranslation('portal');
  const { data } = usePortal<Gifts>('/portal/gifts');
  const waiting = data?.gifts?.items.filter((g) => g.state === 'offered' && !g.given) ?? [];
  return (
    <>
      {waiting.map((g) => (
        <Link key={g.id} to="/portal/gifts" className="pcard link">
          <span className="row g12"><GiftIcon size={22} strokeWidth={1.75} className="violet" aria-hidden /><span className="grow min0"><b>{t('gift.offers', { other: g.other, points: count(g.points) })}</b><span className="s14 t2 pw-row">{t('gift.answer_it')}</span></span></span>
        </Link>
      ))}
    </>
  );
}

/** An offer to this client with its two answers; nothing moves before one is given. */
export function OfferCard({ gift, may, why }: { gift: Gift; may: boolean; why: string }) {
  const { t, i18n } = useTranslation('portal');
  const [busy, setBusy] = useState<'accept' | 'decline' | null>(null);
  const answer = async (act: 'accept' | 'decline') => {
    setBusy(act);
    try {
      await api.post(`/portal/gifts/${gift.id}/${act}`, {});
      toast(t(`gift.done_${act}`, { points: count(gift.points) }));
    } catch (error) {
      toast({ text: Problem.from(error).message, tone: 'bad' });
    } finally {
      setBusy(null);
      await queryClient.invalidateQueries({ queryKey: ['portal'] });
    }
  };
  return (
    <section className="pcard">
      <h2 className="pw-h">{t('gift.offers', { other: gift.other, points: count(gift.points) })}</h2>
      {gift.note && <p className="t2 mt8 pw-text">{gift.note}</p>}
      <p className="s14 t3 mt8">{t('gift.until', { day: proseDate(dayOf(gift.lapses_at), i18n.language) })}</p>
      {may ? (
        <div className="pw-acts">
          <Button className="pw-btn" loading={busy === 'decline'} disabled={busy !== null} onClick={() => void answer('decline')}>{t('gift.decline')}</Button>
          <Button className="pw-btn" type="primary" loading={busy === 'accept'} disabled={busy !== null} onClick={() => void answer('accept')}>{t('gift.accept', { points: count(gift.points) })}</Button>
        </div>
      ) : <p className="s14 t2 mt8">{why}</p>}
    </section>
  );
}

const STATE: Record<Gift['state'], string> = { offered: 'approval.waiting', accepted: 'approval.approved', declined: 'approval.rejected', withdrawn: 'approval.withdrawn', lapsed: 'approval.withdrawn', reversed: 'approval.rejected' };
export const giftState = (state: Gift['state']) => STATE[state];

/** Taking an offer back that nobody answered. */
export function useWithdraw() {
  const { t } = useTranslation('portal');
  return (gift: Gift) => confirm({
    title: t('gift.withdraw_title', { other: gift.other }), text: t('gift.withdraw_text'), verb: t('gift.withdraw'),
    act: async () => {
      await api.post(`/portal/gifts/${gift.id}/withdraw`, {});
      await queryClient.invalidateQueries({ queryKey: ['portal'] });
    },
  });
}
