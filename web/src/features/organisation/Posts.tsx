import './organisation.css';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useDepartments } from '@/features/accounts/api';
import { departmentChoices } from '@/features/accounts/fields';
import { DateText, FormDialog, Status, toast } from '@/ui';
import { useRefreshAll, type Post } from './api';

/** The posts of a person: the main one owns his records, every current one counts for what he sees. */
export function Posts({ id, posts, may }: { id: string; posts: Post[]; may: boolean }) {
  const { t } = useTranslation('organisation');
  const refresh = useRefreshAll();
  const departments = useDepartments().data ?? [];
  const [adding, setAdding] = useState(false);
  const attempt = (act: () => Promise<unknown>, said: string) => void act().then(() => { void refresh(); toast(said); }, (error: unknown) => toast(Problem.from(error).message));
  const make = (p: Post) => attempt(() => api.patch(`/posts/${p.id}`, { main: true }, { version: p.version }), t('post.made_main', { name: p.department }));
  const end = (p: Post) => attempt(() => api.post(`/posts/${p.id}/end`, {}, { version: p.version }), t('post.ended', { name: p.department }));
  const several = posts.filter((p) => p.current).length > 1;
  return (
    <>
      <div className="row btw mb8 posts-head"><h2 className="ct">{t('post.title')}</h2>{may && <Button size="small" icon={<Plus size={14} />} onClick={() => setAdding(true)}>{t('post.add')}</Button>}</div>
      {posts.length === 0 && <p className="t3 s13">{t('post.none')}</p>}
      <ul className="posts">
        {posts.map((p) => (
          <li key={p.id}>
            <Status state={p.current ? (p.main ? 'post.main' : 'post.second') : 'post.over'} />
            <span className="el">{[p.department, p.title].filter(Boolean).join(' · ')}</span>
            <span className="t3 s13"><DateText value={p.since} />{' — '}{p.until ? <DateText value={p.until} /> : t('post.now')}</span>
            <span className="sp" />
            {may && p.current && !p.main && <Button size="small" type="text" onClick={() => make(p)}>{t('post.make_main')}</Button>}
            {may && p.current && (!p.main || !several) && <Button size="small" type="text" onClick={() => end(p)}>{t('post.end')}</Button>}
          </li>
        ))}
      </ul>
      {adding && (
        <FormDialog
          open title={t('post.add')} submitText={t('post.add')} onCancel={() => setAdding(false)} initial={{ department_id: '', title: '', main: false, since: '', until: '' }}
          fields={[
            { name: 'department_id', label: t('inv.department'), type: 'choice', choices: departmentChoices(departments) },
            { name: 'title', label: t('inv.post'), type: 'text', optional: true, maxLength: 60 },
            { name: 'main', label: t('post.as_main'), type: 'switch', optional: true, help: t('post.main_help') },
            { name: 'since', label: t('post.since'), type: 'date', optional: true, help: t('post.since_help') },
            { name: 'until', label: t('post.until'), type: 'date', optional: true },
          ]}
          onSubmit={({ since, until, ...values }, { idempotencyKey }) => api.post(`/people/${id}/posts`, { ...values, main: Boolean(values.main), since: since || null, until: until || null }, { idempotencyKey })}
          onDone={() => { setAdding(false); void refresh(); toast(t('post.added')); }}
        />
      )}
    </>
  );
}
