import assert from "node:assert/strict";
import { ignoring, method, methods, part, secondApi, settings } from "../../corpus/gateway/parts";
import { gatewayStack } from "../../corpus/gateway/stack";
import { type Declared, unknown } from "../../engine";
import { messagesOf, only } from "../findings-of";

const said = (resources: readonly Declared[], name: string): string[] =>
    messagesOf("r2-", resources).filter((message) => new RegExp(`^\\w+ "${name}":`).test(message));

const digest = "3a7bd3e2360a3d29eea436fcfb7e44c735d117c4";
const unserved = (...apis: readonly string[]): Declared =>
    part("Deployment", "unserved", { restApi: unknown, triggers: { body: digest } }, { restApi: apis });

/** The gateway whose stage serves a deployment that is not known. */
const open = (more: readonly Declared[]) => gatewayStack({ stage: { from: { restApi: ["api"] } } }, more);
const decided = /: no Stage of this stack serves it, so a stage without a cache may do so\.\nExpected: /;
const undecided =
    /: no Stage of this stack serves it[^\n]*undecided\.\nDecided by: the value of deployment, [^\n]*\(Stage "stage"\)/;

describe("R2 of a deployment that no stage serves", () => {
    it("is broken if each stage serves another deployment", () =>
        assert.match(only(said(gatewayStack({}, [unserved("api")]), "unserved")), decided));

    it("is undecided while a stage of its API, or of any if that is not known, may serve it", () => {
        assert.match(only(said(open([unserved("api")]), "unserved")), undecided);
        assert.match(only(said(open([{ ...unserved("api"), from: {} }]), "unserved")), undecided);
    });

    it("is broken whatever a stage of another API serves", () => {
        const ofOther = secondApi.filter(({ name }) => name === "other-api");
        assert.match(only(said(open([...ofOther, unserved("other-api")]), "unserved")), decided);
    });

    it("may be served by a stage of several APIs", () => {
        const both = gatewayStack({ stage: { from: { restApi: ["api", "other-api"] } } }, [
            ...secondApi.filter(({ name }) => name === "other-api"),
            unserved("api"),
        ]);
        assert.match(only(said(both, "unserved")), undecided);
    });
});

describe("R2 of what makes up the path of a Method", () => {
    it("is broken by ignored changes of that, and of nothing else", () => {
        for (const property of ["pathPart", "parentId", "restApi"])
            assert.match(only(said(ignoring(methods(), "items", property), "items")), new RegExp(`"${property}"`));
        assert.deepEqual(said(ignoring(methods(), "items", "tags"), "items"), []);
    });
});

describe("R2 of a method of an API that is only looked up", () => {
    const readApi = (name: string): Declared => ({
        ...part("RestApi", name, { name }),
        onlyInState: true,
        outputs: { id: name },
    });
    const stage = part(
        "Stage",
        "read-stage",
        { restApi: unknown, stageName: "Read", deployment: unknown },
        { restApi: ["read"] },
    );
    const more = method("more", { httpMethod: "POST" }, { restApi: ["read"], resourceId: ["read"] });
    const outside = /^Method "more": its API was only read and no Stage of this stack serves it/;
    const ofMethod = (...resources: readonly Declared[]) => said(resources, "more").filter((one) => outside.test(one));

    it("is broken without a stage in the stack", () => {
        assert.equal(ofMethod(readApi("read"), more).length, 1);
        assert.equal(
            ofMethod(readApi("read"), readApi("other"), { ...stage, from: { restApi: ["other"] } }, more).length,
            1,
        );
    });

    it("says nothing of it with a stage, or if the program declares the API", () => {
        assert.deepEqual(ofMethod(readApi("read"), stage, more), []);
        assert.deepEqual(ofMethod(part("RestApi", "read", { name: "read" }), more), []);
    });
});

describe("R2 of settings that resemble those of an operation", () => {
    const withBasePath = (basepath: string) => ({ api: { props: { parameters: { basepath } } } });
    const unmatched = /: methodPath differs from that of a similar operation/;
    const ofOwn = (methodPath: string, basepath = "ignore", more: readonly Declared[] = []) =>
        said(gatewayStack(withBasePath(basepath), [settings("own", methodPath), ...more]), "own");

    it("is broken below a base path, by a wildcard or in another spelling", () => {
        for (const path of ["v1/items/GET", "~1v1~1items~1{id}/GET", "items/*", "Items/GET"])
            assert.match(only(ofOwn(path)), unmatched);
    });

    it("holds for an operation of the API, and for an unrelated path", () => {
        for (const path of ["items/GET", "~1items/GET", "v1/other/GET", "items/GET/v1", "my-items/GET"])
            assert.deepEqual(ofOwn(path), [], path);
    });

    it("is broken if an import may move the operation", () => {
        for (const basepath of ["prepend", "split"]) assert.match(only(ofOwn("items/GET", basepath)), unmatched);
    });
});
