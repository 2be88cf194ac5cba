import { Button } from 'antd';
import { ChevronLeft, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import type { Schema } from '@/api/types';
import { dayOf, proseDate } from '@/lib/dates';
import { queryClient } from '@/lib/queryClient';
import { EmptyState, Status, toast } from '@/ui';
import { ofClient, useClient, usePortal, type ClientGifts, type Gift, type Gifts } from './api';
import { giftState, OfferCard, useWithdraw } from './GiftCards';
import { GiftForm } from './GiftForm';
import { count, Moved } from './PointsCard';
import { ClientSwitch, Screen } from './parts';

/** Points to and from other clients. */
export function Component() {
  const { t } = useTranslation('portal');
  const query = usePortal<Gifts>('/portal/gifts');
  const heading = <div><Link to="/portal/points" className="pw-switch"><ChevronLeft size={18} aria-hidden />{t('points')}</Link><h1 className="pw-title m0">{t('gift.title')}</h1><ClientSwitch /></div>;
  return (
    <Screen title={t('gift.title')} query={query} heading={heading}>
      {({ gifts }) => (gifts ? <Page gifts={gifts} /> : <EmptyState title={t('nobody')} text={t('nobody_text')} />)}
    </Screen>
  );
}

function Page({ gifts }: { gifts: ClientGifts }) {
  const { t } = useTranslation('portal');
  const client = useClient();
  const [giving, setGiving] = useState(false);
  const waiting = gifts.items.filter((g) => g.state === 'offered' && !g.given);
  const rest = gifts.items.filter((g) => !waiting.includes(g));
  return (
    <>
      {waiting.map((g) => <OfferCard key={g.id} gift={g} may={gifts.may_answer} why={t('gift.of_primary')} />)}
      <section className="pcard">
        <h2 className="pw-h">{t('gift.give')}</h2>
        {gifts.why_not
          ? <p className="t2 mt8">{gifts.why_not}</p>
          : <p className="t2 mt8">{t('gift.bounds', { gift: count(gifts.most_gift), month: count(gifts.most_month), days: gifts.answer_days })}</p>}
        {!gifts.why_not && <Button type="primary" block className="pw-btn mt12" disabled={gifts.most === 0} onClick={() => setGiving(true)}>{gifts.most === 0 ? t('gift.month_full') : t('gift.begin')}</Button>}
      </section>
      {gifts.allowed && <Code code={gifts.code} may={gifts.may_answer} />}
      <section className="pcard">
        <h2 className="pw-h">{t('gift.history')}</h2>
        {rest.length === 0 ? <p className="t2 mt8">{t('gift.none')}</p> : <ul className="pw-list">{rest.map((g) => <Row key={g.id} gift={g} />)}</ul>}
      </section>
      {giving && <GiftForm most={gifts.most} clientId={client?.id ?? ''} onClose={() => setGiving(false)} />}
    </>
  );
}

/** What others must know to give this client points. */
function Code({ code, may }: { code: string | null; may: boolean }) {
  const { t } = useTranslation('portal');
  const client = useClient();
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    try {
      await api.post<Schema<'PortalGiftCode'>>(ofClient('/portal/gifts/code', client), {});
      await queryClient.invalidateQueries({ queryKey: ['portal', '/portal/gifts'] });
    } catch (error) {
      toast({ text: Problem.from(error).message, tone: 'bad' });
    } finally { setBusy(false); }
  };
  const copy = async () => { await navigator.clipboard.writeText(code ?? ''); toast(t('copied')); };
  if (!code && !may) return null;
  return (
    <section className="pcard">
      <h2 className="pw-h">{t('gift.code')}</h2>
      <p className="t2 mt8">{t('gift.code_text')}</p>
      {code
        ? <div className="row btw g12 mt8"><b className="num pw-code">{code}</b><Button className="pw-btn" icon={<Copy size={16} />} onClick={() => void copy()}>{t('gift.code_copy')}</Button></div>
        : <Button block className="pw-btn mt12" loading={busy} onClick={() => void make()}>{t('gift.code_make')}</Button>}
    </section>
  );
}

function Row({ gift }: { gift: Gift }) {
  const { t, i18n } = useTranslation('portal');
  const withdraw = useWithdraw();
  return (
    <li>
      <span className="grow"><span className="bal">{t(gift.given ? 'gift.to' : 'gift.from', { other: gift.other })}</span><span className="s14 t3 dots"><span className="num">{proseDate(dayOf(gift.offered_at), i18n.language)}</span><Status state={giftState(gift.state)}>{t(`gift.state.${gift.state}`)}</Status>{gift.note && <span>{gift.note}</span>}</span></span>
      <span className="r"><Moved value={gift.given ? -gift.points : gift.points} />{gift.given && gift.state === 'offered' && <Button type="text" className="pw-small" onClick={() => withdraw(gift)}>{t('gift.withdraw')}</Button>}</span>
    </li>
  );
}
