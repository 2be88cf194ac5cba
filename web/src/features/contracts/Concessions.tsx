import { useTranslation } from 'react-i18next';
import { DateText, MoneyExact, Section } from '@/ui';
import type { Contract } from './api';

/** What was granted on the contract beside its text, and what of it was taken back. */
export function Concessions({ contract }: { contract: Contract }) {
  const { t } = useTranslation('contracts');
  if (contract.concessions.length === 0) return null;
  const word = (c: Contract['concessions'][number]) => {
    if (c.kind === 'deduction') return t(c.reverses_id ? 'concessions.deduction_back' : 'concessions.deduction', { instalment: c.instalment });
    return t(c.reverses_id ? 'concessions.warranty_back' : 'concessions.warranty', { count: Math.abs(c.months) });
  };
  return (
    <Section title={t('concessions.title')}>
      <ul className="split">
        {contract.concessions.map((c) => (
          <li key={c.id}>
            <span>{word(c)} <span className="s13 t3">{c.title} · {c.booked_by_name} · <DateText value={c.created_at} as="table" />{c.reason && ` · ${c.reason}`}{c.reversed && ` · ${t('concessions.undone')}`}</span></span>
            {c.kind === 'deduction' && <MoneyExact value={c.amount} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}
