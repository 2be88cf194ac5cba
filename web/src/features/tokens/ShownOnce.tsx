import { Button, Modal } from 'antd';
import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { copyText } from '@/ui';
import type { Made } from './api';

/** The token's text: told this once, and closed only by saying that it is kept. */
export function ShownOnce({ made, onClose }: { made: Made; onClose: () => void }) {
  const { t } = useTranslation('tokens');
  const copy = () => copyText(made.token, t('copied'), t('not_copied'));
  return (
    <Modal
      open title={t('once.title', { name: made.name })} closable={false} keyboard={false} maskClosable={false}
      footer={<><Button icon={<Copy size={15} />} onClick={copy}>{t('copy')}</Button><Button type="primary" onClick={onClose}>{t('kept')}</Button></>}
    >
      <p className="s13 t2 mb8">{t('once.text')}</p>
      <code className="num" style={{ overflowWrap: 'anywhere', userSelect: 'all' }} aria-label={t('once.label')}>{made.token}</code>
    </Modal>
  );
}
