/** What WeChat documents as the colours of buttons that were given none. */
const DEFAULTS = new Set(['#000000', '#576b95']);

/**
 * A colour the mini-program chose. The documented defaults, which the API fills in, are none: the
 * theme has its own, and black text would vanish in the dark.
 */
export function ownColor(color: string | undefined): string | undefined {
  return color && !DEFAULTS.has(color.toLowerCase()) ? color : undefined;
}
