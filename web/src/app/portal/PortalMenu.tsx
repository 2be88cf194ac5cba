import { Dropdown } from 'antd';
import { CircleUser } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../session';
import { useMeItems } from '../shell/MeMenu';

export function PortalMenu() {
  const { t } = useTranslation();
  const me = useMe();
  const { items, onClick } = useMeItems();
  return (
    <Dropdown autoFocus menu={{ items, onClick: (e) => onClick(e.key) }} trigger={['click']} placement="bottomRight">
      <button type="button" className="ib" aria-label={t('me.menu', { name: me.name })}><CircleUser size={22} strokeWidth={1.75} aria-hidden /></button>
    </Dropdown>
  );
}
