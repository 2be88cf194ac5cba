import { BadgePercent, Gift, Headset, Package, ShieldPlus, Ticket, TicketCheck, type LucideIcon } from 'lucide-react';
import { pictureOf, type Reward } from './api';

const ICONS: Record<Reward['kind'], LucideIcon> = { voucher: BadgePercent, warranty: ShieldPlus, service: Headset, seat: TicketCheck, goods: Package, code: Ticket };

/** The reward's picture, or what kind of thing it is. */
export function Picture({ id, kind }: { id: string | null; kind: Reward['kind'] }) {
  const Icon = ICONS[kind] ?? Gift;
  return <span className="pw-pic" aria-hidden>{id ? <img src={pictureOf(id)} alt="" loading="lazy" /> : <Icon size={24} strokeWidth={1.75} />}</span>;
}
