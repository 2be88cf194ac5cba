import { api } from '@/api/client';

/** By this name the window that confirmed who one is tells the one that waits: it may have lost its opener on the way. */
export const CONFIRMED = 'dougong.confirmed';

export class Blocked extends Error {}

/** Signs in at a provider anew in a window of its own; resolves when that has confirmed who one is, rejects when it was closed. */
export function confirmElsewhere(code: string, act: string): Promise<void> {
  const popup = window.open('', '_blank', 'width=520,height=700');
  if (!popup) return Promise.reject(new Blocked());
  return new Promise((resolve, reject) => {
    const channel = new BroadcastChannel(CONFIRMED);
    const end = (then: () => void) => { channel.close(); then(); };
    channel.onmessage = () => end(resolve);
    api.post<{ url: string }>(`/session/confirm/sso/${code}`, { act }).then(({ url }) => { popup.location.href = url; }, (error: unknown) => { popup.close(); end(() => reject(error)); });
  });
}
