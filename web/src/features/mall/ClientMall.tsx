import { useTranslation } from 'react-i18next';
import { today } from '@/lib/dates';
import { DateText, Section, Tag } from '@/ui';
import { useEntitlements } from './api';
import { OrderTable } from './OrderTable';
import './mall.css';

/** What a client redeemed, and the service channels that run from it. */
export default function ClientMall({ id }: { id: string }) {
  const { t, i18n } = useTranslation('mall');
  const { data } = useEntitlements(id);
  const held = data?.items ?? [];
  const word = (from: string, to: string) => (to < today() ? t('channel.over') : from > today() ? t('channel.later') : t('channel.now'));
  return (
    <>
      {held.length > 0 && (
        <Section title={t('channel.title')}>
          <ul>{held.map((one) => <li key={one.id} className="row wrap g8 base mb8"><b>{(i18n.language.startsWith('en') && one.title_en) || one.title}</b><span className="num t2"><DateText value={one.begins_on} /> — <DateText value={one.ends_on} /></span><Tag>{word(one.begins_on, one.ends_on)}</Tag></li>)}</ul>
        </Section>
      )}
      <OrderTable of="client" scope={[`client:in:${id}`]} />
    </>
  );
}
