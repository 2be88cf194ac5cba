import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { PROJECT, type Task, type Why } from '../api';

interface Props { task: Task; version: number; onLinks: (links: string[]) => void; onGo: (id: string) => void }

/** Why the task lies where it lies: what decides, and the chain behind it. Its links are marked in the chart. */
export function WhyBox({ task, version, onLinks, onGo }: Props) {
  const { t } = useTranslation('projects');
  const query = useQuery({ queryKey: [PROJECT, 'why', task.id, version], queryFn: ({ signal }) => api.get<Why>(`/tasks/${task.id}/why`, { signal }), staleTime: Infinity });
  const links = query.data?.links;
  useEffect(() => { if (links) onLinks(links); return () => onLinks([]); }, [links, onLinks]);
  if (query.error) return <p className="red s13" role="alert">{Problem.from(query.error).message}</p>;
  if (!query.data) return null;
  const { reasons, path } = query.data;
  return (
    <section className="pl-why-box" aria-label={t('why.title')}>
      <ul>{reasons.map((reason) => <li key={`${reason.kind}${reason.text}`} className="s13">{reason.text}{reason.task && <Button type="link" size="small" onClick={() => onGo(reason.task ?? '')}>{t('why.go')}</Button>}</li>)}</ul>
      {path.length > 1 && (
        <>
          <p className="lbl mt8">{t('why.path')}</p>
          <ol className="pl-path">{path.map((step) => <li key={step.id} className={step.critical ? 'crit' : ''}><button type="button" className="linkish s13" onClick={() => onGo(step.id)}><span className="num t3">{step.wbs}</span> {step.name}</button><span className="sp" /><span className="num s12 t3">{step.start?.slice(5, 10)} — {step.finish?.slice(5, 10)}</span></li>)}</ol>
        </>
      )}
    </section>
  );
}
