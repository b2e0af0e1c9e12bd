// What survives a reload of this tab. Browsers may forbid it; then it lasts as long as the page.

const KEY = 'stampede-chat';

export function recall() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

export function remember(things) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(things));
  } catch {
    // Nothing depends on it.
  }
}

export function forget() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // There was nothing to forget.
  }
}
