import assert from "node:assert/strict";
import { openingTool } from "../../../policy/rules/r1-container-openings";
import { openingValue } from "../../../policy/rules/r1-opening-value";
import { tunnelIn } from "../../../policy/rules/r1-tunnel-command";

const length = 200_000;
// Some hundred times what it takes; what reads a text of this length once for each of its characters takes many times more.
const longest = 3_000;

const readers: Readonly<Record<string, (text: string) => unknown>> = {
    "a tunnel": tunnelIn,
    "a tool that opens a way": openingTool,
    "an opening in a value": (text) => openingValue(text, ["spec", "text"], { by: "operator" }),
};
const words = [
    "a-",
    "\n",
    "\n ",
    ": ",
    "/",
    "\\",
    "ssh ",
    "ssh -R ",
    "ssh -o ",
    "kubectl ",
    "aws ",
    "helm:a ",
    "curl ",
];

describe("the time to look into words", function () {
    this.timeout(60_000);

    for (const [name, look] of Object.entries(readers)) {
        it(`for ${name} is in proportion to their length, whatever they are`, () => {
            for (const word of words) {
                const text = `${word.repeat(length / word.length)}!`;
                const begin = performance.now();
                look(text);
                const taken = performance.now() - begin;
                assert.ok(taken < longest, `${JSON.stringify(word)} took ${taken} ms`);
            }
        });
    }
});
