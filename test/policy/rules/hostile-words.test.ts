import { exposureValue } from "../../../policy/reading/exposure-value";
import { growsWithLength } from "../growth";

const readers: Readonly<Record<string, (text: string) => unknown>> = {
    "exposure in a value": (text) => exposureValue(text, ["spec", "text"], { by: "operator" }),
};
const words = ["a-", "\n", "\n ", ": ", "/", "\\", "- kind: ", "type: "];

describe("the time to check a string", function () {
    this.timeout(60_000);

    for (const [name, look] of Object.entries(readers)) {
        for (const word of words) {
            it(`for ${name} is linear in its length: ${JSON.stringify(word)}`, () =>
                growsWithLength(look, (length) => `${word.repeat(length / word.length)}!`, 100_000));
        }
    }
});
