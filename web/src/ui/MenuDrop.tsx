import { Dropdown, type DropdownProps } from 'antd';
import { useRef } from 'react';

/** A menu under its button: opened it has the focus, so that the arrows move in it; closed it gives the focus back. */
export function MenuDrop({ onOpenChange, ...props }: DropdownProps) {
  const from = useRef<HTMLElement | null>(null);
  const turn: DropdownProps['onOpenChange'] = (open, info) => {
    if (open) from.current = document.activeElement as HTMLElement | null;
    else if (info.source === 'trigger') {
      window.setTimeout(() => {
        const now = document.activeElement;
        if (now === document.body || now?.closest('[role=menu]')) from.current?.focus();
      });
    }
    onOpenChange?.(open, info);
  };
  return <Dropdown autoFocus trigger={['click']} {...props} onOpenChange={turn} />;
}
