import type { ReactNode } from 'react';

/** A table that scrolls in itself: reached by the keyboard, so that what is out of sight can be read without a mouse. */
export function Scroll({ label, children }: { label: string; children: ReactNode }) {
  // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- axe asks for it: a scrolling region without anything to focus
  return <div className="ctl-scroll" tabIndex={0} role="region" aria-label={label}>{children}</div>;
}
