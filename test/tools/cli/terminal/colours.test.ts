import assert from "node:assert/strict";
import { coloursFor } from "../../../../tools/cli/terminal/colours";

describe("coloursFor", () => {
    const green = "\u001b[32mholds\u001b[39m";

    for (const [where, stream, environment, text] of [
        ["colours on a terminal", { isTTY: true }, {}, green],
        ["does not colour where NO_COLOR is set", { isTTY: true }, { NO_COLOR: "1" }, "holds"],
        ["does not colour without a terminal", {}, {}, "holds"],
        ["does not colour the log of CI", {}, { CI: "true", FORCE_COLOR: "1" }, "holds"],
    ] as const) {
        it(where, () => assert.equal(coloursFor(stream, environment).green("holds"), text));
    }
});
