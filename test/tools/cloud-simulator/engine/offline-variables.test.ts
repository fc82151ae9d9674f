import assert from "node:assert/strict";
import { offlineVariables } from "../../../../tools/cloud-simulator/engine/offline-variables";

describe("the environment of an offline run", () => {
    const args = {
        folder: "/tmp/run",
        cliPath: "/opt/pulumi/bin/pulumi",
        toolsFolder: "/tmp/run/tools",
        debugProviders: "aws:1,eks:2",
        inherited: { PATH: "/usr/bin", LANG: "C" },
    };

    it("has state and home in the run's folder", () => {
        const environment = offlineVariables(args);
        assert.equal(environment.PULUMI_HOME, "/tmp/run/home");
        assert.equal(environment.PULUMI_BACKEND_URL, "file:///tmp/run/state");
        assert.equal(environment.PULUMI_DEBUG_PROVIDERS, "aws:1,eks:2");
        assert.equal(environment.PATH, "/tmp/run/tools:/opt/pulumi/bin:/usr/bin");
        assert.equal("LANG" in environment, false);
    });

    it("empties variables that could lead to a real account, and has no real credentials", () => {
        const inherited = {
            ...args.inherited,
            AWS_PROFILE: "production",
            AWS_ACCESS_KEY_ID: "AKIAREAL",
            AWS_SESSION_TOKEN: "real",
            KUBECONFIG: "/home/me/.kube/config",
            PULUMI_ACCESS_TOKEN: "pul-real",
            PULUMI_BACKEND_URL: "https://api.pulumi.com",
            PULUMI_CONFIG_PASSPHRASE_FILE: "/home/me/passphrase",
        };
        const environment = offlineVariables({ ...args, inherited });
        assert.equal(environment.AWS_PROFILE, "");
        assert.equal(environment.AWS_ACCESS_KEY_ID, "offline");
        assert.equal(environment.AWS_SESSION_TOKEN, "");
        assert.equal(environment.KUBECONFIG, "/tmp/run/nowhere");
        assert.equal(environment.PULUMI_ACCESS_TOKEN, "");
        assert.equal(environment.PULUMI_BACKEND_URL, "file:///tmp/run/state");
        assert.equal(environment.PULUMI_CONFIG_PASSPHRASE_FILE, "");
        assert.doesNotMatch(JSON.stringify(environment), /real|home\/me|production/);
    });

    it("has the variables of the program, unless the run inherits others", () => {
        const program = { DELAY: "0", ZONE: "b" };
        const environment = offlineVariables({ ...args, program, inherited: { ...args.inherited, DELAY: "5" } });
        assert.deepEqual([environment.DELAY, environment.ZONE], ["5", "b"]);
    });

    it("lets the engine collect garbage less often, unless the run inherits how often", () => {
        assert.equal(offlineVariables(args).GOGC, "400");
        assert.equal(offlineVariables({ ...args, inherited: { ...args.inherited, GOGC: "50" } }).GOGC, "50");
    });

    it("attaches the engine to a language host only if there is one", () => {
        assert.equal("PULUMI_DEBUG_LANGUAGES" in offlineVariables(args), false);
        assert.equal(offlineVariables({ ...args, languageHostPort: 7 }).PULUMI_DEBUG_LANGUAGES, "nodejs:7");
    });
});
