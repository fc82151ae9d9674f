// Mocha's "spec" reporter that also writes the counts of all tests, at their true end, to the file MOCHA_COUNTS.
const { writeFileSync } = require("node:fs");
const { reporters } = require("mocha");

module.exports = class CountsReporter extends reporters.Spec {
    // The run's statistics end with the first test file that cannot be loaded; the number of failures does not.
    done(failures, callback) {
        writeFileSync(process.env.MOCHA_COUNTS, `${this.stats.passes} passed, ${failures} failed\n`);
        callback(failures);
    }
};
