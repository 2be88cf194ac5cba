import { useTranslation } from 'react-i18next';
import { LockNote } from '@/features/privacy/LockNote';
import { Reveal } from '@/features/privacy/Reveal';
import { phoneText } from '@/lib/phone';
import { USER, type PersonFacts } from './api';

/** A colleague's mailbox or phone as far as the reader is shown it: whole, masked with its eye, or only that it is there. */
export function Secret({ person: p, name }: { person: PersonFacts; name: 'email' | 'phone' }) {
  const { t } = useTranslation('accounts');
  const { t: lock } = useTranslation('privacy');
  const label = name === 'email' ? t('email_of', { name: p.name }) : t('phone_of', { name: p.name });
  const value = p[name];
  if (p.hidden?.includes(name)) return <span className="row g4 t3">{lock('lock.not_shown')}<LockNote resource={USER} field={name} label={label} hidden /></span>;
  if (!value) return <span className="t3">—</span>;
  if (p.masked?.includes(name)) return <Reveal resource={USER} id={p.id} field={name} label={label} masked={value} show={name === 'phone' ? phoneText : undefined} />;
  return name === 'phone' ? <a className="num" href={`tel:${value}`}>{phoneText(value)}</a> : <a href={`mailto:${value}`}>{value}</a>;
}
