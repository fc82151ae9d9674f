// Mocha's "spec" reporter that also writes the true counts to the file that MOCHA_COUNTS names.
const { writeFileSync } = require("node:fs");
const { reporters, Runner } = require("mocha");

module.exports = class CountsReporter extends reporters.Spec {
    constructor(runner, options) {
        super(runner, options);
        runner.once(Runner.constants.EVENT_RUN_END, () => {
            const { passes, failures } = this.stats;
            writeFileSync(process.env.MOCHA_COUNTS, `${passes} passed, ${failures} failed\n`);
        });
    }
};
