import { BadgePercent, Gift, Headset, Package, ShieldPlus, Ticket, TicketCheck, type LucideIcon } from 'lucide-react';
import { pictureOf, type Kind } from './api';

const ICONS: Record<Kind, LucideIcon> = { voucher: BadgePercent, warranty: ShieldPlus, service: Headset, seat: TicketCheck, goods: Package, code: Ticket };

/** The reward's picture, or what kind of thing it is. */
export function Picture({ id, kind, size = 32, from = pictureOf }: { id: string | null; kind: Kind; size?: number; from?: (id: string) => string }) {
  const Icon = ICONS[kind] ?? Gift;
  return (
    <span className="ml-pic" style={{ width: size, height: size }} aria-hidden>
      {id ? <img src={from(id)} alt="" width={size} height={size} loading="lazy" /> : <Icon size={Math.round(size / 2)} strokeWidth={1.75} />}
    </span>
  );
}
