import { Modal, Switch } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { activeShortcuts, keysEnabled, type Shortcut } from '@/lib/keyboard';
import { save } from '@/lib/storage';

const GROUPS = ['go', 'list', 'page'] as const;

const shown = (keys: string) => keys.split(' ').map((k) => (k.startsWith('mod+') ? `Ctrl ${k.slice(4).toUpperCase()}` : k === 'Escape' ? 'Esc' : k.length > 1 ? k : k.toUpperCase()));

export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['common', 'nav']);
  const [on, setOn] = useState(keysEnabled);
  const [all] = useState<Shortcut[]>(activeShortcuts);
  const toggle = (value: boolean) => { save('keys', value); setOn(value); };
  return (
    <Modal open title={t('keys.title')} onCancel={onClose} footer={null} width={480}>
      {GROUPS.map((group) => {
        const lines = all.filter((s) => (s.group ?? 'page') === group);
        if (lines.length === 0) return null;
        return (
          <section key={group} className="mt12">
            <h3 className="s12 t3">{t(`keys.group.${group}`)}</h3>
            {lines.map((s) => (
              <div key={s.keys} className="row btw keyline"><span>{t(s.label ?? '')}</span><span className="row g4">{shown(s.keys).map((k) => <kbd key={k}>{k}</kbd>)}</span></div>
            ))}
          </section>
        );
      })}
      <div className="row btw mt16"><span id="keys-on">{t('keys.on')}</span><Switch checked={on} onChange={toggle} aria-labelledby="keys-on" /></div>
    </Modal>
  );
}
