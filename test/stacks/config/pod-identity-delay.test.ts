import assert from "node:assert/strict";
import { delayVariable, podIdentitySeconds } from "../../../stacks/config/pod-identity-delay";
import { SettingsError } from "../../../stacks/settings/problems";

describe(delayVariable, () => {
    it("is a number of seconds, or left to the program", () => {
        assert.equal(podIdentitySeconds({}), undefined);
        assert.equal(podIdentitySeconds({ [delayVariable]: "" }), undefined);
        assert.equal(podIdentitySeconds({ [delayVariable]: "0" }), 0);
        assert.equal(podIdentitySeconds({ [delayVariable]: "2.5" }), 2.5);
    });

    for (const value of ["soon", "-1", "86400"])
        it(`is not "${value}"`, () => {
            assert.throws(
                () => podIdentitySeconds({ [delayVariable]: value }),
                new SettingsError([`${delayVariable}: got "${value}", want a number of seconds from 0 to 3600`]),
            );
        });
});
