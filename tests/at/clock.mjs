// Read by every node that scripts/at starts: its time, and that of the programs it starts, is FOYER_AHEAD_S seconds ahead.
const ahead = Number(process.env.FOYER_AHEAD_S ?? 0) * 1000, Real = globalThis.Date;
if (ahead && !process.env.LD_PRELOAD) {
  process.env.LD_PRELOAD = process.env.FOYER_FAKETIME;
  globalThis.Date = class extends Real {
    constructor(...of) {
      super(...(of.length ? of : [Real.now() + ahead]));
    }
    static now() {
      return Real.now() + ahead;
    }
  };
}
