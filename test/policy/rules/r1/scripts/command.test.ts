import assert from "node:assert/strict";
import { type Props, UNKNOWN } from "../../../../../policy/reading/resource";
import { checkCommand } from "../../../../../policy/rules/r1/scripts/command";
import { plainResource } from "../../../plain-resource";

const foundIn = (props: Props): string[] =>
    checkCommand(plainResource("command:local:Command", "shop", props)).map(
        ({ message }) => message.split("\n")[0] ?? "",
    );

describe("a command", () => {
    it("is reported for a tool in any variable of its environment", () => {
        assert.deepEqual(foundIn({ create: "make", environment: { TARGET: "shop", RUN: "kubectl apply -f a.yaml" } }), [
            'Command "shop": environment runs "kubectl", whose effects are not visible in a preview.',
        ]);
        assert.deepEqual(foundIn({ create: "make", environment: { A: "kube", B: "ctl apply" } }), []);
    });

    it("may have an unknown environment, but not an unknown interpreter", () => {
        assert.deepEqual(foundIn({ create: "make", environment: UNKNOWN }), []);
        assert.deepEqual(foundIn({ create: "make", interpreter: ["sh", UNKNOWN] }), [
            'Command "shop": interpreter[1] is not known at preview, so the rule cannot be evaluated.',
        ]);
    });
});
