import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useRefreshAny } from '@/lib/refresh';
import { FormDialog, toast } from '@/ui';
import { SETTING, useSetting } from './api';

/** From how many points of a checkout somebody decides. */
export function SettingDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('mall');
  const refresh = useRefreshAny();
  const { data } = useSetting(true);
  if (!data) return null;
  return (
    <FormDialog
      open title={t('setting.title')} initial={{ approve_from: data.approve_from }} version={data.version} submitText={t('setting.save')} onCancel={onClose}
      fields={[{ name: 'approve_from', label: t('setting.approve_from'), type: 'integer', min: 0, max: 100_000_000, help: t('setting.help'), disabled: !data.may_change }]}
      onSubmit={(v) => api.put('/mall/setting', v, { version: data.version })} onDone={() => { void refresh(SETTING); toast(t('setting.saved')); onClose(); }}
    />
  );
}
