import { useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { ChevronRight } from 'lucide-react';
import { Link, useNavigate } from 'react-router';
import { api } from '@/api/client';
import { useCan } from '@/app/session';
import { useDefinition } from '@/features/forms/api';
import { formField, nested } from '@/features/forms/fields';
import { Page, RecordForm, toast, type Field } from '@/ui';
import { newKey, send } from '@/features/files/api';
import { CLIENT, useRefresh, type Dossier } from './api';
import { clientFields, sent } from './fields';
import { LICENCE_FACTS } from './licence';
import { LicenceControl } from './LicenceControl';
import { Similar } from './Similar';

export function Component() {
  const { t } = useTranslation('clients');
  const navigate = useNavigate();
  const refresh = useRefresh();
  const [beside, setBeside] = useState<HTMLElement | null>(null);
  const mayAssign = useCan(CLIENT, 'assign');
  const { i18n } = useTranslation();
  const { t: words } = useTranslation('forms');
  const definition = useDefinition(CLIENT);
  const asked = { record: CLIENT, language: i18n.language, t: words };
  // What the type of client needs is asked for at once; it may be left for later.
  const needed = (definition.data?.fields ?? []).filter((f) => f.required_for.length > 0 && !f.removed && f.type !== 'file').map((f, i): Field => ({
    ...formField(f, asked), optional: true, section: i === 0 ? t('part.needed') : undefined, visible: (v) => f.required_for.includes(String(v.kind)),
  }));
  // Shown once a licence has filled them.
  const ofLicence = (definition.data?.fields ?? []).filter((f) => LICENCE_FACTS.has(`facts.${f.key}`) && !f.removed && f.required_for.length === 0).map((f): Field => ({
    ...formField(f, asked), optional: true, visible: (v) => Boolean(v[`facts.${f.key}`]),
  }));
  const plain = [...clientFields(t, undefined, mayAssign), ...needed, ...ofLicence];
  const licence: Field = {
    name: 'licence', label: t('licence.label'), type: 'custom', optional: true,
    render: ({ id, value, set, onChange }) => <LicenceControl id={id} value={value} fields={plain} set={set} onChange={onChange} />,
  };
  const picture = useRef<File | null>(null);
  const keep = async (client: Dossier) => {
    if (!picture.current) return;
    const file = picture.current;
    const store = (): Promise<void> => send(`/records/${CLIENT}/${client.id}/files`, file, newKey(), () => undefined).then(() => undefined);
    await store().catch(() => toast({ text: t('licence.not_kept', { name: file.name }), tone: 'bad' }));
  };
  return (
    <Page title={t('new')} crumb={<span className="row g6"><Link to="/clients">{t('title')}</Link><ChevronRight size={14} aria-hidden /><h1>{t('new')}</h1></span>}>
      <div className="newclient">
        <RecordForm<Dossier>
          draft="clients.client:new" fields={[licence, ...plain]} initial={{ kind: 'employer' }} submitText={t('create')}
          onSubmit={({ licence: file, ...values }, { idempotencyKey }) => { picture.current = file instanceof File ? file : null; return api.post<Dossier>('/clients', nested(sent(values)), { idempotencyKey }); }}
          onDone={(client) => { void keep(client).then(refresh); toast(t('done.created', { name: client.name })); void navigate(`/clients/${client.id}`); }}
          onCancel={() => void navigate('/clients')}
          footer={(values) => beside && createPortal(<Similar values={values} />, beside)}
        />
        <div className="beside" ref={setBeside} />
      </div>
    </Page>
  );
}
