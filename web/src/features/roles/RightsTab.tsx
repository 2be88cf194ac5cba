import './roles.css';
import { Button } from 'antd';
import { Eye } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { Problem } from '@/api/problem';
import { useCan, useMe } from '@/app/session';
import { Bone, ErrorState, Section, toast } from '@/ui';
import { ROLE, useMatrix, useRights } from './api';
import { word } from './GrantTable';
import { WhyForm } from './WhyForm';

/** What a person may do, summed over his roles, with the roles that say so. */
export default function RightsTab({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation('roles');
  const me = useMe();
  const rights = useRights(id);
  const items = useMatrix().data?.resources ?? [];
  const mayExplain = useCan(ROLE, 'explain');
  const maySee = useCan(ROLE, 'see_as') && me.id !== id;
  const [busy, setBusy] = useState(false);
  if (rights.isError) return <ErrorState title={t('rights.failed')} problem={Problem.from(rights.error)} onRetry={() => void rights.refetch()} />;
  if (!rights.data) return <Bone height={200} />;
  const look = async () => {
    setBusy(true);
    try {
      await api.post('/see-as', { person_id: id });
      window.location.assign('/');
    } catch (e) {
      setBusy(false);
      toast({ text: Problem.from(e).message, tone: 'bad' });
    }
  };
  const item = (code: string) => items.find((i) => i.code === code);
  const rows = rights.data.rights.filter((r) => item(r.resource));
  return (
    <div className="rights">
      {maySee && <div className="row g12 wrap"><Button icon={<Eye size={15} />} loading={busy} onClick={() => void look()}>{t('look.begin')}</Button><span className="t3 s13">{t('look.note')}</span></div>}
      {mayExplain && <Section title={t('why.title')}><WhyForm person={id} /></Section>}
      <Section title={t('rights.title', { name })} note={rights.data.roles.map((r) => r.name).join('、')}>
        <table>
          <thead><tr><th scope="col">{t('rights.record')}</th><th scope="col">{t('rights.act')}</th><th scope="col">{t('rights.reach')}</th><th scope="col">{t('rights.from')}</th></tr></thead>
          <tbody>
            {rows.map((r) => (
              <tr key={`${r.resource} ${r.action}`}>
                <td>{item(r.resource)?.label}</td><td>{item(r.resource)?.actions.find((a) => a.code === r.action)?.label ?? r.action}</td><td>{word(t, item(r.resource), r.scope)}</td><td className="t3">{r.roles.join('、')}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {rights.data.fields.length > 0 && <p className="t2 mt8">{t('rights.fields')}{rights.data.fields.map((f) => `${item(f.resource)?.fields.find((x) => x.key === f.field)?.label ?? f.field}（${t(`mode.${f.mode}`)}）`).join('、')}</p>}
      </Section>
    </div>
  );
}
