import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '@/app/session';
import { Glyph } from '@/ui';
import { DUPLICATE, useClientDuplicates } from './api';

/** On a dossier: that there may be another of the same client. Nothing where there is none, or for whom it is not. */
export function DuplicateHint({ id }: { id: string }) {
  return useCan(DUPLICATE, 'view') ? <Told id={id} /> : null;
}

function Told({ id }: { id: string }) {
  const { t } = useTranslation('duplicates');
  const found = useClientDuplicates(id).data;
  const first = found?.items[0];
  if (!found || !first) return null;
  return (
    <p className="notice row g8 mb8"><Glyph kind="soon" /><Link className="inline-link" to={found.count === 1 ? `/duplicates/${first.id}` : `/clients/${id}?tab=duplicates`}>{t('of_client.hint', { count: found.count })}</Link></p>
  );
}
