/**
 * Keeps the shell webview above the pages while anybody holds it there. Calls to the host are
 * made one after the other, and a wish that was withdrawn meanwhile is not carried out.
 */
export class Raise {
  private readonly holders = new Set<object>();
  private raised = false;
  private work: Promise<void> = Promise.resolve();

  constructor(private readonly apply: (raised: boolean) => Promise<unknown>) {}

  /** Resolves when the shell is above the pages. */
  hold(holder: object): Promise<void> {
    this.holders.add(holder);
    return this.settle();
  }

  release(holder: object): Promise<void> {
    this.holders.delete(holder);
    return this.settle();
  }

  private settle(): Promise<void> {
    this.work = this.work.then(async () => {
      const wanted = this.holders.size > 0;
      if (wanted === this.raised) return;
      this.raised = wanted;
      // Transparent before it goes up and until it is down, so that the page never vanishes.
      if (wanted) document.documentElement.classList.add('raised');
      try {
        await this.apply(wanted);
      } catch (error) {
        console.error('shell_raise:', error);
      }
      if (!wanted) document.documentElement.classList.remove('raised');
    });
    return this.work;
  }
}
