import { Button } from 'antd';
import { Ellipsis } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Problem } from '@/api/problem';
import { MenuDrop, toast, usePurge } from '@/ui';
import { archive, refresh, restore, type Project } from './api';

/** Into the bin, out of it, and out of the world. */
export function BinMenu({ project: p }: { project: Project }) {
  const { t } = useTranslation('projects');
  const { t: c } = useTranslation();
  const navigate = useNavigate();
  const purge = usePurge('/projects', p.id, async () => { await navigate('/projects/archived'); await refresh(); });
  const archived = p.archived_at !== null;
  const set = async (now: boolean) => {
    await (now ? archive : restore)([p.id]);
    await refresh();
    toast(now ? { text: t('bin.archived', { name: p.name }), undo: () => set(false) } : t('bin.restored', { name: p.name }));
  };
  const items = [
    ...(p.may.archive ? [{ key: 'archive', label: t(archived ? 'bin.restore' : 'bin.archive'), onClick: () => void set(!archived).catch((e: unknown) => toast({ text: Problem.from(e).message, tone: 'bad' })) }] : []),
    ...(p.may.purge && archived ? [{ key: 'purge', label: c('purge.title'), danger: true, onClick: purge.ask }] : []),
  ];
  if (items.length === 0) return null;
  return <><MenuDrop menu={{ items }}><Button icon={<Ellipsis size={15} />} aria-label={t('bin.more')} /></MenuDrop>{purge.dialog}</>;
}
