import { useTranslation } from 'react-i18next';
import { api } from '@/api/client';
import { useRefreshOf } from '@/lib/refresh';
import { FormDialog, toast, type Values } from '@/ui';
import { ALL, type Earned } from './api';

/** Where budgets come from, which EAC counts, how durations are drawn. */
export function SettingDialog({ id, earned, onClose }: { id: string; earned: Earned; onClose: () => void }) {
  const { t } = useTranslation('control');
  const refresh = useRefreshOf(ALL);
  const s = earned.setting;
  const send = ({ contract_percent, ...values }: Values) => ({ ...values, ...(values.source === 'contract' ? { contract_percent } : {}) });
  return (
    <FormDialog
      open title={t('setting.title')} submitText={t('save')} onCancel={onClose} version={s.version}
      fields={[
        { name: 'source', label: t('setting.source'), type: 'choice', choices: ['entered', 'contract', 'assignments'].map((value) => ({ value, label: t(`source_name.${value}`) })), help: t('setting.source_help') },
        { name: 'contract_percent', label: t('setting.contract_percent'), type: 'integer', min: 1, max: 100, visible: (v) => v.source === 'contract' },
        { name: 'formula', label: t('setting.formula'), type: 'choice', choices: ['typical', 'atypical', 'mixed'].map((value) => ({ value, label: t(`eac.${value}`) })) },
        { name: 'shape', label: t('setting.shape'), type: 'choice', choices: ['pert', 'triangular'].map((value) => ({ value, label: t(`shape.${value}`) })), section: t('draw.title') },
        { name: 'low', label: t('setting.low'), type: 'integer', min: 10, max: 100, help: t('setting.spread_help') },
        { name: 'high', label: t('setting.high'), type: 'integer', min: 100, max: 500 },
      ]}
      initial={{ source: s.source, contract_percent: s.contract_percent, formula: s.formula, shape: s.shape, low: s.low, high: s.high }}
      onSubmit={(values, { version }) => api.patch(`/projects/${id}/control`, send(values), { version })}
      onDone={() => { onClose(); void refresh(); toast(t('done.setting')); }}
    />
  );
}
