// One picture that follows its map: asks for another when the map has changed, one at a time, and keeps the
// last good one where there is none. Knows nothing of VS Code.

/**
 * @typedef {{line: number, message: string}} Finding
 * @typedef {{version: number | null, svg: string | null, errors: Finding[]}} Drawn
 * @typedef {object} Shown
 * @property {string | null} svg the last good picture
 * @property {boolean} stale whether it is older than the text
 * @property {Finding[]} errors what is wrong with the text
 * @property {string} trouble why there is no answer; empty where there is one
 */

class Follower {
  /**
   * @param {() => Promise<Drawn>} ask
   * @param {(shown: Shown) => void} show
   */
  constructor(ask, show) {
    this.ask = ask;
    this.show = show;
    /** @type {Shown} */
    this.shown = { svg: null, stale: false, errors: [], trouble: "" };
    this.asking = false;
    this.again = false;
    this.ended = false;
  }

  /** The map has changed, or may have. Settles when all that has changed by then is shown. */
  async changed() {
    this.again = true;
    if (this.asking) return;
    this.asking = true;
    while (this.again && !this.ended) {
      this.again = false;
      const shown = await this.drawn();
      if (this.ended) break;
      this.shown = shown;
      this.show(shown);
    }
    this.asking = false;
  }

  /** @returns {Promise<Shown>} */
  async drawn() {
    const { svg: last } = this.shown;
    try {
      const { svg, errors } = await this.ask();
      return { svg: svg ?? last, stale: svg === null && last !== null, errors, trouble: "" };
    } catch (error) {
      const trouble = error instanceof Error ? error.message : String(error);
      return { svg: last, stale: last !== null, errors: [], trouble };
    }
  }

  /** Nothing is shown any more. */
  end() {
    this.ended = true;
  }
}

module.exports = { Follower };
