import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { usePortal } from '@/features/portal/api';
import { ClientSwitch, Screen } from '@/features/portal/parts';
import { DateText, Status } from '@/ui';
import { Picture } from './Picture';
import { named, number, photoOf, type Orders } from './window';
import './mall.css';

/** What the client redeemed, the latest first. */
export function Component() {
  const { t, i18n } = useTranslation('mall');
  const query = usePortal<Orders>('/portal/mall/orders');
  return (
    <Screen title={t('portal.orders')} query={query} heading={<div><h1 className="pw-title">{t('portal.orders')}</h1><ClientSwitch /></div>}>
      {({ items }) => (
        <section className="pcard">
          {items.length === 0 ? <><p className="t2 mb12">{t('no_orders')}</p><Link to="/portal/mall" className="inline-link">{t('portal.to_mall')}</Link></> : (
            <ul className="pw-list">
              {items.map((o) => (
                <li key={o.id}>
                  <Picture id={o.picture_id} kind={o.kind} size={44} from={photoOf} />
                  <Link to={`/portal/orders/${o.id}`} className="grow"><span className="bal">{named(o, i18n.language)}{o.quantity > 1 && ` ×${o.quantity}`}</span><span className="s14 t3 dots"><DateText value={o.created_at} as="prose" /><span className="num">{t('portal.n_points', { points: number(o.points) })}</span></span></Link>
                  <Status state={`order.${o.state}`}>{o.kind === 'goods' && o.state === 'fulfilled' ? t('delivered') : undefined}</Status>
                </li>
              ))}
            </ul>
          )}
        </section>
      )}
    </Screen>
  );
}
