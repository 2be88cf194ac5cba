import { useTranslation } from 'react-i18next';
import { LockNote } from '@/features/privacy/LockNote';
import { Reveal } from '@/features/privacy/Reveal';
import { phoneText } from '@/lib/phone';
import { DateText, Details } from '@/ui';
import type { Dossier } from './api';

const PLAIN = ['uscc', 'industry', 'region_name', 'address', 'phone', 'email', 'website', 'legal_rep', 'business', 'source'] as const;

/** Numbers by which one calls or writes are links. */
function Plain({ id, name, value, masked }: { id: string; name: (typeof PLAIN)[number]; value: string; masked: boolean }) {
  const { t } = useTranslation('clients');
  if (masked) return <Reveal resource="clients.client" id={id} field={name} label={t(`field.${name}`)} masked={value} show={name === 'phone' ? phoneText : undefined} />;
  if (name === 'phone') return <a className="num" href={`tel:${value}`}>{phoneText(value)}</a>;
  if (name === 'email') return <a href={`mailto:${value}`}>{value}</a>;
  return <span className={name === 'uscc' ? 'num' : undefined}>{value}</span>;
}

/** A field that is there, and not for this reader. */
function NotShown({ name }: { name: (typeof PLAIN)[number] }) {
  const { t } = useTranslation('clients');
  const { t: lock } = useTranslation('privacy');
  return <span className="row g4 t3">{lock('lock.not_shown')}<LockNote resource="clients.client" field={name} label={t(`field.${name}`)} hidden /></span>;
}

export function DetailsTab({ client }: { client: Dossier }) {
  const { t } = useTranslation('clients');
  return (
    <Details
      items={[
        { label: t('field.name'), value: client.name },
        { label: t('field.kind'), value: t(`kind.${client.kind}`) },
        ...PLAIN.map((name) => ({ label: t(`field.${name}`), value: client.hidden?.includes(name) ? <NotShown name={name} /> : client[name] ? <Plain id={client.id} name={name} value={client[name]} masked={client.masked?.includes(name) ?? false} /> : null })),
        { label: t('field.since'), value: client.since && <DateText value={client.since} /> },
        { label: t('field.department'), value: client.department },
        { label: t('field.created_at'), value: <DateText value={client.created_at} /> },
      ]}
    />
  );
}
