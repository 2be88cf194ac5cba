import { Button } from 'antd';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useShortcuts } from '@/lib/keyboard';
import { useListPlace } from '../table/place';

/** 第 n 个，共 m 个, and the way to the record before and after, in the list the reader came from. */
export function ListStepper({ resource, id, link }: { resource: string; id: string; link: (id: string) => string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { place, index, hasPrev, hasNext, step } = useListPlace(resource, id);
  const go = (by: 1 | -1) => void step(by).then((to) => { if (to) void navigate(link(to), { replace: true }); });
  useShortcuts([
    { keys: 'j', label: 'keys.next', group: 'page', run: () => go(1) },
    { keys: 'k', label: 'keys.prev', group: 'page', run: () => go(-1) },
  ], place !== null);
  if (!place || index === null) return null;
  return (
    <span className="row g4 s13 t3 nw stepper">
      <span>{place.count === null ? t('record.nth', { n: index }) : t('record.nth_of', { n: index, total: `${place.count.toLocaleString('en')}${place.capped ? '+' : ''}` })}</span>
      <Button size="small" type="text" icon={<ChevronUp size={15} />} disabled={!hasPrev} aria-label={t('keys.prev')} onClick={() => go(-1)} />
      <Button size="small" type="text" icon={<ChevronDown size={15} />} disabled={!hasNext} aria-label={t('keys.next')} onClick={() => go(1)} />
    </span>
  );
}
