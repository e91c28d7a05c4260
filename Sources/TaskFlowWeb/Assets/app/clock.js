// The server's clock, as its answers tell it: leases end by that one, whatever the clock here says. Pure.

const clockBounds = { low: -Infinity, high: Infinity };

// Takes the `Date` of an answer, which is cut to the second and may be one second old, with when it was asked and came here.
export function hearClock(date, asked, got) {
  const told = Date.parse(date ?? '');
  if (Number.isNaN(told)) return;
  const low = told - got;
  const high = told + 2000 - asked;
  // Bounds that contradict those before mean that a clock was set: what was known counts no more.
  const isSame = low <= clockBounds.high && high >= clockBounds.low;
  clockBounds.low = isSame ? Math.max(low, clockBounds.low) : low;
  clockBounds.high = isSame ? Math.min(high, clockBounds.high) : high;
}

// What is now for the server; of two clocks that may agree, the one here.
export function serverNow(local = Date.now()) {
  const { low, high } = clockBounds;
  if (low <= 0 && high >= 0) return local;
  return local + Math.round((low + high) / 2);
}
