import './interviews.css';
import { Button } from 'antd';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan } from '@/app/session';
import { Bone, ErrorState, Page, Section, toast } from '@/ui';
import { QUESTIONNAIRE, useQuestionnaires, useRefresh, wordOf } from './api';

/** The questionnaires of interviews: those in use, and those put away. */
export function Component() {
  const { t, i18n } = useTranslation('interviews');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const may = useCan(QUESTIONNAIRE, 'create');
  const used = useQuestionnaires('interview');
  const away = useQuestionnaires('interview', true).data ?? [];
  const set = async (id: string, archived: boolean): Promise<void> => {
    await api.post(`/questionnaires/${id}/archived`, {}, { params: { archived } });
    await refresh();
    if (archived) toast({ text: t('done.retired'), undo: () => set(id, false) });
  };
  const bad = (e: unknown) => toast({ text: Problem.from(e).message, tone: 'bad' });
  return (
    <Page title={t('templates')} actions={may && <Button type="primary" icon={<Plus size={15} />} onClick={() => void navigate('/interview-templates/new')}>{t('new_template')}</Button>}>
      <div className="pad iv">
        {used.isPending && <Bone width="100%" height={200} />}
        {used.isError && <ErrorState title={t('failed_templates')} problem={Problem.from(used.error)} onRetry={() => void used.refetch()} />}
        <ul className="iv-rows">
          {(used.data ?? []).map((f) => (
            <li key={f.id}><Link className="grow w6" to={`/interview-templates/${f.id}`}>{wordOf(f, i18n.language)}</Link><span className="s13 t2">{t('questions', { count: f.questions })}</span><span className="s13 t3 num">{t('edition', { number: f.number })}</span>{may && <Button size="small" type="text" aria-label={t('retire_named', { name: f.zh })} onClick={() => void set(f.id, true).catch(bad)}>{t('retire')}</Button>}</li>
          ))}
        </ul>
        {away.length > 0 && <Section title={t('retired')}><ul className="iv-rows">{away.map((f) => <li key={f.id}><span className="grow">{wordOf(f, i18n.language)}</span>{may && <Button size="small" aria-label={t('use_named', { name: f.zh })} onClick={() => void set(f.id, false).catch(bad)}>{t('use')}</Button>}</li>)}</ul></Section>}
      </div>
    </Page>
  );
}
