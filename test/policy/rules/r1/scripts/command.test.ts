import assert from "node:assert/strict";
import { type Props, UNKNOWN } from "../../../../../policy/reading/resource";
import { checkCommand } from "../../../../../policy/rules/r1/scripts/command";
import { plainResource } from "../../../plain-resource";

const foundIn = (props: Props): string[] =>
    checkCommand(plainResource("command:local:Command", "shop", props)).map(
        ({ message }) => message.split("\n")[0] ?? "",
    );

describe("a command", () => {
    it("is reported for a tool in its environment, each variable by itself", () => {
        assert.deepEqual(foundIn({ create: "make", environment: { TARGET: "shop", RUN: "kubectl apply -f a.yaml" } }), [
            'Command "shop": environment runs "kubectl", whose effects no preview shows.',
        ]);
        assert.deepEqual(foundIn({ create: "make", environment: { A: "kube", B: "ctl apply" } }), []);
    });

    it("may have an environment that is not known, but no such interpreter", () => {
        assert.deepEqual(foundIn({ create: "make", environment: UNKNOWN }), []);
        assert.deepEqual(foundIn({ create: "make", interpreter: ["sh", UNKNOWN] }), [
            'Command "shop": interpreter[1] is not known at preview, so the rule cannot be decided.',
        ]);
    });
});
