import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { Masked, toast } from '@/ui';
import { LockNote } from './LockNote';

/** A masked value with its lock and the button that shows it whole, on record. Whoever may not ask sees mask and lock alone. */
export function Reveal({ resource, id, field, part, label, masked, show }: { resource: string; id: string; field: string; part?: string; label: string; masked: string; show?: (value: string) => string }) {
  const { t } = useTranslation('privacy');
  const may = useCan('privacy.reveal', 'reveal');
  const ask = async () => {
    try {
      const { value } = await api.post<{ value: string }>('/reveal', { resource, id, field, part });
      return show?.(value) ?? value;
    } catch (failure) {
      toast({ text: Problem.from(failure).message || t('reveal.failed'), tone: 'bad' });
      return masked;
    }
  };
  return <span className="row g4 wrap"><Masked masked={masked} label={label} reveal={may ? ask : undefined} /><LockNote resource={resource} field={field} label={label} /></span>;
}
