// Mocha's "spec" reporter that also writes the failures and the counts of all tests, at their true end, to the file
// MOCHA_COUNTS: CI prints it last, as a log that is cut keeps its end.
const { writeFileSync } = require("node:fs");
const { relative } = require("node:path");
const { reporters } = require("mocha");

const oneFailure = (test) => {
    const file = test.file ? `${relative(process.cwd(), test.file)}: ` : "";
    return `FAILED ${file}${test.fullTitle()}\n${(test.err?.stack ?? test.err?.message ?? "").slice(0, 2000)}\n`;
};

module.exports = class CountsReporter extends reporters.Spec {
    // The run's statistics end with the first test file that cannot be loaded; the number of failures does not.
    done(failures, callback) {
        const list = this.failures.map(oneFailure).join("\n");
        writeFileSync(process.env.MOCHA_COUNTS, `${list}${this.stats.passes} passed, ${failures} failed\n`);
        callback(failures);
    }
};
