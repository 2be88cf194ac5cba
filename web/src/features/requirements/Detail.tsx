import { Button, Drawer } from 'antd';
import { Pencil } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { usePhone } from '@/lib/useMedia';
import { Bone, ErrorState, FormDialog, toast, type Field, type Values } from '@/ui';
import { useRefresh, type Part, type Specification } from './api';
import { CriterionBody, TestBody } from './CaseBody';
import { partFields, PATHS, sent } from './fields';
import { PrototypeBody } from './PrototypeBody';
import { RequirementBody } from './RequirementBody';

const BODIES = { requirements: RequirementBody, prototypes: PrototypeBody, tests: TestBody, criteria: CriterionBody };

export interface DetailProps { spec: Specification; id: string; onClose: () => void }

/** One item beside its list. */
export function Detail({ part, ...props }: DetailProps & { part: Part }) {
  const Body = BODIES[part];
  return <Body {...props} />;
}

interface Query<T> { data?: T; isPending: boolean; isError: boolean; error: unknown; refetch: () => unknown }

/** The frame: title, the item when it has come, what can be done at the foot. */
export function Frame<T extends { number: string; title: string }>({ query, onClose, acts, children }: { query: Query<T>; onClose: () => void; acts?: (item: T) => ReactNode; children: (item: T) => ReactNode }) {
  const { t } = useTranslation('requirements');
  const phone = usePhone();
  const item = query.data;
  return (
    <Drawer open title={item ? <span><span className="num t3">{item.number}</span> {item.title}</span> : ''} size={phone ? '100%' : 620} onClose={onClose} destroyOnHidden>
      {query.isPending && <Bone width="100%" height={240} />}
      {query.isError && <ErrorState title={t('failed')} problem={Problem.from(query.error)} onRetry={() => void query.refetch()} />}
      {item && <>{acts && <div className="row wrap g8 mb12">{acts(item)}</div>}{children(item)}</>}
    </Drawer>
  );
}

interface EditProps { spec: Specification; part: Part; item: { id: string; version: number; number: string }; initial: Values; labels?: Record<string, string>; more?: Field[] }

/** The button and its form: a change goes with the version that was read. */
export function Edit({ spec, part, item, initial, more = [] }: EditProps) {
  const { t } = useTranslation('requirements');
  const refresh = useRefresh();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={<Pencil size={15} />} onClick={() => setOpen(true)}>{t('edit')}</Button>
      {open && (
        <FormDialog
          open title={t('edit_title', { number: item.number })} fields={[...partFields(t, spec, part), ...more]} initial={initial} version={item.version} submitText={t('save')} onCancel={() => setOpen(false)}
          onSubmit={(values, { version }) => api.patch(`/${PATHS[part]}/${item.id}`, sent(values), { version })}
          onDone={() => { setOpen(false); void refresh(); toast(t('done.saved')); }}
        />
      )}
    </>
  );
}

/** Put away, with the way back. */
export function Archive({ part, item, onClose }: { part: Part; item: { id: string; number: string }; onClose: () => void }) {
  const { t } = useTranslation('requirements');
  const refresh = useRefresh();
  const set = async (archived: boolean): Promise<void> => {
    await api.post(`/${PATHS[part]}/${item.id}/archived`, {}, { params: { archived } });
    await refresh();
    if (archived) { onClose(); toast({ text: t('done.archived', { number: item.number }), undo: () => set(false) }); }
  };
  return <Button type="text" onClick={() => void set(true).catch((e: unknown) => toast({ text: Problem.from(e).message, tone: 'bad' }))}>{t('archive')}</Button>;
}
