import './privacy.css';
import { Button, Modal } from 'antd';
import { Copy } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Schema } from '@/api/types';
import { copyText } from '@/ui';

export interface RevealedList { label: string; items: Schema<'RevealedRow'>[] }

/** What was shown in bulk, for as long as the dialog stands. Every line of it is on record. */
export default function RevealMany({ list, show, onClose }: { list: RevealedList; show?: (value: string) => string; onClose: () => void }) {
  const { t } = useTranslation('privacy');
  const said = (value: string) => (value ? show?.(value) ?? value : '—');
  const copy = () => copyText(list.items.map((i) => `${i.title}\t${i.value}`).join('\n'), t('reveal.copied'), t('reveal.not_copied'));
  return (
    <Modal open title={t('reveal.many_title', { label: list.label })} onCancel={onClose} footer={<><Button icon={<Copy size={14} />} onClick={copy}>{t('reveal.copy')}</Button><Button type="primary" onClick={onClose}>{t('reveal.close')}</Button></>}>
      <p className="t2 s13">{t('reveal.many_note', { count: list.items.length })}</p>
      <table className="revealed mt8">
        <tbody>{list.items.map((i) => <tr key={i.id}><th scope="row" className="el">{i.title}</th><td className="num">{said(i.value)}</td></tr>)}</tbody>
      </table>
    </Modal>
  );
}
