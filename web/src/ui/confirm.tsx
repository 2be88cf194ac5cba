import { Input, Modal } from 'antd';
import { useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '@/api/problem';

export interface ConfirmOptions {
  title: string;
  text?: string;
  /** The verb with its count: 清除 3 个客户. */
  verb: string;
  danger?: boolean;
  /** Asks for a sentence first, kept with the act. */
  reason?: boolean;
  /** Runs while the dialog stays open; a failure is shown there. */
  act: (reason: string) => Promise<unknown>;
}

let open: ConfirmOptions | null = null;
const listeners = new Set<() => void>();

function set(value: ConfirmOptions | null): void {
  open = value;
  listeners.forEach((l) => l());
}

/** Only for what cannot be undone; what can be is done at once and offers 撤销. */
export function confirm(options: ConfirmOptions): void {
  set(options);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function ConfirmHost() {
  const options = useSyncExternalStore(subscribe, () => open);
  if (!options) return null;
  return <ConfirmDialog key={options.title} options={options} />;
}

function ConfirmDialog({ options }: { options: ConfirmOptions }) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState('');
  const run = async () => {
    setBusy(true);
    try {
      await options.act(reason.trim());
      set(null);
    } catch (error) {
      setFailure(Problem.from(error).message);
      setBusy(false);
    }
  };
  return (
    <Modal
      open title={options.title} okText={options.verb} cancelText={t('act.cancel')} onOk={() => void run()} onCancel={() => set(null)} width={440}
      confirmLoading={busy} okButtonProps={{ danger: options.danger, disabled: options.reason && reason.trim() === '' }}
    >
      {options.text && <p className="t2">{options.text}</p>}
      {options.reason && (
        <label className="col g6 mt12 s13">{t('confirm.reason')}
          <Input.TextArea value={reason} onChange={(e) => setReason(e.target.value)} autoSize={{ minRows: 2, maxRows: 5 }} />
        </label>
      )}
      {failure && <p className="red s13 mt8" role="alert">{failure}</p>}
    </Modal>
  );
}
