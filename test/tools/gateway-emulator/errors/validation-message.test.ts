import assert from "node:assert/strict";
import Ajv from "ajv-draft-04";
import { validationMessage } from "../../../../tools/gateway-emulator/errors/validation-message";

const schema = {
    type: "object",
    required: ["name", "kind"],
    properties: { kind: { enum: ["a", "b"] }, size: { type: ["integer", "null"] }, name: { minLength: 3 } },
};
const messageOf = (body: unknown): string => {
    const isValid = new Ajv({ strict: false, verbose: true }).compile(schema);
    return isValid(body) ? "" : validationMessage(isValid.errors ?? []);
};

describe("validationMessage", () => {
    for (const [body, message] of [
        [{}, '[object has missing required properties (["kind","name"])]'],
        [{ name: "cat", kind: "c" }, '[instance value ("c") not found in enum (possible values: ["a","b"])]'],
        [
            { name: "cat", kind: "a", size: 1.5 },
            '[instance type (number) does not match any allowed primitive type (allowed: ["integer","null"])]',
        ],
        [[], '[instance type (array) does not match any allowed primitive type (allowed: ["object"])]'],
        [null, '[instance type (null) does not match any allowed primitive type (allowed: ["object"])]'],
        [{ name: "c", kind: "a" }, "[must NOT have fewer than 3 characters]"],
    ] as const) {
        it(`describes ${JSON.stringify(body)}`, () => assert.equal(messageOf(body), message));
    }
});
