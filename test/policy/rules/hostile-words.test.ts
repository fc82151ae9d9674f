import { exposureValue } from "../../../policy/rules/r1/kubernetes/exposure-value";
import { exposingCall } from "../../../policy/rules/r1/scripts/exposing-command";
import { tunnelIn } from "../../../policy/rules/r1/scripts/tunnel-command";
import { growsWithLength } from "../growth";

const readers: Readonly<Record<string, (text: string) => unknown>> = {
    "a tunnel": tunnelIn,
    "a tool that exposes an API": exposingCall,
    "exposure in a value": (text) => exposureValue(text, ["spec", "text"], { by: "operator" }),
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

describe("the time to check a string", function () {
    this.timeout(60_000);

    for (const [name, look] of Object.entries(readers)) {
        for (const word of words) {
            it(`for ${name} is linear in its length: ${JSON.stringify(word)}`, () =>
                growsWithLength(look, (length) => `${word.repeat(length / word.length)}!`, 100_000));
        }
    }
});
