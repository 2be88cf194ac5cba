import { useTranslation } from 'react-i18next';
import type { Schema } from '@/api/types';
import { usePortal } from './api';

type Specification = Schema<'PortalSpecification'>;

/** What was agreed, and by what it will be judged; nothing where nothing was shared. */
export function Agreed() {
  const { t } = useTranslation('portal');
  const found = usePortal<{ items: Specification[] }>('/portal/specifications');
  if (!found.data?.items.length) return null;
  return (
    <>
      {found.data.items.map((s) => (
        <section key={s.id} className="pcard mt12">
          <h2 className="s16 w6">{t('agreed.title', { title: s.title })}</h2>
          {s.requirements.length > 0 && <h3 className="s14 t2 mt12">{t('agreed.requirements')}</h3>}
          <ol className="pw-agreed">{s.requirements.map((r) => <li key={r.id}><span className="num t3">{r.number}</span><span className="min0"><b>{r.title}</b>{r.text && <span className="s14 t2 pw-text">{r.text}</span>}</span></li>)}</ol>
          {s.criteria.length > 0 && <h3 className="s14 t2 mt12">{t('agreed.criteria')}</h3>}
          <ol className="pw-agreed">{s.criteria.map((c) => <li key={c.id}><span className="num t3">{c.number}</span><span className="min0"><b>{c.title}</b><span className="s14 t2 pw-text">{[t(`agreed.stage.${c.stage}`), c.method, c.tolerance, c.standard].filter(Boolean).join(' · ')}</span></span></li>)}</ol>
        </section>
      ))}
    </>
  );
}
