import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { authorizerProblems } from "../../stacks/apis/authorizer-files";
import { defineApis } from "../../stacks/apis/define-apis";

import { parseSettings } from "../../stacks/settings/parse-settings";
import { SettingsError } from "../../stacks/settings/problems";
import { projectFolder } from "../../tools/cli/project/project";

const token = { type: "token", function: "app/accounts/authorizers/bearer.ts" };
const tenant = {
    type: "request",
    function: "app/accounts/authorizers/tenant.ts",
    identitySources: ["header.X-Tenant"],
};
const all = { bearer: token, tenant, users: { type: "cognito", userPools: ["own"] }, aws: { type: "iam" } };

const settingsOf = (authorizers: object, others: object = {}) =>
    parseSettings({
        apis: { accounts: { build: "app/accounts", port: 8080, runsOn: "lambda" } },
        stages: { Test: {} },
        plans: { standard: { requestsPerSecond: 100, burst: 50 } },
        clients: { web: "standard" },
        authorizers,
        ...others,
    });
const define = (...given: Parameters<typeof settingsOf>) => {
    const { restApi } = defineApis("gatehouse-test", settingsOf(...given), projectFolder);
    assert.ok(restApi);
    return restApi;
};
const problemsOf = (...given: Parameters<typeof settingsOf>) => {
    try {
        define(...given);
        return [];
    } catch (error) {
        if (!(error instanceof SettingsError)) throw error;
        return error.problems;
    }
};

describe("the authorizers of a stack", () => {
    it("check the schemes of the sample's document, which demands one scope of the API's resource server", () => {
        const { authorizers, userPoolScopes, uncachedMethodPaths } = define(all);
        assert.deepEqual(Object.keys(authorizers), ["bearer", "tenant", "users", "aws"]);
        assert.deepEqual(userPoolScopes, ["accounts/write"]);
        assert.deepEqual(uncachedMethodPaths, ["~1accounts~1audit/GET"]);
    });

    it("are in the body by the names of their schemes", () => {
        const body = define({ aws: { type: "iam" } }).body({ partition: "aws", region: "x", accountId: "1" });
        assert.deepEqual(Object.keys(JSON.parse(body).components.securitySchemes), ["api_key", "aws"]);
    });

    it("reject one that no operation requires", () => {
        assert.deepEqual(problemsOf({ ...all, beaver: token }), [
            'gatehouse:authorizers.beaver: got the name "beaver", want the name of a security scheme that an operation of a document requires',
        ]);
    });

    it("reject an application's scope that no operation demands", () => {
        const appClients = { batch: { grant: "clientCredentials", scopes: ["accounts/write", "accounts/read"] } };
        const userPool = { domainPrefix: "shop", appClients };
        assert.deepEqual(problemsOf(all, { userPool }), [
            'gatehouse:userPool.appClients.batch.scopes.1: got "accounts/read", want a scope that an operation demands: accounts/write',
        ]);
    });
});

describe("the files of authorizers", () => {
    let folder = "";
    before(() => {
        folder = mkdtempSync(join(tmpdir(), "gatehouse-authorizers-"));
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    it("are those of the project", () => {
        assert.deepEqual(authorizerProblems(projectFolder, "gatehouse-test", settingsOf(all)), []);
    });

    it("have to exist, export a handler and be bundled", () => {
        writeFileSync(join(folder, "empty.ts"), "export const answer = 42;");
        writeFileSync(join(folder, "private.ts"), "async function handler() {}\nhandler(); // handler\n");
        writeFileSync(join(folder, "common.cjs"), "exports.handler = async () => {};");
        writeFileSync(join(folder, "again.ts"), 'export { handler } from "./common.cjs";');
        writeFileSync(join(folder, "broken.ts"), "export const handler = (");
        const problemOf = (file: string) =>
            authorizerProblems(folder, "shop-dev", settingsOf({ bearer: { ...token, function: file } })).join("\n");
        const at = "gatehouse:authorizers.bearer.function: got";
        assert.equal(problemOf("none.ts"), `${at} "none.ts", want a file that exists`);
        assert.equal(problemOf("empty.ts"), `${at} "empty.ts", want a file that exports \`handler\``);
        assert.equal(problemOf("private.ts"), `${at} "private.ts", want a file that exports \`handler\``);
        assert.equal(problemOf("common.cjs") + problemOf("again.ts"), "");
        assert.match(
            problemOf("broken.ts"),
            /got "broken\.ts", want a file that esbuild can bundle \(.*Unexpected end of file/,
        );
    });
});
