import { CircleHelp, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePhone } from '@/lib/useMedia';
import { features } from '../features';
import { JobsIndicator } from './JobsIndicator';

export function TopBarItems({ onHelp, onSearch }: { onHelp: () => void; onSearch: () => void }) {
  const { t } = useTranslation();
  const phone = usePhone();
  return (
    <>
      <JobsIndicator />
      {phone
        ? <button type="button" className="ib" aria-label={t('shell.find')} onClick={onSearch}><Search size={20} strokeWidth={1.75} aria-hidden /></button>
        : <button type="button" className="ib" aria-label={t('shell.help')} title={t('shell.help')} onClick={onHelp}><CircleHelp size={17} strokeWidth={1.75} aria-hidden /></button>}
      {features.flatMap((f) => (f.topItems ?? []).map((Item, i) => <Item key={`${f.name}${i}`} />))}
    </>
  );
}
