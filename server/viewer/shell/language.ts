/**
 * A browser started under a POSIX locale calls its language "en-US@posix", which Intl refuses, and
 * uPlot asks Intl as soon as it is loaded. So this comes before it.
 */
try {
  Intl.getCanonicalLocales(navigator.language);
} catch {
  Object.defineProperty(navigator, 'language', { value: 'en' });
}
