import './roles.css';
import { Button } from 'antd';
import { Eye } from 'lucide-react';
import { useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { timeOf } from '@/lib/dates';
import type { LookFacts } from './Look';

/** Everything on the page was another's: it is loaded anew when the look ends. */
const leave = () => window.location.assign('/');

export default function LookBanner({ look }: { look: LookFacts }) {
  const { t } = useTranslation('roles');
  useEffect(() => {
    const timer = window.setTimeout(leave, Math.max(0, new Date(look.until).getTime() - Date.now()));
    return () => window.clearTimeout(timer);
  }, [look.until]);
  const end = () => void api.del('/see-as').finally(leave);
  return createPortal(
    <div className="look" role="status"><Eye size={16} aria-hidden /><span>{t('look.banner', { viewer: look.viewer, person: look.person, until: timeOf(look.until) })}</span><Button size="small" onClick={end}>{t('look.end')}</Button></div>,
    document.body,
  );
}
