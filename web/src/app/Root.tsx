import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense } from 'react';
import { RouterProvider } from 'react-router';
import { useKeyboardRoot } from '@/lib/keyboard';
import { queryClient } from '@/lib/queryClient';
import { ConfirmHost } from '@/ui/confirm';
import { Toasts } from '@/ui/toast';
import { AppearanceProvider } from './appearance';
import { IdentityHost } from './confirm/IdentityHost';
import { router } from './router';

export function Root() {
  useKeyboardRoot();
  return (
    <QueryClientProvider client={queryClient}>
      <Suspense>
        <AppearanceProvider>
          <RouterProvider router={router} />
          <Toasts />
          <ConfirmHost />
          <IdentityHost />
        </AppearanceProvider>
      </Suspense>
    </QueryClientProvider>
  );
}
