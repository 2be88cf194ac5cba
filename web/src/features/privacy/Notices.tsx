import { Button } from 'antd';
import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { Bone, confirm, DateText, EmptyState, ErrorState, FormDialog, Section, Tag, toast } from '@/ui';
import { useNotices, useRefresh, type Notice } from './api';
import { Frame } from './Frame';

const AUDIENCES = ['contact', 'staff'] as const;

/** What people are told of the use of their data, in versions. */
export function Component() {
  const { t } = useTranslation('privacy');
  const notices = useNotices();
  return (
    <Frame>
      <div className="pv-body">
        {notices.isPending && <div className="col g16" aria-hidden><Bone height={64} /><Bone height={64} /></div>}
        {notices.isError && <ErrorState title={t('failed')} problem={Problem.from(notices.error)} onRetry={() => void notices.refetch()} />}
        {notices.data && AUDIENCES.map((audience) => <Audience key={audience} audience={audience} rows={notices.data.items.filter((n) => n.audience === audience)} template={notices.data.templates[audience]} />)}
      </div>
    </Frame>
  );
}

function Audience({ audience, rows, template }: { audience: 'staff' | 'contact'; rows: Notice[]; template?: { zh: string; en: string } }) {
  const { t, i18n } = useTranslation('privacy');
  const may = useCan('privacy.notice', 'update');
  const refresh = useRefresh();
  const [writing, setWriting] = useState(false);
  const last = rows[0];
  const publish = (n: Notice) => confirm({
    title: t('notice.publish_title'), text: t(`notice.publish_${audience}`), verb: t('notice.publish'),
    act: async () => { await api.post(`/privacy/notices/${n.id}/publish`); await refresh(); toast(t('notice.published_done')); },
  });
  return (
    <Section title={t(`notice.for_${audience}`)} action={may && <Button size="small" icon={<Pencil size={14} />} onClick={() => setWriting(true)}>{t('notice.write')}</Button>}>
      {rows.length === 0 && <EmptyState title={t('notice.none')} text={t('notice.none_text')} />}
      {rows.length > 0 && (
        <ul className="pv-list">
          {rows.map((n) => (
            <li key={n.id}>
              <details className="grow"><summary>{n.number ? t('notice.version', { number: n.number }) : t('notice.draft')}</summary><p className="pv-text mt8">{(i18n.language.startsWith('en') && n.en) || n.zh}</p></details>
              {n.published_at ? <span className="s13 t2"><DateText value={n.published_at} as="stamp" /> · {n.published_by} · {t('notice.agreed', { count: n.agreed })}</span> : <Tag>{t('notice.draft')}</Tag>}
              {may && !n.number && <Button size="small" type="primary" onClick={() => publish(n)}>{t('notice.publish')}</Button>}
            </li>
          ))}
        </ul>
      )}
      {writing && (
        <FormDialog
          open title={t(`notice.for_${audience}`)} submitText={t('notice.save')} onCancel={() => setWriting(false)} initial={{ zh: last?.zh ?? template?.zh ?? '', en: last?.en ?? template?.en ?? '' }}
          fields={[{ name: 'zh', label: t('notice.zh'), type: 'textarea', maxLength: 20000 }, { name: 'en', label: t('notice.en'), type: 'textarea', optional: true, maxLength: 20000 }]}
          onSubmit={(values) => api.put('/privacy/notices', { audience, ...values })} onDone={() => { setWriting(false); void refresh(); toast(t('notice.saved')); }}
        />
      )}
    </Section>
  );
}
