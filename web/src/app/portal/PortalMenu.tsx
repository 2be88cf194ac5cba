import { CircleUser } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../session';
import { useMeItems } from '../shell/MeMenu';
import { MenuDrop } from '@/ui/MenuDrop';

export function PortalMenu() {
  const { t } = useTranslation();
  const me = useMe();
  const { items, onClick } = useMeItems();
  return (
    <MenuDrop menu={{ items, onClick: (e) => onClick(e.key) }} placement="bottomRight">
      <button type="button" className="ib" aria-label={t('me.menu', { name: me.name })}><CircleUser size={22} strokeWidth={1.75} aria-hidden /></button>
    </MenuDrop>
  );
}
