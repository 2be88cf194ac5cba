import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Schema } from '@/api/types';
import { DateText, Person, Section } from '@/ui';
import { Balance } from './Points';

/** What the client's people have of their own. */
export function ContactAccounts({ rows }: { rows: Schema<'ContactAccount'>[] }) {
  const { t } = useTranslation('loyalty');
  if (rows.length === 0) return null;
  return (
    <Section title={t('contacts.title')} note={t('contacts.note')}>
      <ul className="ns">
        {rows.map((row) => (
          <li key={row.id}>
            <span className="ns-text row g8"><Person value={row.contact} />{row.last_entry_at && <span className="s13 t3"><DateText value={row.last_entry_at} as="ago" /></span>}</span>
            <span className="sp" /><Link to={`/points/${row.id}`}><Balance value={row.balance} accountId={row.id} /></Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}
